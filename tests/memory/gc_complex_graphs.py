# modes: normal, nogc
# Cycles through every kind of container and back references from live objects.
import gc
import weakref
from collections import OrderedDict, defaultdict, deque
from functools import partial

gc.collect()
gc.disable()


class N:
    def __init__(self, name):
        self.name = name


def check(label, build):
    n = N(label)
    ref = weakref.ref(n)
    keep = build(n)
    del n
    alive = ref() is not None
    del keep
    still = ref() is not None
    gc.collect()
    print(label, alive, still, ref())


def closure(n):
    def f():
        return n, f

    n.f = f


def generator(n):
    def g():
        x = n
        yield x

    n.g = g()
    next(n.g)


def method(n):
    n.m = n.__init__


def exception(n):
    try:
        raise ValueError(n)
    except ValueError as e:
        n.e = e


def klass(n):
    class K:
        attr = n

    n.k = K


def through_slots(n):
    class S:
        __slots__ = ("v",)

    s = S()
    s.v = n
    n.s = s


check("list", lambda n: setattr(n, "x", [n]))
check("tuple", lambda n: setattr(n, "x", (n,)))
check("nested tuple", lambda n: setattr(n, "x", (1, (2, (n,)))))
check("dict value", lambda n: setattr(n, "x", {1: n}))
check("dict key", lambda n: setattr(n, "x", {n: 1}))
check("set", lambda n: setattr(n, "x", {n}))
check("frozenset", lambda n: setattr(n, "x", frozenset([n])))
check("closure", closure)
check("generator", generator)
check("method", method)
check("exception", exception)
check("class", klass)
check("slots", through_slots)
check("partial", lambda n: setattr(n, "x", partial(print, n)))
check("deque", lambda n: setattr(n, "x", deque([n])))
check("defaultdict", lambda n: setattr(n, "x", defaultdict(None, {1: n})))
check("ordered", lambda n: setattr(n, "x", OrderedDict(a=n)))
check("iterator", lambda n: setattr(n, "x", iter([n])))
check("map", lambda n: setattr(n, "x", map(lambda q: q, [n])))
check("zip", lambda n: setattr(n, "x", zip([n], [n])))
check("property", lambda n: setattr(n, "x", property(n)))
check("lambda default", lambda n: setattr(n, "x", lambda a=n: a))
check("instance dict", lambda n: n.__dict__.update(me=n))
check("two", lambda n: (setattr(n, "o", N("other")), setattr(n.o, "back", n)))
check("slice", lambda n: setattr(n, "x", slice(n)))
check("none", lambda n: None)
a, b, c = N("a"), N("b"), N("c")
a.n, b.n, c.n = b, c, a
outside = [a.n]
ref = weakref.ref(a)
del a, b, c
gc.collect()
print("held from outside", ref() is not None)
outside.clear()
gc.collect()
print("released", ref())
