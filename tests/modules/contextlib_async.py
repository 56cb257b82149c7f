# asynccontextmanager, aclosing, AsyncExitStack, AsyncContextDecorator, nullcontext with `async with`.
import asyncio
from contextlib import *
from contextlib import AsyncContextDecorator

log = []


@asynccontextmanager
async def managed(name, swallow=False):
    log.append(f"enter {name}")
    await asyncio.sleep(0)
    try:
        yield name
    except ValueError:
        log.append(f"saw ValueError {name}")
        if not swallow:
            raise
    finally:
        await asyncio.sleep(0)
        log.append(f"exit {name}")


@asynccontextmanager
async def never():
    if False:
        yield


@asynccontextmanager
async def twice():
    yield 1
    yield 2


@asynccontextmanager
async def catches():
    try:
        yield
    except Exception:
        yield


class Sync:
    def __enter__(self):
        log.append("sync enter")
        return "sync"

    def __exit__(self, *exc):
        log.append(f"sync exit {exc[0]}")


async def report(coro):
    try:
        print("->", await coro)
    except BaseException as e:
        print("!", type(e).__name__, e, repr(e.__context__))
    print(log)
    log.clear()


async def plain():
    async with managed("a") as a, managed("b") as b:
        return a + b


async def failing(swallow):
    async with managed("a", swallow):
        raise ValueError("v")
    return "swallowed"


async def use(cm):
    async with cm as x:
        return x


async def use_raising(cm, exc):
    async with cm:
        raise exc


@managed("deco")
async def decorated(x):
    log.append("body")
    return x


async def stack_use():
    async with AsyncExitStack() as stack:
        x = await stack.enter_async_context(managed("s1"))
        y = stack.enter_context(Sync())

        async def cb(*args, **kw):
            log.append(("callback", args, kw))
        stack.push_async_callback(cb, 1, k=2)
        stack.callback(log.append, "plain callback")

        async def exit_(*exc):
            log.append(("exit_", exc[0]))
            return exc[0] is KeyError
        stack.push_async_exit(exit_)
        stack.push_async_exit(managed("unentered-is-fine-until-exit") if 0 else exit_)
        raise KeyError(x, y)
    return "suppressed"


async def stack_errors():
    async with AsyncExitStack() as stack:
        async def bad(*exc):
            raise TypeError("second")
        stack.push_async_exit(bad)
        raise ValueError("first")


async def stack_not_cm():
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(5)


async def pop():
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(managed("p"))
        moved = stack.pop_all()
    log.append("between")
    await moved.aclose()
    return "popped"


async def gen():
    try:
        for i in range(5):
            yield i
    finally:
        log.append("gen closed")


async def aclosing_use():
    async with aclosing(gen()) as g:
        async for i in g:
            if i == 2:
                return i


class Deco(AsyncContextDecorator, AbstractAsyncContextManager):
    async def __aexit__(self, *exc):
        log.append(("Deco exit", exc[0]))
        return True


@Deco()
async def in_deco():
    raise OSError


async def main():
    await report(plain())
    await report(failing(True))
    await report(failing(False))
    await report(use(never()))
    await report(use(twice()))
    await report(use_raising(catches(), KeyError("k")))
    await report(use_raising(managed("si"), StopAsyncIteration("s")))
    await report(use_raising(managed("st"), StopIteration("s")))
    await report(decorated(5))
    await report(decorated(6))
    await report(stack_use())
    await report(stack_errors())
    await report(stack_not_cm())
    await report(pop())
    await report(aclosing_use())
    await report(in_deco())
    await report(use(nullcontext(7)))
    print(issubclass(Sync, AbstractAsyncContextManager), issubclass(Deco, AbstractAsyncContextManager),
          isinstance(managed("x"), AbstractAsyncContextManager))


asyncio.run(main())
