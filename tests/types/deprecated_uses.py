# Deprecated conversions, throw() by parts, NotImplemented as a truth value.
import warnings
class I(int): pass
class F(float): pass
class C(complex): pass
class X:
    def __index__(self): return True
    def __int__(self): return I(5)
    def __float__(self): return F(2.5)
    def __complex__(self): return C(1)
class Y:
    def __trunc__(self): return 7
class Z:
    def __trunc__(self): return X()
class W:
    def __index__(self): return "a"
    def __int__(self): return "a"
    def __float__(self): return "a"
    def __complex__(self): return 1
    def __bool__(self): return 1
    def __len__(self): return -1
def g():
    while 1:
        try: yield 1
        except ValueError as e: print("in", e)
import operator
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    def t(f):
        del log[:]
        try: r = f()
        except Exception as e: r = (type(e).__name__, str(e))
        print(repr(r), type(r), [(w.category.__name__, str(w.message)) for w in log])
    for c in (X,Y,Z,W):
        for f in (int,float,complex,operator.index,bool,lambda x:[1,2][x], lambda x: range(x), lambda x: "%d"%x, lambda x:hex(x), len):
            t(lambda: f(c()))
    x=g(); next(x)
    t(lambda: x.throw(ValueError, "a"))
    t(lambda: x.throw(ValueError, ValueError("b"), None))
    t(lambda: x.throw(ValueError("c")))
    t(lambda: x.throw(ValueError("c"), None))
    t(lambda: bool(NotImplemented))
    t(lambda: not NotImplemented)
    t(lambda: 1 if NotImplemented else 2)
    import math
    t(lambda: math.floor(Y())); t(lambda: math.trunc(Y()))
    class B:
        def __bytes__(self): return bytearray()
        def __format__(self, s): return 5
        def __str__(self): return 5
        def __repr__(self): return 5
    for f in (bytes, format, str, repr): t(lambda: f(B()))
    class S(str): pass
    class B:
        def __str__(self): return S("a")
        def __repr__(self): return S("b")
    t(lambda: str(B())); t(lambda: repr(B()))
    t(lambda: object.__new__(int)); 
    t(lambda: object().__format__("x"))
    t(lambda: (lambda: 0).__get__(None)) 
    t(lambda: [].sort(key=None, reverse=X()))
    t(lambda: exec("class Q:\n  def f(self): return __class__\n"))
    import types
    t(lambda: types.CodeType)
    t(lambda: property(None).__set_name__)
    t(lambda: "a" in NotImplemented)
