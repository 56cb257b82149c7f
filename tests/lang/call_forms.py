# Every kind of parameter and argument; evaluation order of arguments.
def f(a, b=2, /, c=3, *args, d, e=5, **kw):
    return a, b, c, args, d, e, kw


print(f(1, d=4), f(1, 2, 3, 4, 5, d=6, x=7), f(1, d=0, a=9, b=8), f(*[1, 2], **{"d": 4, "c": 9}))
print(f(*(1,), *[2, 3], 4, d=5, **{"z": 1}, **{"y": 2}))


def kwonly(*, a, b=1):
    return a, b


def posonly(a, b=1, /):
    return a, b


def star(*args):
    return args


def both(*args, **kw):
    return args, kw


print(kwonly(a=1), kwonly(b=2, a=1), posonly(1), posonly(1, 2), star(), star(*"abc"), both(1, k=2), both())
print(star(*range(3), *[], *{"k": 1}), star(*(x for x in "xy")), both(**{"a b": 1}))


def arg(x):
    print(x, end=" ")
    return x


print(both(arg(1), *arg([2]), arg(3), k=arg(4), **arg({"l": 5})))
print(both(k=arg(1), *arg((2,))))
print((arg(both))(arg("a"))[0])


def default(x=[]):
    x.append(len(x))
    return x


print(default(), default(), default([9]))
n = 1


def late(v=n):
    return v


n = 2
print(late())


def outer_default(f=lambda: 5, *, g=arg("once")):
    return f(), g


print(outer_default())


class C:
    def __call__(self, *a, **k):
        return "called", a, k

    def m(self, x, /, *, y):
        return x, y


print(C()(1, z=2), C().m(1, y=2), C.m(C(), 3, y=4))


def mutate(lst, dct):
    lst.append(1)
    dct["x"] = 1


l, d = [], {}
mutate(l, d)
print(l, d)


def keep(*args, **kw):
    args += (99,)
    kw["new"] = 1
    return args, kw


t, k = (1,), {"a": 1}
print(keep(*t, **k), t, k)


class Mapping:
    def keys(self):
        return ["p", "q"]

    def __getitem__(self, key):
        return key * 2


print(both(**Mapping()))
print((lambda *a, k=1, **kw: (a, k, kw))(1, 2, k=3, z=4), (lambda: None)(), (lambda x, y=2: x + y)(1))


def many(a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, b0=10, b1=11):
    return a0 + a9 + b0 + b1


print(many(*range(10)), many(*range(10), b1=0), star(*range(300))[-1], len(both(**{f"k{i}": i for i in range(300)})[1]))
print(f.__defaults__, f.__kwdefaults__, f.__code__.co_argcount, f.__code__.co_posonlyargcount, f.__code__.co_kwonlyargcount, f.__code__.co_varnames[:7])
