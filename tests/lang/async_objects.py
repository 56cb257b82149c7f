# Coroutines and asynchronous generators as objects: attributes, misuse, messages, hooks.
import warnings
warnings.simplefilter("ignore")
import sys, types
def show(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
async def f():
    return 1
async def g():
    yield 1
c=f()
print([a for a in dir(c) if a not in dir(object)])
print([a for a in dir(g()) if a not in dir(object)])
w=c.__await__()
print(type(w), [a for a in dir(w) if a not in dir(object)], repr(w)[:24], type(c), type(g()), repr(c)[:24], repr(g())[:28])
print(c.cr_running, c.cr_await, c.cr_frame is not None, c.cr_code.co_name, c.cr_origin, c.cr_suspended, c.__name__, c.__qualname__)
show(lambda: c.send(1))
show(lambda: c.send(None))
show(lambda: c.send(None))
show(lambda: c.throw(ValueError))
show(lambda: c.close())
show(lambda: c.cr_frame)
show(lambda: iter(f()))
show(lambda: next(f()))
show(lambda: list(f()))
def yf(): yield from f()
show(lambda: list(yf()))
show(lambda: f().__await__().send(None))
show(lambda: next(f().__await__()))
show(lambda: iter(w) is w)
ag=g()
print(ag.ag_running, ag.ag_await, ag.ag_frame is not None, ag.ag_code.co_name, ag.ag_suspended)
show(lambda: ag.__aiter__() is ag)
an=ag.__anext__()
print(type(an), [a for a in dir(an) if a not in dir(object)], repr(an)[:32])
show(lambda: an.send(None))
show(lambda: an.send(None))
show(lambda: ag.asend(1).send(None))
show(lambda: ag.asend(1).send(None))
at=ag.athrow(ValueError)
print(type(at), [a for a in dir(at) if a not in dir(object)])
show(lambda: at.send(None))
show(lambda: ag.aclose().send(None))
show(lambda: g().asend(5).send(None))
show(lambda: g().athrow(ValueError("x")).send(None))
async def h():
    try:
        yield 1
    finally:
        yield 2
ag=h()
show(lambda: ag.asend(None).send(None))
show(lambda: ag.aclose().send(None))
show(lambda: ag.aclose().send(None))
ag=h()
show(lambda: ag.asend(None).send(None))
show(lambda: ag.athrow(ValueError).send(None))
show(lambda: ag.athrow(ValueError).send(None))
show(lambda: ag.athrow(ValueError).throw(KeyError))
class A:
    def __await__(self): return self.r
for r in (5, None, [], f(), (i for i in ()), iter([])):
    a=A(); a.r=r
    async def aw(): return await a
    def go():
        try: aw().send(None)
        except StopIteration as e: return e.value
    show(go)
async def tr(x): return await x
show(lambda: tr(1).send(None)); show(lambda: tr(None).send(None)); show(lambda: tr("a").send(None)); show(lambda: tr(g()).send(None)); show(lambda: tr(i for i in ()).send(None)); show(lambda: tr(f).send(None))
async def af(x):
    async for i in x: pass
class B:
    def __aiter__(self): return 5
class B2:
    def __aiter__(self): return self
    def __anext__(self): return 5
class B3:
    async def __aiter__(self): return self
show(lambda: af(1).send(None)); show(lambda: af(B()).send(None)); 
show(lambda: af(B3()).send(None))
try: af(B2()).send(None)
except TypeError as e: print(e, repr(e.__cause__))
async def aw2(x):
    async with x: pass
class W1:
    async def __aenter__(self): pass
class W2:
    def __aenter__(self): return 1
    def __aexit__(self,*a): return 1
class W3:
    async def __aenter__(self): return 1
    def __aexit__(self,*a): return 1
class W4:
    def __enter__(self): pass
    def __exit__(self): pass
for x in (1, W1(), W2(), W3(), W4()): show(lambda: aw2(x).send(None))
async def aw3(x):
    async with x: 1/0
show(lambda: aw3(W3()).send(None))
c=f(); 
async def two(): await c
class Y:
    def __await__(self): yield 1
async def y(): await Y()
c=y()
t1=tr(c); t1.send(None)
print(t1.cr_await is c, t1.cr_suspended)
show(lambda: tr(c).send(None))
show(lambda: c.send(None)) 
show(lambda: t1.send(None))
async def self_run():
    me.send(None)
me=self_run(); show(lambda: me.send(None))
async def stop(): raise StopIteration(3)
show(lambda: stop().send(None))
async def sg():
    raise StopAsyncIteration
    yield
show(lambda: sg().__anext__().send(None))
async def sg2():
    raise StopIteration
    yield
show(lambda: sg2().__anext__().send(None))
async def ign():
    while True:
        try: await Y()
        except GeneratorExit: pass
c=ign(); c.send(None); show(lambda: c.close())
show(lambda: c.throw(TypeError, "x")); 
def gen():
    yield 1
tg=types.coroutine(gen)
print(tg is gen, gen.__code__.co_flags & 0x100)
show(lambda: tr(gen()).send(None))
@types.coroutine
def pl(): return 5
show(lambda: tr(pl()).send(None))
@types.coroutine
def pg(): return (i for i in "ab")
show(lambda: type(pg())); show(lambda: tr(pg()).send(None))
show(lambda: types.coroutine(5))
show(lambda: sys.get_asyncgen_hooks())
show(lambda: sys.set_asyncgen_hooks(1))
show(lambda: sys.set_asyncgen_hooks(firstiter=1)); show(lambda: sys.set_asyncgen_hooks(finalizer=1)); show(lambda: sys.set_asyncgen_hooks(print,print)); show(lambda: sys.get_asyncgen_hooks()); show(lambda: sys.set_asyncgen_hooks(None,None))
show(lambda: sys.get_coroutine_origin_tracking_depth()); show(lambda: sys.set_coroutine_origin_tracking_depth(-1));sys.set_coroutine_origin_tracking_depth(2); c=f(); print(c.cr_origin); c.close(); sys.set_coroutine_origin_tracking_depth(0)
show(lambda: aiter(5)); show(lambda: anext(5)); show(lambda: aiter(B())); show(lambda: anext(g(),3).send(None)); show(lambda: type(anext(g(),3)))
async def e(): 
    return
    yield
x=anext(e(),7); show(lambda: x.send(None)); print([a for a in dir(x) if a not in dir(object)])
show(lambda: anext(B2(),1).send(None)); show(lambda: next(iter(anext(e(),7).__await__()))); 
show(lambda: aiter()); show(lambda: anext())
ag=g(); n1=ag.asend(None); 
class Z:
    def __await__(self): yield "z"
async def longg():
    await Z()
    yield 1
ag=longg(); n1=ag.asend(None); show(lambda: n1.send(None)); print(ag.ag_running, type(ag.ag_await))
show(lambda: ag.asend(None).send(None)); show(lambda: ag.aclose().send(None)); show(lambda: ag.athrow(ValueError).send(None)); show(lambda: n1.send(None)); print(ag.ag_running)
ag=longg(); n1=ag.asend(None); n1.send(None); show(lambda: n1.close()); show(lambda: n1.close()); show(lambda: n1.throw(ValueError))
ag=longg(); n1=ag.aclose(); show(lambda: n1.send(1)); show(lambda: n1.send(None)); show(lambda: n1.send(None))
ag=h(); ag.asend(None).send
