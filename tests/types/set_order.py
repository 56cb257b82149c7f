# Iteration order of sets of ints: CPython's table, growth and deletions.
print({3, 1, 2}, {10, 5, 1, 8}, {-1, -2, 0}, {100, 1, 50, 7, 33})
print(set(range(20)), set(range(0, 400, 37)), {8, 16, 24, 32, 0}, {2**40, 1, 2**61 - 1, 5, 2**33})
s = set()
for i in range(0, 1000, 13):
    s.add((i * 7919) % 1009)
print(s)
for i in list(s)[::3]:
    s.discard(i)
print(s)
for i in range(40):
    s.add(i * 3)
print(s)
print({1.5, 2.0, 0.25, -3.0}, {True, False, 2}, {None} | set())
big = set((i * 65537) % 1000003 for i in range(1000))
print(sum(i * v for i, v in enumerate(big)) % 1000007)
print(list(big)[:25])
t = {1, 2, 3, 4, 5, 6, 7, 8} - {3, 4}
print(t, t | {64, 33, 100}, t & {8, 2, 100, 1}, t ^ {1, 99, 5})
print(set([5, 3, 5, 1]), frozenset([9, 8, 7, 100, 64]), set((3, 2, 1)), {x * x % 17 for x in range(17)})
u = {0}
for i in range(1, 70):
    u.add(i * 32)
print(u)
while len(u) > 5:
    u.pop()
print(u, u.pop(), u)
c = set(u)
c.update(range(5), {77, 66})
print(c, c.copy(), set(c))
print({-5, 5, -10, 10, -(2**63), 2**63}, {(1, 2), (3, 4)} == {(3, 4), (1, 2)})
print({i << 3 for i in range(12)}, {i << 5 for i in range(12)}, {~i for i in range(12)})
m = set(range(100))
m &= set(range(50, 200, 7))
print(m)
m |= {1000, 2000, 3000}
m -= {57, 1000}
m ^= {64, 65}
print(m)
