# Binding of arguments, in order of declaration, and what errors say.
def f(a, b, /, c, d=4, *args, e, f=6, **kw): return (a, b, c, d, args, e, f, kw)
def tryit(fn, *a, **k):
    try: print(fn(*a, **k))
    except TypeError as e: print(e)
tryit(f, 1, 2, 3, e=5)
tryit(f, 1, 2, c=3, e=5, a=1)
tryit(f, 1, 2, 3, 4, 5, 6, e=7, z=8)
tryit(f, 1, 2)
tryit(f, 1, e=2)
tryit(f)
tryit(f, 1, 2, 3)
tryit(f, 1, 2, 3, c=4, e=1)
def g(a, b=1): pass
tryit(g); tryit(g, 1, 2, 3); tryit(g, 1, a=2); tryit(g, c=1); tryit(g, 1, x=1)
def h(a, *, b, c): pass
tryit(h, 1); tryit(h, 1, 2); tryit(h, 1, b=1); tryit(h, b=1, c=2); tryit(h, 1, 2, b=1)
def n(): pass
tryit(n, 1); tryit(n, x=1)
class K:
    def m(self, a): pass
    def n(): pass
    @classmethod
    def c(cls, a): pass
    @staticmethod
    def s(a): pass
k = K()
tryit(k.m); tryit(k.m, 1, 2); tryit(k.n); tryit(k.c); tryit(k.s); tryit(K, 1); tryit(K.m); tryit(K.m, 1)
class I:
    def __init__(self, a, b): pass
tryit(I); tryit(I, 1); tryit(I, 1, 2, 3); tryit(I, 1, 2, c=3)
tryit(lambda x: x); tryit(lambda *a, **k: (a, k), 1, 2, z=3)
def po(a, b, /): pass
tryit(po, a=1, b=2); tryit(po, 1, b=2)
def dflt(a=[]):
    a = a if isinstance(a, list) else [a]
    a.append(1)
    return a
dflt(); print(dflt(), dflt.__defaults__)
dflt.__defaults__ = (5,)
tryit(dflt)
def kwd(*, a=1): return a
print(kwd.__kwdefaults__); kwd.__kwdefaults__ = {"a": 9}; print(kwd())
print(f.__code__.co_varnames, f.__code__.co_argcount, f.__code__.co_kwonlyargcount, f.__code__.co_posonlyargcount, f.__code__.co_flags & 12)
def many(a, b, c, d, e, f, g, h): return a + h
print(many(*range(8)), many(1, 2, *[3, 4], *(5, 6), g=7, **{"h": 8}))
print((lambda a, b=2, *c, d=4, **e: (a, b, c, d, e))(1, *(2, 3), d=5, z=6))
def deco(n):
    def w(f):
        def inner(*a, **k): return (n, f(*a, **k))
        return inner
    return w
@deco(1)
@deco(2)
def dd(x): return x
print(dd(5))
def counter():
    c = 0
    def inc(by=1):
        nonlocal c
        c += by
        return c
    def get(): return c
    return inc, get
i, gt = counter(); i(); i(5); print(gt(), i.__closure__[0].cell_contents, i.__code__.co_freevars)
fs = [lambda x, i=i: x + i for i in range(3)]
print([q(10) for q in fs])
def rec(n): return 1 if n < 2 else n * rec(n - 1)
print(rec(20), rec(100) % 1000007)
def fib(n, memo={}):
    if n in memo: return memo[n]
    memo[n] = n if n < 2 else fib(n-1) + fib(n-2)
    return memo[n]
print(fib(200))
def ann(a: int, b: "str" = "x") -> list: pass
print(ann.__annotations__, ann.__name__, ann.__qualname__, ann.__module__, ann.__doc__)
def docf():
    "the doc"
print(docf.__doc__); docf.__doc__ = "new"; print(docf.__doc__)
docf.attr = 1; print(docf.attr, docf.__dict__)
try: docf.nope
except AttributeError as e: print(e)
print(max([3, 1, 2], key=lambda x: -x), sorted("bca", reverse=True), list(map(lambda a, b: a + b, [1, 2], [3, 4])))
print(sum([[1], [2]], []), any(x > 1 for x in [1, 2]), all([]), min(3, 1), divmod(7, -2), pow(2, 10, 1000), round(2.5), abs(-3))
print(list(zip([1, 2], "ab")), dict(a=1, **{"b": 2}), list(enumerate("ab", 1)), list(filter(None, [0, 1, ""])), [*reversed([1, 2])])
print(isinstance(True, int), issubclass(bool, int), type(1).__mro__, callable(len), id(1) == id(1))
print(getattr(1, "real"), getattr(1, "x", "d"), hasattr(1, "imag"), vars(K).keys() >= {"m"}, sorted(dir(K))[-3:])
print(repr(f)[:12], repr(len), repr(K), repr(int.__add__), repr(str.upper))
x = [1, 2, 3]; x[1:2] = [7, 8, 9]; del x[0]; print(x, x[::-1], x[-2:], x[::2])
print(1 < 2 < 3, 1 < 3 > 2, not 1 == 2, 1 if [] else 2, [] or "d", 0 and 1, 1 and 2)
print(f"{1+1} {'a'!r:>5} {3.14159:.2f} {x=} {10:#x} {{}} {'n' + 'm'}")
print(*[1, 2], sep="-", end="!\n")
match {"a": 1, "b": [1, 2, {"c": 3}]}:
    case {"a": int(z), "b": [1, *r]}: print(z, r)
class Pt:
    __match_args__ = ("x", "y")
    def __init__(s, x, y): s.x, s.y = x, y
def mt(v):
    match v:
        case 0 | 1: return "01"
        case -1: return "neg"
        case "s": return "str"
        case None: return "none"
        case True: return "true"
        case Pt(0, y=yy): return ("pt0", yy)
        case Pt(x, y) if x > y: return ("gt", x)
        case Pt(): return "pt"
        case [a]: return ("one", a)
        case [a, b, *_]: return ("two", a, b)
        case {"k": v2, **rest}: return (v2, rest)
        case str() as s: return s
        case float(f): return f
        case (1, 2) | [3]: return "no"
        case _: return "other"
print([mt(v) for v in [0, -1, "s", None, True, Pt(0, 5), Pt(3, 1), Pt(1, 3), [9], (1, 2, 3), {"k": 1, "z": 2}, "zz", 2.5, {1}, object]])
try:
    match Pt(1, 2):
        case Pt(1, 2, 3): pass
except TypeError as e: print(e)
