# Coroutines in classes, closures, decorators, comprehensions; name lookup and evaluation order around await.
import asyncio
import functools

log = []


def note(x):
    log.append(x)
    return x


async def anote(x):
    await asyncio.sleep(0)
    log.append(f"await {x}")
    return x


def flush(*what):
    print(*what, log)
    log.clear()


async def order():
    d = {}
    d[await anote("key")] = await anote("value")
    d[note("k2")], d[await anote("k3")] = await anote("a"), note("b")
    x = [1, 2, 3]
    x[await anote(0)] += await anote(10)
    print(await anote(1) < await anote(2) < await anote(0) < await anote("not evaluated"))
    print((await anote("f"), note("g"), *[await anote(i) for i in "hi"], *(await anote("jk"))))
    print(f"{await anote('fs')!r:>6} {await anote(3):0{await anote(5)}d}")
    print(await anote(None) or await anote("or"), await anote(0) and await anote("and"))
    print(await anote("yes") if await anote(True) else await anote("no"))
    print(dict(a=await anote(1), **{"b": await anote(2)}), [*range(await anote(3))][await anote(0):await anote(2)])
    a = b = await anote("chained")
    del d[await anote("key")]
    assert await anote(True), await anote("message")
    print(d, x, a is b, not await anote(0), -await anote(5), await anote(2) ** await anote(3))
    (y := await anote("walrus"))
    print(y, (lambda z=await anote("default"): z)())
    if (n := await anote(4)) > 3 and (m := await anote(n + 1)):
        print(n, m)
    while await anote(len(log) < 60):
        pass
    match await anote(("point", 1)):
        case ("point", v) if await anote(v == 2):
            print("two")
        case ("point", v) if await anote(v == 1):
            print("one")
    return await anote("done")


print(asyncio.run(order()))
flush("order")


def closure():
    count = 0

    async def up(by=1):
        nonlocal count
        before = count
        await asyncio.sleep(0)
        count = before + by
        return count

    async def both():
        return await up(), await up(5), [await up() for _ in range(2)], count
    return both


print(asyncio.run(closure()()))


def logged(f):
    @functools.wraps(f)
    async def wrapper(*args, **kwargs):
        log.append(f"call {f.__name__}")
        try:
            return await f(*args, **kwargs)
        finally:
            log.append(f"end {f.__name__}")
    return wrapper


class Service:
    cache = {}

    def __init__(self, name):
        self.name = name

    @logged
    async def get(self, key, /, *, default=None):
        if key not in self.cache:
            self.cache[key] = await self._load(key)
        return self.cache.get(key, default)

    async def _load(self, key):
        await asyncio.sleep(0)
        return f"{self.name}:{key}"

    @classmethod
    async def make(cls, name):
        self = cls(name)
        await self.get("warm")
        return self

    @property
    async def status(self):
        return await self.get("status")

    async def __call__(self, *keys):
        for k in keys:
            yield k, await self.get(k)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        log.append("closed")

    def __aiter__(self):
        return self()


class Sub(Service):
    async def _load(self, key):
        return (await super()._load(key)).upper()

    def __aiter__(self):
        return self("x", "y")


async def services():
    s = await Sub.make("sub")
    print(await s.status, [p async for p in s("a", "b")], {k: v async for k, v in s})
    async with s as t:
        print(t is s, [[k async for k, _ in s] for _ in range(2)])
    print(Service.get.__name__, Service.get.__wrapped__.__code__.co_flags & 0x80)

    class Local:
        attr = [await_ for await_ in "no keyword problem"[:2]]

        async def m(self):
            return __class__.__name__, self.attr

    return await Local().m()


print(asyncio.run(services()))
flush("services")


async def nested_comprehensions():
    async def r(n):
        for i in range(n):
            await asyncio.sleep(0)
            yield i
    a = [[(i, j) async for j in r(i)] async for i in r(3)]
    b = {i: {j async for j in r(i)} async for i in r(3)}
    c = [x for y in [[k async for k in r(2)] for _ in range(2)] for x in y]
    d = [x async for x in (i async for i in r(4) if i % 2)]
    e = [i async for i in r(3) for j in range(i) if await anote(j) >= 0]
    f = sorted([await anote(i) for i in (2, 1)], key=lambda v: -v)
    g = [fn async for fn in ((lambda: i) async for i in r(2))]
    i = "outer"
    h = [i async for i in r(2)]
    return a, b, c, d, e, f, [x() for x in g], h, i


print(asyncio.run(nested_comprehensions()))
flush("comprehensions")


async def handlers():
    try:
        try:
            await anote(1 / await anote(0))
        except ZeroDivisionError as e:
            await anote(f"handling {e}")
            raise KeyError from e
        finally:
            await anote("finally")
    except KeyError as e:
        log.append(repr(e.__cause__))
    for i in range(3):
        try:
            if i == 1:
                continue
            await anote(i)
        finally:
            await anote(f"f{i}")
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError as eg:
        await anote(eg.exceptions)
    except* TypeError as eg:
        await anote(eg.exceptions)

    async def both_ways():
        try:
            return await anote("try")
        finally:
            await anote("on the way")

    async def overridden():
        try:
            return await anote("lost")
        finally:
            return "kept"
    return await both_ways(), await overridden()


print(asyncio.run(handlers()))
flush("handlers")
