# modes: normal
# Generations, thresholds, counts; collecting only the young.
import gc
import weakref

gc.collect()
gc.disable()


class N:
    def __init__(self):
        self.me = self


def make():
    n = N()
    return weakref.ref(n)


young = make()
print(young() is not None)
gc.collect(0)
print(young())
old = N()
old_ref = weakref.ref(old)
gc.collect(0)
gc.collect(1)
del old
gc.collect(2)
print(old_ref())
before = [s["collections"] for s in gc.get_stats()]
gc.collect(0)
gc.collect(0)
gc.collect(1)
gc.collect(2)
after = [s["collections"] for s in gc.get_stats()]
print([b - a for a, b in zip(before, after)])
collected = gc.get_stats()[2]["collected"]
refs = [make() for _ in range(10)]
print(gc.collect() >= 10, gc.get_stats()[2]["collected"] - collected >= 10, [r() for r in refs] == [None] * 10)
gc.collect()
print(gc.collect(), gc.collect(0))
gc.set_threshold(0)
gc.enable()
refs = [make() for _ in range(3000)]
print(all(r() is not None for r in refs))
gc.set_threshold(100, 5, 5)
refs = [make() for _ in range(3000)]
print(sum(r() is None for r in refs) > 1000)
gc.collect()
print(all(r() is None for r in refs))


class Cyclic:
    pass


a = Cyclic()
a.b = Cyclic()
a.b.a = a
ra, rb = weakref.ref(a), weakref.ref(a.b)
b = a.b
del a
gc.collect()
print(ra() is not None, rb() is b)
del b
gc.collect()
print(ra(), rb())
