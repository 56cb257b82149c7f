# Descriptors, metaclasses, attribute hooks, slots, reflected operators, errors of class creation.
class Desc:
    def __get__(s, o, t): return ("get", o is None, t.__name__)
    def __set__(s, o, v): print("set", v)
    def __delete__(s, o): print("del")
    def __set_name__(s, o, n): print("name", o.__name__, n)
class A:
    x = Desc()
    def __init_subclass__(cls, **k): print("init_sub", cls.__name__, k)
a = A(); print(a.x); a.x = 5; del a.x; print(A.x)
class B(A, k=1): pass
class NonData:
    def __get__(s, o, t): return "nd"
class C: y = NonData()
c = C(); print(c.y); c.y = 3; print(c.y); del c.y; print(c.y)
class M(type):
    def __new__(m, n, b, d, **k): print("new", n, k); return super().__new__(m, n, b, d)
    def __init__(c, n, b, d, **k): print("init", n, k)
    def __call__(c, *a, **k): print("call", a, k); return super().__call__(*a, **k)
    @classmethod
    def __prepare__(m, n, b, **k): print("prepare", n, b, k); return {"z": 1}
    def __instancecheck__(c, o): return o == 5
    def __subclasscheck__(c, o): return o is int
    def __getattr__(c, n): return "meta " + n
    def __len__(c): return 7
    def __iter__(c): return iter("ab")
    def __contains__(c, x): return x == 1
    def __getitem__(c, x): return ("item", x)
    def __eq__(c, o): return True
    def __hash__(c): return 1
    def __repr__(c): return "<M %s>" % c.__name__
class D(metaclass=M, opt=2):
    def __init__(self, v): self.v = v
print(D.z, D.nope, D(3).v, isinstance(5, D), isinstance(6, D), issubclass(int, D), len(D), list(D), 1 in D, D[4], D == 3, D)
print(type(D), type(D) is M, D.__class__)
try: D(1).nope
except AttributeError as e: print(e)
class E:
    def __getattribute__(s, n):
        if n == "foo": return "ga"
        return super().__getattribute__(n)
    def __getattr__(s, n): return "fallback " + n
    def __setattr__(s, n, v): print("setattr", n, v); object.__setattr__(s, n, v)
    def __delattr__(s, n): print("delattr", n); super().__delattr__(n)
e = E(); e.a = 1; print(e.a, e.foo, e.bar); del e.a; print(e.a)
class P:
    @property
    def v(self): "doc v"; return self._v
    @v.setter
    def v(self, x): self._v = x
    @v.deleter
    def v(self): del self._v
    r = property(lambda s: 1)
p = P(); p.v = 3; print(p.v); del p.v
for f in (lambda: p.v, lambda: setattr(p, "r", 1), lambda: delattr(p, "r")):
    try: f()
    except AttributeError as e: print(e)
print(P.v.__doc__, P.v.fget.__name__)
class S:
    __slots__ = ("a", "__dict__")
s = S(); s.a = 1; s.q = 2; print(s.__dict__, s.a)
class S2(S): __slots__ = ("b",)
s = S2(); s.b = 5; s.a = 2; s.z = 1; print(s.a, s.b, s.__dict__)
class S3: __slots__ = ()
try: S3().x = 1
except AttributeError as e: print(e)
try:
    class Bad: 
        __slots__ = ("a",); a = 1
except ValueError as e: print(e)
class Op:
    def __init__(s, n): s.n = n
    def __add__(s, o): print("add"); return NotImplemented
    def __radd__(s, o): print("radd"); return "R"
    def __lt__(s, o): print("lt"); return NotImplemented
    def __gt__(s, o): print("gt"); return "GT"
    def __eq__(s, o): print("eq"); return NotImplemented
    def __iadd__(s, o): print("iadd"); return NotImplemented
class Op2(Op):
    def __radd__(s, o): print("radd2"); return "R2"
print(Op(1) + Op2(1), 1 + Op(1), Op(1) < Op(2), Op(1) == Op(2), Op(1) != Op(1))
try: Op(1) + 1
except TypeError as e: print(e)
try: Op(1) <= 1
except TypeError as e: print(e)
o = Op(1); 
try: o += 1
except TypeError as e: print(e)
class X:
    def __class_getitem__(cls, i): return (cls.__name__, i)
print(X[int], X[1, 2])
class Y(X): pass
print(Y["q"])
print([c.__name__ for c in Y.__mro__], Y.__bases__, Y.__base__, X.__subclasses__())
print(A.__dict__.keys() >= {"x"}, type(A.__dict__).__name__)
try: A.__dict__["q"] = 1
except TypeError as e: print(e)
for src in ["class Q(int, str): pass", "class Q(A, A): pass", "class Q(A, B): pass", "class Q(bool): pass", "class Q(type(None)): pass", "class Q(metaclass=5): pass", "class Q(A, metaclass=M): pass\nclass R(Q, metaclass=type): pass", "class Q: __slots__ = 5", "class Q: __slots__ = ['1a']", "class Q(int): __slots__ = ['a']","class Q(range): pass"]:
    try: exec(src); print("ok", src)
    except Exception as e: print(type(e).__name__, e)
def meth(self): return self
class F: pass
f = F(); f.m = meth.__get__(f); print(f.m() is f, f.m.__self__ is f, f.m.__func__ is meth)
F.k = meth; print(f.k() is f)
F.__name__ = "G"; print(F, F.__qualname__); F.__qualname__ = "Q.G"; print(F)
f.__class__ = C; print(type(f), f.y)
try: f.__class__ = int
except TypeError as e: print(e)
print(super(B, B()).x, super(B, B).x)
try: super(B, 5).x
except TypeError as e: print(e)
try: super().x
except RuntimeError as e: print(e)
def nosup():
    super().x
try: nosup()
except RuntimeError as e: print(e)
class Z:
    def f(self): return __class__
    @staticmethod
    def s(): return super()
print(Z().f() is Z)
try: Z.s()
except RuntimeError as e: print(e)
print(Z.__doc__, Z.__module__, Z.f.__qualname__)
print(type("T", (), {"a": 1}).a, type("T", (int,), {})(5))
print(callable(Z), callable(Z()), hash(Z) == hash(Z))
class W:
    def __bool__(s): return False
    def __len__(s): return 3
print(bool(W()), not W())
class V:
    def __call__(s, *a, k=1, **kw): return a, k, kw
print(V()(1, 2, k=3, z=4), V().__call__(5))
class I:
    def __index__(s): return 3
print([1,2,3,4][I()], range(I()), "x" * I(), hex(I()), [0] * I(), (1,2,3,4)[:I()])
class Fm:
    def __format__(s, spec): return "F:" + spec
print(f"{Fm():abc}", format(Fm()), "{:x}".format(Fm()))
class R:
    def __repr__(s): return 5
try: repr(R())
except TypeError as e: print(e)
class En:
    def __enter__(s): return 1
try:
    with En(): pass
except TypeError as e: print(e)
try:
    with 5: pass
except TypeError as e: print(e)
