# bytearray: mutation, slices, methods, errors.
a = bytearray(b"hello")
a[0] = 72
a.append(33)
a.extend(b"xy")
a.extend([65, 66])
a.insert(0, 60)
print(a, len(a), a.pop(), a.pop(0), a)
a.remove(33)
a[1:3] = b"EL-"
a[::2] = b"." * len(a[::2])
del a[0], a[-2:]
print(a, a[0], a[1:3], a == b"E.-." , a + b"z", b"z" + a, type(a + b"z").__name__, type(b"z" + a).__name__)
a += b"tail"
a *= 2
a.reverse()
print(a, a.copy() is a, a.find(b"lia"), a.upper(), a.hex(), a.decode(), bytes(a)[:3], b"t" in a)
a.clear()
print(a, bool(a), bytearray(3), bytearray("é", "utf-8"), bytearray([1, 2]), repr(bytearray(b"it's \"q\"")), bytearray.fromhex("ff00"), bytearray(b"a") < bytearray(b"b"), bytearray(b"a") == bytearray(b"a"))
b = bytearray(b"abc")
m = memoryview(b)
m[0] = 120
print(b, m[1:].tobytes(), m.tolist(), len(m), m.readonly, memoryview(b"x").readonly)
for f in (
    lambda: b.append(256), lambda: b.append("a"), lambda: b.append(-1), lambda: b.extend("a"), lambda: b.extend(5), lambda: b.pop(100), lambda: bytearray().pop(), lambda: b.remove(0), lambda: b.insert(0, "x"), lambda: b[10], lambda: hash(b), lambda: bytearray("x"), lambda: b.append(1), lambda: bytearray(-1), lambda: b + "s", lambda: {b: 1}, lambda: b.index(b"zz"), lambda: b.extend([300]),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
for code in ("b[0] = 300", "b[0] = 'a'", "b[10] = 1", "b[0:1] = 5", "b[0:1] = 'a'", "b[::2] = b'12345'", "del b[9]", "m[0:1] = b'12'", "m[9] = 1", "m[0] = 'a'"):
    try:
        exec(code)
        print(code, "ok", b)
    except Exception as e:
        print(code, type(e).__name__, e)
m.release()
b.append(1)
print(b)
