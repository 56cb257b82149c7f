# Finalizers of class attributes, of classes themselves, of functions' attributes and defaults.
import gc


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


class Holder:
    attr = D("class attribute")


Holder.attr = D("second attribute")
del Holder.attr
print("attribute deleted")


def f(x=D("default")):
    pass


f.attr = D("function attribute")
del f
print("function deleted")
f = lambda: D("in lambda")
f()
print("lambda called")


def outer():
    held = D("cell")

    def inner():
        return held

    return inner


f = outer()
f = None
print("closure deleted")
p = property(D("property getter"))
del p
s = staticmethod(D("static"))
del s
m = D("bound").__eq__
print("bound method keeps its object")
del m
import functools

q = functools.partial(print, D("partial argument"))
del q
i = iter([D("in iterator")])
next(i).name
print("iterator advanced")
del i
i = iter([D("unused one"), D("unused two")])
del i
mp = map(lambda d: d.name, [D("mapped one"), D("mapped two")])
print(next(mp), next(mp))
del mp
z = zip([D("z1")], [D("z2")])
del z
sl = slice(D("slice"))
del sl
ex = ValueError(D("argument of exception"))
del ex
e = enumerate([D("enumerated")])
print(next(e)[1].name)
del e
gc.collect()
print("end")
