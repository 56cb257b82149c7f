# What views forbid: resizing bytearrays, arrays and BytesIO while they are exported.
import array
import io

def show(source):
    try:
        r = eval(source, globals())
    except Exception as e:
        print(source, '!!', type(e).__name__, e)
    else:
        print(source, '->', ('view', r.format, r.shape, r.strides, r.tolist() if r.ndim else r[()]) if isinstance(r, memoryview) and r.format != 'w' else repr(r))

def run(source):
    try:
        exec(source, globals())
    except Exception as e:
        print(source, '!!', type(e).__name__, e)
    else:
        print(source, 'ok')
ba = bytearray(b'abc')
m = memoryview(ba)
for s in ('ba.append(1)', 'ba.extend(b"")', 'ba.extend(b"a")', 'ba.extend([])', 'ba.extend([1])', 'ba.clear()', 'ba.pop()', 'ba.pop(9)', 'ba.remove(97)', 'ba.remove(1)', 'ba.insert(0,1)', 'ba.reverse()', 'ba+=b""', 'ba+=b"x"', 'ba*=1', 'ba*=2', 'ba*=0', 'ba[0:1]=b"z"', 'ba[0:1]=b"zz"', 'ba[0:0]=b""', 'del ba[0]', 'del ba[0:0]', 'del ba[0:1]', 'del ba[::2]', 'ba[::2]=b"12"', 'ba[::2]=b""', 'ba.__init__(b"")', 'ba.__init__(b"abc")', 'ba.__init__()', 'ba[:]=ba', 'ba[0:1]=m'):
    run(s)
    print(ba)
import array
ar = array.array('i', [1, 2, 3])
m = memoryview(ar)
for s in ('ar.append(1)', 'ar.extend([])', 'ar.extend([1])', 'ar.pop()', 'ar.pop(9)', 'ar.remove(1)', 'ar.remove(99)', 'ar.insert(0,1)', 'ar.reverse()', 'ar.byteswap()', 'ar.byteswap()', 'ar+=array.array("i")', 'ar+=ar', 'ar*=1', 'ar*=2', 'ar*=0', 'ar[0:1]=ar[1:2]', 'ar[0:1]=ar', 'del ar[0]', 'del ar[0:0]', 'del ar[0:1]', 'del ar[::2]', 'ar[::2]=ar[:2]', 'ar.frombytes(b"")', 'ar.frombytes(b"1234")', 'ar.fromlist([1])', 'ar.fromlist([])', 'ar[0]=5', 'ar.clear()', 'ar.append("x")', 'ar.fromfile(io.BytesIO(b"1234"),1)', 'ar[:]=ar'):
    run(s)
    print(ar)
b = io.BytesIO(b'abc')
m = b.getbuffer()
for s in ('b.write(b"x")', 'b.write(b"")', 'b.truncate()', 'b.truncate(1)', 'b.close()', 'b.getvalue()', 'b.read()', 'b.seek(10)', 'b.getbuffer()', 'b.readinto(m)', 'b.seek(0)', 'b.readinto(m)', 'b.readinto(b"a")', 'b.readinto(m.toreadonly())', 'b.readinto(5)', 'm[:]=b"xyz"', 'b.getvalue()', 'm.obj', 'repr(m.obj)[:25]', 'bytes(m.obj)', 'memoryview(m.obj).tolist()', 'type(m.obj)()', 'm.readonly', 'm.release()', 'b.write(b"x")', 'b.close()', 'b.getbuffer()', 'b.writelines([b"a"])'):
    show(s) if '[:]' not in s else run(s)
