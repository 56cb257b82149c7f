# Coroutines and asynchronous generators that are dropped, in cycles, weakly referenced, too deep.
# modes: normal, stress
import gc
import sys
import warnings
import weakref

warnings.simplefilter("ignore")
log = []


class Wait:
    def __await__(self):
        try:
            yield "waiting"
        finally:
            log.append("Wait closed")


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        log.append(f"del {self.name}")


async def inner(x):
    try:
        await Wait()
    finally:
        log.append("inner finally")


async def outer(x):
    y = Loud("local of outer")
    try:
        await inner(Loud("argument of inner"))
    finally:
        log.append("outer finally")


def flush(label):
    print(label, log)
    log.clear()


c = outer(Loud("argument of outer"))
c.send(None)
r = weakref.ref(c, lambda r: log.append("callback"))
del c
flush("suspended")
print(r())
c = outer(Loud("never started"))
del c
flush("created")
c = outer(Loud("finished"))
c.send(None)
try:
    c.send(None)
except StopIteration:
    pass
flush("finished")
del c
flush("finished and dropped")

# A coroutine that holds itself.
async def cyclic():
    me = holder[0]
    x = Loud("in a cycle")
    await Wait()


gc.collect()
gc.disable()
holder = [None]
holder[0] = cyclic()
holder[0].send(None)
holder.clear()
flush("unreachable")
gc.collect()
flush("collected")

# Exceptions keep frames, frames keep locals, until they are dropped.
async def failing():
    x = Loud("in a failed frame")
    raise ValueError


try:
    failing().send(None)
except ValueError as e:
    kept = e
flush("failed")
del kept
flush("exception dropped")
gc.enable()


# An asynchronous generator that is dropped without a loop is closed when that needs no waiting.
async def agen():
    x = Loud("in agen")
    try:
        yield 1
    finally:
        log.append("agen finally")


g = agen()
try:
    g.asend(None).send(None)
except StopIteration as e:
    print(e.value)
del g
flush("agen")
hooked = []
sys.set_asyncgen_hooks(firstiter=lambda g: log.append("first"), finalizer=lambda g: hooked.append(g))
g = agen()
step = g.asend(None)
try:
    step.send(None)
except StopIteration:
    pass
del g, step
flush("hook")
sys.set_asyncgen_hooks(None, None)
try:
    hooked.pop().aclose().send(None)
except StopIteration:
    pass
flush("closed by the hook's owner")


async def deep(n):
    await deep(n + 1)


try:
    deep(0).send(None)
except RecursionError as e:
    print("RecursionError")


async def deep_generator(n):
    async for x in deep_generator(n + 1):
        yield x


try:
    deep_generator(0).asend(None).send(None)
except RecursionError as e:
    print("RecursionError")
before = sys.getrefcount(None)
x = Loud("x")


async def refs(a):
    await Wait()
    return a


n = sys.getrefcount(x)
c = refs(x)
print(sys.getrefcount(x) - n)
c.send(None)
print(sys.getrefcount(x) - n)
c.close()
print(sys.getrefcount(x) - n)
flush("refs")


async def many():
    for i in range(2000):
        await refs_now(i)


async def refs_now(i):
    return [i]


try:
    many().send(None)
except StopIteration:
    pass
gc.collect()
print(len([o for o in gc.get_objects() if type(o).__name__ == "coroutine"]))
