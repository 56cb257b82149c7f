# memoryview over bytes, bytearray and arrays.
m = memoryview(b"abcdef")
print(m[0], m[-1], m[1:3].tobytes(), m[::2].tolist(), len(m), m.format, m.itemsize, m.ndim, m.shape, m.strides, m.nbytes, m.contiguous, m.readonly, m.obj, bytes(m), m == b"abcdef", m != b"x", list(m), 97 in m, m.hex())
c = memoryview(bytearray(8)).cast("I")
c[0] = 2**31
print(c.tolist(), c.format, c.itemsize, len(c), c.obj, c.cast("B")[3], memoryview(b"\1\0\2\0").cast("H").tolist())
w = bytearray(b"12345")
v = memoryview(w)
v[1:3] = b"ab"
print(w, hash(memoryview(b"x")) == hash(b"x"), v[1:].tobytes(), memoryview(v[2:])[0], v.toreadonly().readonly)
with memoryview(b"ctx") as x:
    print(x[0])
for f in (lambda: x[0], lambda: m[10], lambda: m["a"], lambda: memoryview("s"), lambda: memoryview(5), lambda: hash(v), lambda: m.cast("zz"), lambda: memoryview(b"abc").cast("H"), lambda: m[0:2] < b"x", lambda: w.append(1), lambda: memoryview()):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
for code in ("m[0] = 1", "v[0:1] = b'too long'", "del v[0]", "v[0] = 256", "v[9] = 0"):
    try:
        exec(code)
    except Exception as e:
        print(type(e).__name__, e)
v.release()
w.append(1)
print(w, repr(m).split(" at ")[0])
