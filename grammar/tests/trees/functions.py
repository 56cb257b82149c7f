def f(): pass
def f(a): return a
def f(a, b=1, /, c=2, *d, e, f=3, **g): pass
def f(a, /): pass
def f(a, /, *, b): pass
def f(*, a, b=1, c): pass
def f(*a, b): pass
def f(**a,): pass
def f(a: int, b: str = "", *c: int, d: float = 1.0, **e: dict) -> None: ...
def f(*a: *b): pass
def f(a=(yield), b=lambda c: c): pass
async def f():
    await a
    async with b as c, d: pass
    async for e in g: pass
    else: h
    return [i async for i in j]
@a
def f(): pass
@a.b(c)
@d[0]
@e if f else g
@(h := i)
async def f(): pass
@a

class C: pass
class C(): pass
class C(A, *B, metaclass=M, **k): x: int
def f(
    a,  # first
    b = 1 ,
):

    "doc"
    def g(): pass;
    return g
lambda: 0
lambda a: a
lambda a, b=1, /, c=2, *d, e, f=3, **g: 0
lambda *, a: a
lambda *a, **b: (a, b)
lambda a,: lambda b: a
lambda: (yield)
