# modes: normal, nogc
# PEP 442: each object of a dead cycle is finalized once, in creation order; weakrefs are cleared first.
import gc
import weakref

gc.collect()
gc.disable()


class N:
    def __init__(self, name):
        self.name = name
        self.other = None

    def __del__(self):
        print("del", self.name, "other", self.other.name)


a, b, c = N("a"), N("b"), N("c")
a.other, b.other, c.other = b, c, a
refs = [weakref.ref(x, lambda r: print("callback", r())) for x in (a, b, c)]
del a, b, c
print([r() is None for r in refs])
gc.collect()
print([r() for r in refs])
print(gc.collect())


class W:
    def __init__(self, name):
        self.me = self
        self.name = name

    def __del__(self):
        print("del", self.name, "weakref", refs[0]())


w = W("w")
refs = [weakref.ref(w)]
del w
gc.collect()

saved = []


class P:
    def __init__(self, name):
        self.me = self
        self.name = name

    def __del__(self):
        print("del", self.name)
        saved.append(self)


p = P("resurrected")
del p
gc.collect()
print(len(saved), saved[0].name)
saved.clear()
print(gc.collect() > 0)
print("not finalized again")
