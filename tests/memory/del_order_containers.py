# The order in which what a container holds is released.
class D:
    def __init__(self, name, *held):
        self.name = name
        self.held = held

    def __del__(self):
        print(self.name, end=" ")


a = [D(1), D(2), D(3)]
del a
print("list")
a = (D(1), D(2), D(3))
del a
print("tuple")
a = {1: D("one"), 2: D("two"), 3: D("three")}
del a
print("dict")
a = [D(1), D(2), D(3), D(4)]
a[1:3] = []
print("slice removed")
a.clear()
print("clear")
a = [D(1), [D(2), [D(3)], D(4)], D(5)]
del a
print("nested")
a = D("parent", D("child1"), D("child2", D("grandchild")))
del a
print("object")
a = {"k": D("v")}
a.update(k=D("w"))
print("update")
a.clear()
print("dict clear")
a = [D(1), D(2)]
a[:] = [D(3)]
print("slice assigned")
a *= 0
print("times zero")


def f(x, *args, **kw):
    pass


f(D("x"), D("a"), k=D("k"))
print("arguments")


def gen():
    d = D("in generator")
    yield 1
    yield 2


g = gen()
next(g)
del g
print("generator")


def closure():
    d = D("cell")
    return lambda: d


c = closure()
print("made")
del c
print("closure")
s = {D("in set")}
s.clear()
print("set")


class Slots:
    __slots__ = ("a", "b")


o = Slots()
o.a = D("slot a")
o.b = D("slot b")
del o
print("slots")


class Plain:
    pass


p = Plain()
p.first = D("first")
p.second = D("second")
p.third = D("third")
del p
print("attributes")
