# How object.__reduce_ex__ and __getstate__ take objects apart; eval with builtins of its own.
class C: pass
c=C(); c.x=1
def sh(f, *a):
    try:
        r = f(*a)
        print([getattr(p, "__name__", p) if not hasattr(p, "__next__") else list(p) for p in r] if isinstance(r, tuple) else r)
    except TypeError as e: print(e)
class S:
    __slots__=("a","b")
s=S(); s.a=1
class L(list): pass
l=L([1])
class D(dict): pass
class N:
    def __getnewargs__(self): return (1,2)
    def __getstate__(self): return "st"
class N2:
    def __getnewargs_ex__(self): return (1,2),{"k":1}
class I(int): pass
class R:
    def __reduce__(self): return "own"
for o in (c, C(), s, l, D(a=1), N(), N2(), I(5), 5, "a", (1,), 1.5, [1], R(), lambda: 0, (i for i in [])):
    sh(o.__reduce_ex__, 4)
for p in (0, 1):
    sh(c.__reduce_ex__, p); sh(I(5).__reduce_ex__, p)
sh(s.__reduce_ex__, 0)
sh(c.__reduce_ex__, "a")
print(C().__getstate__(), c.__getstate__(), s.__getstate__())
import copy
a = copy.copy(c); print(a.x, a is c)
d = copy.deepcopy([c, c, s]); print(d[0] is d[1], d[0].x, d[2].a, hasattr(d[2], "b"))
print(copy.copy(l), copy.deepcopy(D(q=[1])), copy.copy(I(7)) + 1)
try: eval("len", {"__builtins__": {}})
except NameError as e: print(e)
print(eval("n + 1", {"__builtins__": {"n": 4}}))
g = {"__builtins__": {"len": lambda x: "mine"}}
exec("def f(): return len([])\nr = f()", g); print(g["r"])
