# Decorators of functions and classes: order, arguments, any expression.
def trace(label):
    print("make", label)

    def deco(f):
        print("apply", label, f.__name__)

        def wrapper(*args, **kw):
            return f"{label}({f(*args, **kw)})"

        wrapper.__name__ = f.__name__
        return wrapper

    return deco


@trace("a")
@trace("b")
def f(x, *, y=1):
    return x + y


print(f(1), f(1, y=5), f.__name__)


@lambda cls: (cls.__name__, cls)[1]
class C:
    pass


print(C.__name__)


@str.upper
@repr
class Text:
    pass


print(Text[:7])


def register(table):
    def deco(f):
        table[f.__name__] = f
        return f

    return deco


table = {}


@register(table)
def one():
    return 1


@register(table)
def two():
    return 2


print({k: v() for k, v in table.items()})
decos = [trace("list")]


@decos[0]
def g():
    return "g"


print(g())


@print
def nothing():
    pass


print(nothing)


class D:
    @staticmethod
    @trace("static")
    def s(x):
        return x

    @classmethod
    def c(cls, x):
        return cls.__name__, x

    @property
    def p(self):
        return "p"

    @p.setter
    def p(self, value):
        print("set", value)


d = D()
print(d.s(1), D.s(2), d.c(3), D.c(4), d.p)
d.p = 9
