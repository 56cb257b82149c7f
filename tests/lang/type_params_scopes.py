# Where names of annotation scopes are found, what is evaluated when, and what is refused.
class C:
    T = "cls"
    def f[T, U: T](): ...
    type A[T] = T
    type B = T
print(C.f.__type_params__[1].__bound__, C.A.__value__, C.B.__value__)


def outer():
    x = "outer"
    class C:
        type A = x
        type L = [x for _ in [x]]
        type M = [lambda: x for _ in "a"]
        x = "class"
    return C


c = outer()
print(c.A.__value__, c.L.__value__, c.M.__value__[0]())
x = "glob"


class D:
    type A = (x, [x for _ in "a"], (lambda: x)(), {y: x for y in [x]})
    x = "d"
    def m[T: x](a: x): return 1
    class E[T: x](dict if x else object):
        z = x
        type W = x


print(D.A.__value__, D.m.__annotations__, D.E.__type_params__[0].__bound__, D.E.z, D.E.W.__value__)
D.x = "changed"
print(D.E.W.__value__, D.m.__type_params__[0].__bound__)


class Late:
    type A = later
    type B = never
    def f[T: later](self): pass
    later = 1


Late.later = 2
print(Late.A.__value__, Late.f.__type_params__[0].__bound__)
try:
    Late.B.__value__
except NameError as e:
    print(e)
never = "now"
print(Late.B.__value__)


class P[__T]:
    type __X = __T
    def f[__U](self, a: __U) -> __T: ...


print(P.__type_params__, [n for n in P.__dict__ if "X" in n], P.f.__annotations__)
__Base = dict


class Unmangled[__T](__Base):
    pass


print(Unmangled.__mro__[1], Unmangled.__type_params__)


def f[T](x=1, *, k=2): return x, k
print(f.__qualname__, f.__code__.co_freevars, f())


def g():
    def h[T]():
        def i(): pass
        return i
    class K[T]:
        def m(self): pass
    type Alias[T] = lambda: T
    return h, K, Alias


h, K, Alias = g()
print(h.__qualname__, K.__qualname__, h().__qualname__, K.m.__qualname__, Alias.__value__.__qualname__)


def deco(f):
    print("deco", f.__type_params__)
    return f


def note(v):
    print("evaluates", v)
    return v


@deco
def ff[T: note("bound") = note("default")](x: note("annotation"), y=note("positional"), *, z=note("keyword")):
    return x, y, z, T


print(ff(0), ff.__defaults__, ff.__kwdefaults__, ff.__annotations__)
t = ff.__type_params__[0]
print(t.__bound__, t.__bound__, t.has_default(), t.__default__)
x = 5


class M:
    x = 6
    @property
    def p[T](self) -> T: return T
    @classmethod
    def c[T](cls, a: x, b=x): return b, T
    @staticmethod
    def s[T](): return T, __class__
    def n[T](self):
        def inner():
            return T, self
        return inner()[0]


print(M().p, M.c(1), M.s(), M.c.__annotations__, M().n())


def counting():
    n = 0
    class Counter[T]:
        def up(self):
            nonlocal n
            n += 1
            return n
    return Counter()


c = counting()
c.up()
print(c.up())


def gen[T](x: T):
    yield x
    yield T


print(list(gen(1)), gen.__type_params__)
print((lambda: [D.E, [k for k in "ab"]])()[1])

for source in [
    "type X = (yield 1)", "type X = (await 1)", "type X = (y:=1)", "def f[T: (yield 1)](): pass",
    "def f[T: ((yield 1), int)](): pass", "def f[T = (yield 1)](): pass", "def f[*T = (yield 1)](): pass",
    "def f[**T = (yield 1)](): pass", "def f[T](x: (yield 1)): pass", "def f[T](x: (y:=1)): pass",
    "class A[T]((yield 1)): pass", "class A[T]((await 1)): pass", "def f[T, T](): pass",
    "def f[T=int, U](): pass", "def f[T=int, *U](): pass", "def f[T=int, **U](): pass",
    "def f[T]():\n  nonlocal T", "class A[T]:\n  nonlocal T\n", "def f[__debug__](): pass",
    "type __debug__ = 1", "def f[T](x=(yield)): pass", "type X[T] = [x for x in T]", "def f[](): pass",
    "type X[] = int", "class A[*T: int]: pass", "class A[**T: int]: pass", "type x.y = 1", "type [x] = 1",
    "def f[T:](): pass", "type X", "lambda[T]: 1",
]:
    try:
        compile(source, "<t>", "exec")
        print("fine", source)
    except SyntaxError as e:
        print(e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
