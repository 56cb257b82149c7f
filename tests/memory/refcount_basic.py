# sys.getrefcount of fresh objects in lists, attributes, closures.
import sys


class C:
    pass


c = C()
base = sys.getrefcount(c)
print(base)
items = [c, c, c]
print(sys.getrefcount(c) - base)
d = {"k": c}
t = (c,)
print(sys.getrefcount(c) - base)
del items[0]
print(sys.getrefcount(c) - base)
items.clear()
d["k"] = None
t = None
print(sys.getrefcount(c) - base)
c.me = c
print(sys.getrefcount(c) - base)
c.me = 1
print(sys.getrefcount(c) - base)


def keep():
    return c


f = lambda x=c: x
print(sys.getrefcount(c) - base)
del f
bound = c.__eq__
print(sys.getrefcount(c) - base)
del bound
for i in range(3):
    x = c
print(sys.getrefcount(c) - base)
del x
s = {c}
s.add(c)
print(sys.getrefcount(c) - base)
s.discard(c)
print(sys.getrefcount(c) - base)
a, b = c, c
print(sys.getrefcount(c) - base)
a = b = None
l = [c] * 10
print(sys.getrefcount(c) - base)
l[2:5] = []
print(sys.getrefcount(c) - base)
m = l + l
print(sys.getrefcount(c) - base)
del l, m
print(sys.getrefcount(c) - base)
