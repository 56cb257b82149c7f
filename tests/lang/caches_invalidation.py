# Attribute and method caches must notice every kind of change.
class A:
    x = 1

    def f(self):
        return "A.f"


class B(A):
    pass


def read(o):
    return o.x, o.f()


b = B()
log = []
for step in range(14):
    if step == 1: A.x = 2
    if step == 2: B.x = 3
    if step == 3: b.x = 4
    if step == 4: A.f = lambda self: "patched A.f"
    if step == 5: B.f = lambda self: "B.f"
    if step == 6: b.f = lambda: "instance f"
    if step == 7: del b.x, b.f
    if step == 8: del B.x, B.f
    if step == 9: B.x = property(lambda self: "property")
    if step == 10: del B.x; B.__getattr__ = lambda self, n: f"getattr {n}"
    if step == 11: del A.x
    if step == 12: B.__bases__ = (type("New", (), {"x": "new base", "f": lambda self: "new f"}),)
    if step == 13: b.__class__ = type("Other", (B,), {"x": "other"})
    log.append(read(b))
print(*log, sep="\n")


def poly(items):
    return [i.x for i in items]


class P:
    def __init__(self, x): self.x = x


class Q:
    __slots__ = ("x",)
    def __init__(self, x): self.x = x


class R:
    @property
    def x(self): return "R"


class S(P):
    def __init__(self, x):
        self.first = 0
        self.x = x


import types

for _ in range(3):
    print(poly([P(1), Q(2), R(), S(3), types.SimpleNamespace(x=4), P(5), Q(6)]))
p = P(1)
p.y = 2
q = P(3)
del q.x
q.y = 4
q.x = 5
print(poly([p, q]), vars(q))
g = 1


def use_global():
    return g, len([1, 2])


print(use_global())
g = 2
print(use_global())
len = lambda x: "shadow"
print(use_global())
del len
print(use_global())
globals()["g"] = 3
print(use_global())
del g
try:
    use_global()
except NameError as e:
    print(e)
import builtins

builtins.g = "from builtins"
print(use_global())
g = "back"
print(use_global())
del builtins.g


def callee():
    return "one"


def caller():
    return callee()


print(caller(), end=" ")
callee = lambda: "two"
print(caller(), end=" ")
callee = P
try:
    caller()
except TypeError as e:
    print(e)


class Counter:
    n = 0

    def inc(self):
        self.n += 1
        return self.n


c = Counter()
print([c.inc() for _ in range(3)], Counter.n)
Counter.inc = lambda self: "replaced"
print(c.inc())
ops = [(1, 2), (1.5, 2), ("a", "b"), ([1], [2]), (2**70, 1), (True, 1), ((1,), (2,))]
print([a + b for a, b in ops], [a < b for a, b in ops], [a == b for a, b in ops])
