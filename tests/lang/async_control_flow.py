# Ways out of async for and async with: break, continue, return, exceptions, else, nesting; order of events.
log = []


class Wait:
    def __init__(self, tag):
        self.tag = tag

    def __await__(self):
        return (yield self.tag)


def run(coro, send=None):
    "Drives a coroutine; gives what it yielded and its result or exception."
    seen = []
    try:
        while True:
            seen.append(coro.send(None))
    except StopIteration as e:
        return seen, e.value
    except BaseException as e:
        return seen, type(e).__name__, str(e)


class CM:
    def __init__(self, name, suppress=False, fail=None):
        self.name, self.suppress, self.fail = name, suppress, fail

    async def __aenter__(self):
        await Wait(f"enter {self.name}")
        if self.fail == "enter":
            raise OSError("cannot enter")
        return self.name

    async def __aexit__(self, et, ev, tb):
        await Wait(f"exit {self.name} {et.__name__ if et else None}")
        if self.fail == "exit":
            raise OSError("cannot exit")
        return self.suppress


class Count:
    def __init__(self, n, fail_at=None):
        self.i, self.n, self.fail_at = 0, n, fail_at

    def __aiter__(self):
        return self

    async def __anext__(self):
        await Wait("next")
        if self.i == self.fail_at:
            raise KeyError(self.i)
        if self.i >= self.n:
            raise StopAsyncIteration("ignored")
        self.i += 1
        return self.i


async def loop_break():
    async for i in Count(5):
        if i == 2:
            break
    else:
        return "else"
    return i


async def loop_continue():
    out = []
    async for i in Count(4):
        if i % 2:
            continue
        out.append(i)
    else:
        out.append("else")
    return out


async def loop_return():
    async for i in Count(4):
        async with CM("c"):
            for j in range(3):
                try:
                    return i, j
                finally:
                    await Wait("finally")


async def loop_error():
    async for i in Count(4, fail_at=1):
        log.append(i)


async def loop_catches():
    try:
        async for i in Count(4, fail_at=2):
            pass
    except KeyError as e:
        return f"caught {e}", i


async def nested_break():
    async for i in Count(3):
        async with CM(f"a{i}"), CM(f"b{i}"):
            if i == 2:
                break
            continue
    return i


async def suppressed():
    async with CM("x", suppress=True) as name:
        raise ValueError(name)
    return "after"


async def not_suppressed():
    async with CM("x"):
        raise ValueError("v")


async def fails_entering():
    async with CM("a"), CM("b", fail="enter"):
        log.append("never")


async def fails_leaving():
    try:
        async with CM("a", fail="exit"):
            raise ValueError("first")
    except OSError as e:
        return repr(e), repr(e.__context__)


async def returns_through():
    async with CM("outer"):
        try:
            async with CM("inner"):
                return await Wait("value") or "none"
        finally:
            await Wait("finally")


async def raises_in_body_of_loop():
    async for i in Count(3):
        raise StopAsyncIteration("from the body")


async def targets():
    class O: pass
    o, d = O(), {}
    async for o.attr in Count(2):
        pass
    async for d["k"] in Count(3):
        pass
    async for a, *b in Pairs():
        pass
    async with CM("t") as o.name, CM("u") as (x, *rest):
        pass
    return o.attr, d, a, b, o.name, x, rest


class Pairs:
    def __init__(self):
        self.left = [(1, 2, 3), "xyz"]

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self.left:
            raise StopAsyncIteration
        return self.left.pop()


for f in (loop_break, loop_continue, loop_return, loop_error, loop_catches, nested_break, suppressed,
          not_suppressed, fails_entering, fails_leaving, returns_through, raises_in_body_of_loop, targets):
    print(f.__name__, run(f()))
print(log)


async def agen(n):
    try:
        for i in range(n):
            got = yield i
            if got:
                await Wait(got)
    finally:
        await Wait("cleanup")


async def comprehensions():
    a = [i async for i in agen(3)]
    b = {i: await Wait(i) async for i in agen(2) if i or await Wait("cond") is None}
    c = {i + j async for i in agen(2) for j in [10, await Wait("j") or 20]}
    d = [[j async for j in agen(i)] for i in range(3)]
    e = [i for i in [await Wait("iter") or 7]]
    f = [x async for x in (y * 2 async for y in agen(3) if y)]
    g = [await c for c in [other(1), other(2)]]
    return a, b, sorted(c), d, e, f, g


async def other(n):
    return n * await Wait(n) if n > 5 else n


print(run(comprehensions()))


async def drive_agen():
    g = agen(3)
    print(await g.asend(None), await g.asend("hello"), await anext(g), await anext(g, "over"), await anext(g, "over"))
    g = agen(3)
    await anext(g)
    await g.aclose()
    print([i async for i in g])
    g = agen(3)
    await anext(g)
    try:
        await g.athrow(KeyError("k"))
    except KeyError as e:
        print("out", e)
    try:
        await anext(g)
    except StopAsyncIteration:
        print("stopped")


print(run(drive_agen()))


async def swallow():
    while True:
        try:
            yield 1
        except KeyError:
            yield "swallowed"


async def use_swallow():
    g = swallow()
    await anext(g)
    return await g.athrow(KeyError), await anext(g)


print(run(use_swallow()))


# Exceptions thrown in and closing go to the innermost coroutine.
async def inner():
    try:
        await Wait("deep")
    except ValueError as e:
        await Wait(f"caught {e}")
        return "recovered"
    finally:
        log.append("inner done")


async def middle():
    return "middle " + await inner()


async def outer_():
    return "outer " + await middle()


del log[:]
c = outer_()
print(c.send(None), c.throw(ValueError("v")))
try:
    c.send(None)
except StopIteration as e:
    print(e.value, log)
c = outer_()
c.send(None)
c.close()
print(log, c.cr_frame, c.cr_await)
c = outer_()
c.send(None)
print(c.cr_await.__qualname__, c.cr_await.cr_await.__qualname__, c.cr_frame.f_code.co_name, c.cr_suspended, c.cr_running)
try:
    c.throw(KeyError("no handler"))
except KeyError as e:
    tb, names = e.__traceback__, []
    while tb:
        names.append(tb.tb_frame.f_code.co_name)
        tb = tb.tb_next
    print(names)


# Handled exceptions are a coroutine's own while it is suspended.
import sys


async def handles():
    try:
        raise ValueError("mine")
    except ValueError:
        await Wait(1)
        return repr(sys.exception())


c = handles()
c.send(None)
print(sys.exception())
try:
    raise KeyError
except KeyError:
    try:
        c.send(None)
    except StopIteration as e:
        print(e.value, repr(sys.exception()), repr(e.__context__))


class Meta:
    async def method(self, *, key=1):
        "doc"
        return self.__class__, key

    @classmethod
    async def cm(cls):
        return cls

    @staticmethod
    async def sm():
        return __class__

    def __await__(self):
        return self.method().__await__()


async def methods():
    m = Meta()
    return (await m.method(key=2))[1], (await Meta.cm()).__name__, (await m.sm()).__name__, (await m)[1]


print(run(methods()), Meta.method.__doc__, Meta.method.__code__.co_flags & 0x80, agen.__code__.co_flags & 0x200)
f = lambda: (await_ for await_ in [1])
print(list(f()))


async def lambdas():
    return [g() for g in [lambda i=i: i for i in range(3)]], await (lambda: other(3))(), (lambda x=await other(4): x)()


print(run(lambdas()))


async def deep(n):
    return n if n == 0 else 1 + await deep(n - 1)


print(run(deep(300)))
