# Reference counts around calls: arguments, results, defaults, closures, generators, bound methods.
import sys


class C:
    def method(self):
        return sys.getrefcount(self)


def count(x):
    return sys.getrefcount(x)


def nested(x):
    return count(x)


def varargs(*args, **kw):
    return len(args) + len(kw)


c = C()
base = sys.getrefcount(c)


def delta():
    return sys.getrefcount(c) - base


for _ in range(5):
    count(c)
    nested(c)
    varargs(c, c, k=c)
    varargs(*[c, c], **{"a": c})
    c.method()
    [c for _ in range(3)]
    (lambda x: x)(c)
    try:
        raise ValueError(c)
    except ValueError:
        pass
    {c: c}[c]
    f"{c!r}"
    c == c
    isinstance(c, C)
    [c][0]
print(delta())


def default(x=c):
    return None


print(delta())
del default
print(delta())


def closure():
    x = c

    def inner():
        return x

    return inner


f = closure()
print(delta())
f()
print(delta())
f = None
print(delta())


def gen(x):
    yield x
    yield x


g = gen(c)
print(delta())
next(g)
print(delta())
next(g)
next(g, None)
print(delta())
m = c.method
print(delta())
del m
s = slice(c, c)
print(delta())
del s
z = zip([c], [c])
print(delta())
del z
e = enumerate([c])
print(delta())
del e
it = iter([c, c])
print(delta())
list(it)
print(delta())
del it
d = dict.fromkeys("abc", c)
print(delta())
d.popitem()
d.update(a=1)
print(delta())
d2 = {**d}
d3 = d.copy()
print(delta())
del d, d2, d3
t = (c,) * 3 + (c,)
u = t[1:]
print(delta())
del t, u
st = {c} | {c}
print(delta())
del st
p = property(c)
print(delta())
del p
print(delta())
