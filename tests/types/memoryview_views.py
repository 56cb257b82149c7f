# Reading memoryviews: subscripts, casts, dimensions, comparison, what takes them.
import array
import io

m = memoryview(b"abcdefghijkl")
a = m.cast("B", (3, 4))
z = memoryview(b"x").cast("B", ())


def show(source):
    try:
        r = eval(source, globals())
    except Exception as e:
        print(source, "!!", type(e).__name__, e)
    else:
        print(source, "->", ("view", r.format, r.shape, r.strides, r.tolist() if r.ndim else r[()]) if isinstance(r, memoryview) and r.format != "w" else repr(r))


print([x for x in dir(m)])
sources = (m.cast("I").cast("B").cast("I", (3, 1)), array.array("i", [1, 2]), bytearray(b"ab"), a[::-1], memoryview(b"abcd")[::2])
for line in """\
a[0:1]
a[::2]
a[::2].tobytes()
a[::2].tobytes('F')
a.tobytes('F')
a.tobytes('A')
a.tobytes('X')
a.tobytes(None)
a.tobytes(order=5)
a.tobytes(1,2)
a[::-1].c_contiguous,a[::-1].f_contiguous,a[::-1].contiguous
m[::2].contiguous
m[3:3].contiguous
a[0]
a[0,1]
a[0,-1]
a[5,1]
a[0,9]
a[0,]
a[0,1,2]
a[0:1,0:1]
a[0:1,0]
a[()]
a[...]
m[...]
m[()]
m[1,]
m[1,2]
m[None]
m[10**30]
m['a']
m[1.5]
z[()]
z[...]
z[0]
z[0:1]
len(z)
z.tolist()
iter(z)
list(a)
iter(a)
len(a)
z.nbytes,z.shape,z.strides,z.suboffsets,z.ndim,z.c_contiguous
m.cast('I')
m.cast('I').tolist()
m.cast('I').cast('H')
m.cast('I').cast('B').cast('H')
m.cast('d')
m.cast('@I')
m.cast('<I')
m.cast('')
m.cast(5)
m.cast('B',5)
m.cast('B',(5,))
m.cast('B',[3,4])
m.cast('B',(3,'a'))
m.cast('B',(3,0))
m.cast('B',(-3,-4))
m.cast('B',(2**62,2**62))
m.cast('B',(1,)*70)
m.cast('H',(2,3))
m.cast('H',shape=(2,3))
a.cast('B')
a.cast('H')
a.cast('H',(2,3))
a.cast('B',(4,3))
m[::2].cast('B')
m.cast('c')[0]
m.cast('c').tolist()
m.cast('b')[0]
m.cast('?').tolist()
m.cast('P').tolist()
memoryview(bytes(8)).cast('P')[0]
memoryview(bytes(8)).cast('e').tolist()
memoryview(bytes(8)).cast('n').tolist()
memoryview(bytes(8)).cast('q').cast('Q')
memoryview(bytes(8)).cast('x')
memoryview(bytes(8)).cast('s')
memoryview(array.array('w','ab'))
memoryview(array.array('w','ab')).format
memoryview(array.array('w','ab')).format
memoryview(array.array('w','ab'))[0]
memoryview(array.array('w','ab'))==array.array('w','ab')
memoryview(array.array('w','ab')).cast('B')
memoryview(array.array('l',[1,2])).format
memoryview(array.array('l',[1,2])).cast('i')
memoryview(array.array('d',[1,2]))==array.array('i',[1,2])
memoryview(array.array('i',[1,2]))==b'ab'
memoryview(b'ab')==array.array('b',b'ab')
memoryview(b'ab')==1
memoryview(b'ab')<memoryview(b'ab')
memoryview(b'ab')!='ab'
bytes(m[::2])
bytearray(m[::-1])
b''.join([m[::2]])
b''.join([m,m])
b'x'+m
b'x'+m[::2]
m+b'x'
bytearray(b'x')+m
bytearray(b'x')+m[::2]
b'abc'.find(m[::2])
b'abc' in m
97 in m
b'abc'.startswith(m[::2])
b'a'==m[:1]
b'a'==m[::20]
bytearray(b'a')==m[::20]
bytearray(b'ace')==m[:6:2]
int.from_bytes(m[::2])
int(memoryview(b'12'))
int(memoryview(b'1x2y')[::2])
float(memoryview(b'12'))
str(memoryview(b'12'),'ascii')
str(memoryview(b'1x2y')[::2],'ascii')
m.hex(':')
m.hex(':',2)
m[::2].hex()
a.hex()
m.count
memoryview
memoryview(b'a',b'b')
memoryview(object=b'a')
memoryview(x=b'a')
type('X',(memoryview,),{})
m.toreadonly()
m.obj
a.obj is m.obj
memoryview(m).obj
m.__buffer__(0)
m.__buffer__('a')
bytearray(b'').__buffer__(1)
b''.__buffer__(1)
io.BytesIO(b'abc').getbuffer()
type(io.BytesIO(b'abc').getbuffer().obj)
m.readonly, m.itemsize
reversed(m)
list(reversed(m[:3]))
iter(m)
iter(m).__length_hint__()
memoryview.cast.__doc__
memoryview.cast.__text_signature__
memoryview.tobytes.__text_signature__
memoryview.hex.__text_signature__
memoryview.release.__text_signature__
memoryview.__exit__.__text_signature__
memoryview.__text_signature__
memoryview._from_flags(b'a',0)
memoryview._from_flags(b'a',1)
m.__release_buffer__(m)
m.__release_buffer__(memoryview(m))
b''.__release_buffer__
m.x
m.__dict__
m.__exit__()
m.__exit__(1,2,3,4)
m.shape
m.tolist
m.tobytes().__class__
memoryview(type('Z',(),{'__buffer__':lambda s,f: memoryview(b'zz')})()).obj
memoryview(type('Z',(),{'__buffer__':lambda s,f: memoryview(b'zz')})()).tolist()
bytes(type('Z',(),{'__buffer__':lambda s,f: memoryview(b'zz')})())
b''.join([type('Z',(),{'__buffer__':lambda s,f: memoryview(b'zz')})()])
memoryview(type('Z',(),{'__buffer__':lambda s,f: 5})())
memoryview(type('Z',(),{'__buffer__':lambda s,f: print(f) or memoryview(b'')})())
bytes(type('Z',(),{'__buffer__':lambda s,f: print(f) or memoryview(b'')})())
b''+(type('Z',(),{'__buffer__':lambda s,f: print(f) or memoryview(b'')})())
""".splitlines():
    show(line)
for source in sources:
    for flags in (0, 1, 4, 8, 0x18, 0x1C, 0x38, 0x58, 0x98, 0x118, 0x11C, 9, 12):
        try:
            r = source.__buffer__(flags)
            print(hex(flags), r.format, r.itemsize, r.ndim, r.shape, r.strides, r.readonly)
        except Exception as e:
            print(hex(flags), type(e).__name__, e)
