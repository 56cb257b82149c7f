# Reference-count death: __del__ sees live weakrefs, then callbacks run, in order.
import weakref

holder = {}


class C:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name, holder["ref"]() is self)


def callback(label):
    def run(ref):
        print("callback", label, ref())

    return run


c = C("one")
holder["ref"] = weakref.ref(c)
r1 = weakref.ref(c, callback("r1"))
r2 = weakref.ref(c, callback("r2"))
r3 = weakref.ref(c, callback("r3"))
print("drop")
del c
print("done")


class Back:
    def __del__(self):
        holder["back"] = self


b = Back()
holder["ref"] = weakref.ref(b)
cb = weakref.ref(b, callback("resurrected"))
del b
print(holder["ref"]() is holder["back"])
del holder["back"]
print(holder["ref"]())


def bad(ref):
    print("bad callback")
    raise ValueError("in callback")


class D:
    pass


d = D()
e1 = weakref.ref(d, bad)
e2 = weakref.ref(d, callback("still called"))
del d
print("end")
