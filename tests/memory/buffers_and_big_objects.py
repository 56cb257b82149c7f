# Large objects are made, grown, shared and dropped; counts stay right.
import sys


class D:
    count = 0

    def __init__(self):
        D.count += 1

    def __del__(self):
        D.count -= 1


big = [D() for _ in range(20000)]
print(D.count)
half = big[::2]
del big
print(D.count)
half.extend(half)
print(D.count, len(half))
del half[5000:]
print(D.count)
half[:] = half[:10] * 3
print(D.count, len(half))
half.sort(key=id)
half.reverse()
del half
print(D.count)
table = {i: D() for i in range(5000)}
for i in range(0, 5000, 2):
    del table[i]
print(D.count)
table.update({i: D() for i in range(1000)})
print(D.count)
copy = dict(table)
table.clear()
print(D.count)
copy.clear()
print(D.count)
keys = {D() for _ in range(3000)}
while len(keys) > 100:
    keys.pop()
print(D.count)
keys -= set(list(keys)[:50])
print(D.count)
keys = None
t = tuple(D() for _ in range(1000))
u = t + t
v = t * 3
del t, u
print(D.count)
del v
s = "x" * 1_000_000
parts = [s[i : i + 1000] for i in range(0, len(s), 1000)]
print(len(parts), "".join(parts) == s, sys.getrefcount(parts))
b = bytearray(s.encode())
b += bytes(b)
b *= 2
print(len(b))
del b[:]
n = 1 << 100_000
m = n * n
print(m.bit_length(), (m >> 200_000) == 1)
nested = [[[D() for _ in range(10)] for _ in range(10)] for _ in range(10)]
print(D.count)
nested[3][4].clear()
nested[5] = None
print(D.count)
nested = 0
gens = [(d for d in [D(), D()]) for _ in range(100)]
print(D.count)
for g in gens:
    next(g)
print(D.count)
del g, gens
print(D.count)
