# weakref.ref: life, callbacks, equality, hashing, errors.
import weakref


class C:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return isinstance(other, C) and self.n == other.n

    def __hash__(self):
        return hash(self.n)


c = C(1)
r = weakref.ref(c)
print(r() is c, weakref.getweakrefcount(c), weakref.ref(c) is r)
log = []
r2 = weakref.ref(c, lambda ref: log.append(("first", ref() is None)))
r3 = weakref.ref(c, lambda ref: log.append(("second", ref is r3)))
print(weakref.getweakrefcount(c), len(weakref.getweakrefs(c)), r2 is r3, r == r2, hash(r) == hash(c))
d = C(1)
rd = weakref.ref(d)
print(r == rd, r != rd)
del c
print(r(), r2(), log)
print(r == rd, hash(r), type(r).__name__)
del d
try:
    hash(rd)
except TypeError as e:
    print(e)
for thing in (5, "s", (), None, [], {}, 1.5, object()):
    try:
        weakref.ref(thing)
    except TypeError as e:
        print(e)
for ok in ({1}, frozenset([1]), lambda: 0, print, C, type, (x for x in ())):
    weakref.ref(ok)


class Slots:
    __slots__ = ()


class SlotsWeak:
    __slots__ = ("__weakref__",)


try:
    weakref.ref(Slots())
except TypeError as e:
    print(e)
s = SlotsWeak()
print(weakref.ref(s)() is s)


def callback(ref):
    print("callback", ref())


x = C(5)
rx = weakref.ref(x, callback)
print("deleting")
x = None
print("deleted")
y = C(6)
ry = weakref.ref(y, callback)
del ry
y = None
print("no callback for a dead ref")


class Ref(weakref.ref):
    def __init__(self, ob, cb=None, tag=None):
        super().__init__(ob, cb)
        self.tag = tag

    def __new__(cls, ob, cb=None, tag=None):
        return super().__new__(cls, ob, cb)


z = C(7)
rz = Ref(z, tag="t")
print(rz.tag, rz().n, isinstance(rz, weakref.ref))


class MyList(list):
    pass


m = MyList([1])
print(weakref.ref(m)() is m)
