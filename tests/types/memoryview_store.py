# Writing through memoryviews: items of every format, slices, errors; released views.
import io
import struct

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
ba = bytearray(16)
m = memoryview(ba)
for f in 'cbBhHiIlLqQnNefd?P':
    k = m.cast(f)
    print(f, k.itemsize, k.format)
    for v in ('1', '-1', '2**70', '-2**70', '1.5', '"a"', 'b"a"', 'b"ab"', 'None', '300', '70000', '1e300', 'object()', '10**400', 'True'):
        run(f'k[0]={v}')
    print(k[0] if f != 'P' else '')

class I:

    def __index__(self):
        raise ValueError('ind')

class J:

    def __index__(self):
        raise TypeError('ind')

class K:

    def __float__(self):
        raise ValueError('ind')

class L:

    def __bool__(self):
        raise TypeError('bb')
m = memoryview(ba)
run('m[0]=I()')
run('m[0]=J()')
run('m.cast("d")[0]=K()')
run('m.cast("?")[0]=L()')
run('m[0:2]=b"a"')
run('m[0:2]=5')
run('m[0:2]="ab"')
run('m[0:2]=m.cast("H")[0:1]')
run('m[0:2]=m.cast("b")[0:2]')
run('m[::2]=m[:8]')
run('m[1:9]=m[0:8]')
run('m[0]=[1]')
run('m[0:2]=[1,2]')
run('m[:]=m[::-1]')
run('m["a"]=1')
run('m[...]=1')
run('m[()]=1')
run('m[0,]=1')
run('m[0,0]=1')
run('m[0:1,0:1]=1')
run('del m[0]')
run('del m[0:1]')
run('m[99]=1')
run('m[10**30]=1')
a = m.cast('B', (4, 4))
run('a[0]=1')
run('a[0,0]=7')
run('a[0:1]=a[1:2]')
run('a[0,4]=1')
run('a[4,0]=1')
run('a[0,0,0]=1')
run('a[0,]=1')
run('a[0:1,0:1]=1')
z = m[:1].cast('B', ())
run('z[()]=5')
run('z[...]=6')
run('z[0]=5')
run('z[:]=5')
run('del z[()]')
ro = memoryview(b'abc')
run('ro[0]=1')
run('ro["a"]=1')
run('del ro[0]')
run('del ro["a"]')
run('hash(m)')
run('hash(memoryview(b"abcd").cast("H"))')
run('hash(memoryview(bytearray(b"ab")).toreadonly())')
m.release()
for s in ('len(m)', 'm[0]', 'm.tolist()', 'm.format', 'list(m)', 'm==m', 'm==b""', 'm!=m', 'hash(m)', 'm.release()', 'm.__enter__()', 'repr(m)[:10]', 'm.cast("B")', 'm.toreadonly()', 'm.hex()', 'memoryview(m)', 'bytes(m)', 'b"".join([m])', 'b"x"+m', 'm.obj', 'm.nbytes', 'm.readonly', 'm.c_contiguous', 'm.suboffsets', 'm.tobytes()', '1 in m', 'b"a".find(m)', 'int.from_bytes(m)', 'm.__buffer__(0)', 'io.BytesIO(m)', 'ba==m', 'b""==m', 'bytearray(m)', 'struct.unpack("",m)', 'm.__exit__(1,2,3)', 'm[0:1]', 'm["a"]'):
    show(s)
run('m[0]=1')
run('del m[0]')
