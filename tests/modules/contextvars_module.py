# ContextVar, Context, Token: values, copies, run, errors.
import contextvars
from contextvars import *
def show(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
v=ContextVar("v"); w=ContextVar("w", default=5)
print(type(v), type(copy_context()), Token, contextvars.__all__)
show(lambda: v); show(lambda: w); show(lambda: v.get()); show(lambda: v.get(1)); show(lambda: w.get()); show(lambda: w.get(7)); show(lambda: v.name)
t=v.set(1); show(lambda: t); show(lambda: t.old_value); show(lambda: t.var is v); show(lambda: Token.MISSING); show(lambda: type(Token.MISSING)); show(lambda: v.get()); show(lambda: w.reset(t)); show(lambda: v.reset(t)); show(lambda: v.reset(t)); show(lambda: t); show(lambda: v.get(None)); show(lambda: v.reset(5))
c=copy_context(); show(lambda: list(c)); v.set("a"); show(lambda: v in c); c2=copy_context(); show(lambda: (v in c2, c2[v], len(c2), list(c2.keys())==[v], list(c2.values()), c2.get(w), c2.get(w,3), c2.get(v)))
show(lambda: c2[w]); show(lambda: c2[5]); show(lambda: 5 in c2); show(lambda: c2.get(5)); show(lambda: c2 == copy_context()); show(lambda: c2==c); show(lambda: hash(c2))
def f(x,*,y=1):
    v.set("inner"); return v.get(), x, y, c2.get(v)
show(lambda: c2.run(f,1,y=3)); show(lambda: v.get()); show(lambda: c2[v])
show(lambda: c2.run(lambda: c2.run(print))); show(lambda: c2.run()); show(lambda: c2.run(lambda: 1/0)); show(lambda: v.get())
tt=c2.run(lambda: v.set(3)); show(lambda: v.reset(tt)); show(lambda: c2.run(v.reset, tt)); show(lambda: c2[v])
show(lambda: ContextVar(5)); show(lambda: ContextVar()); show(lambda: ContextVar("a",5)); show(lambda: ContextVar("a",foo=5)); show(lambda: Token()); show(lambda: Context(1)); show(lambda: Context()); show(lambda: ContextVar[int]); show(lambda: len(Context()))
def q():
    class A(ContextVar): pass
show(q)
def q():
    class A(Context): pass
show(q)
import collections.abc
show(lambda: isinstance(c, collections.abc.Mapping))
show(lambda: c.copy() == c)
e=Context(); show(lambda: e.run(v.get, "none")); show(lambda: e.run(lambda: (v.set(1), copy_context()[v])))
show(lambda: [a for a in dir(c) if a not in dir(object)]);show(lambda: [a for a in dir(v) if a not in dir(object)]);show(lambda: [a for a in dir(t) if a not in dir(object)])
show(lambda: c.x); 
def q(): v.name=1
show(q)
