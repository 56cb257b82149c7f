# array: type codes, methods, errors.
from array import array, typecodes

a = array("i", [1, 2, 3])
a.append(4)
a.extend([5, 6])
a.insert(0, -1)
print(a, len(a), a[0], a[-1], a[1:3], a[::-2], a.typecode, a.itemsize, a.tolist(), 3 in a, a.index(3), a.count(2))
print(a.pop(), a.pop(0), a)
a.remove(2)
a.reverse()
a[0] = 100
a[1:2] = array("i", [7, 8])
del a[0]
print(a, a + array("i", [1]), a * 2, a == array("i", [7, 8, 1]) , a == array("l", a), list(a))
d = array("d", [1, 2.5])
print(d, array("w", "añ"), array("b", b"\x01\xff"), array("B", [255]), array("f", [0.1]), array("q", [2**62]), array("d"))
print(a.tobytes(), array("H", b"\x01\x00\x02\x00"), typecodes, a.buffer_info()[1])
b = array("h")
b.frombytes(b"\x01\x00\xff\xff")
b.fromlist([5])
b.byteswap()
print(b, array("w", "abc").tounicode())
for f in (
    lambda: array("z"),
    lambda: array("i", ["a"]),
    lambda: array("b", [200]),
    lambda: array("B", [-1]),
    lambda: array("i", [1.5]),
    lambda: a.append("x"),
    lambda: a.append(2**40),
    lambda: a[10],
    lambda: a.remove(99),
    lambda: a.index(99),
    lambda: array("i").pop(),
    lambda: a + [1],
    lambda: array("i", "abc"),
    lambda: array(),
    lambda: a.extend(array("d", [1])),
    lambda: array("i", b"abc"),
    lambda: array("d", ["x"]),
    lambda: hash(a),
    lambda: a.fromlist((1,)),
    lambda: array("Q", [-1]),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
m = memoryview(array("i", [1, 2, 3]))
print(m[1], m.format, m.itemsize, m.nbytes, m.tolist())
print(sum(array("d", [0.5] * 4)), max(array("i", [3, 9, 2])), array("i", range(5)), array("i", (x * x for x in range(4))))
x = array("d", [0.0]) * 5
x[2] += 1.5
print(x, array("i", [1, 2]) < array("i", [1, 3]), bool(array("i")))
