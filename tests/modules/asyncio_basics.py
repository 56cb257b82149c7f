# run, tasks, futures, gather, wait, wait_for, shield, as_completed, timeouts.
import asyncio

log = []


async def work(name, n=2, result=None, fail=None):
    for i in range(n):
        log.append(f"{name}{i}")
        await asyncio.sleep(0)
    if fail:
        raise fail
    return result if result is not None else name


async def attempt(label, awaitable):
    try:
        print(label, "->", await awaitable)
    except BaseException as e:
        print(label, "!", type(e).__name__, e)
    if log:
        print("  ", *log)
        log.clear()


async def order():
    a = asyncio.create_task(work("a", 3))
    b = asyncio.create_task(work("b", 2), name="B")
    log.append("main")
    return await b, await a, b.get_name(), a.done(), a.result(), a.exception()


async def sleeps():
    async def late(t, v):
        await asyncio.sleep(t)
        log.append(v)
        return v
    return await asyncio.gather(late(0.03, "c"), late(0.01, "a"), late(0.02, "b"), asyncio.sleep(0, "now"))


async def gather_errors():
    results = await asyncio.gather(work("x", 1), work("y", 1, fail=ValueError("y")), return_exceptions=True)
    print([repr(r) for r in results])
    slow = asyncio.create_task(work("slow", 5))
    try:
        await asyncio.gather(slow, work("bad", 2, fail=KeyError("k")))
    except KeyError as e:
        print("gather raised", repr(e), slow.done())
    print(await slow)
    t = asyncio.create_task(work("same", 1))
    print(await asyncio.gather(t, t, t), await asyncio.gather())
    outer = asyncio.gather(work("c1", 9), work("c2", 9))
    await asyncio.sleep(0)
    print(outer.cancel(), outer.done())
    try:
        await outer
    except asyncio.CancelledError as e:
        print("cancelled", outer.cancelled(), e.args)
    cancelled = asyncio.create_task(work("z", 9))
    cancelled.cancel("why")
    print([repr(r) for r in await asyncio.gather(cancelled, work("w", 1), return_exceptions=True)])


async def waits():
    tasks = [asyncio.create_task(work(f"t{i}", i), name=f"n{i}") for i in (1, 2, 4)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print(sorted(t.get_name() for t in done), sorted(t.get_name() for t in pending))
    done, pending = await asyncio.wait(tasks)
    print(len(done), pending)
    tasks = [asyncio.create_task(work("q", 1, fail=OSError("f"))), asyncio.create_task(work("r", 5))]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    print([repr(t.exception()) for t in done], len(pending))
    done, pending = await asyncio.wait([asyncio.create_task(asyncio.sleep(5))], timeout=0.01)
    print(len(done), len(pending))
    for t in pending:
        t.cancel()
    for bad in ([], tasks[0], [work("never")], None):
        try:
            await asyncio.wait(bad)
        except (TypeError, ValueError) as e:
            print(type(e).__name__, e)
        if bad and isinstance(bad, list):
            bad[0].close()
    try:
        await asyncio.wait(tasks, return_when="NEVER")
    except ValueError as e:
        print(e)


async def time_limits():
    await attempt("wait_for ok", asyncio.wait_for(work("ok"), 1))
    await attempt("wait_for late", asyncio.wait_for(asyncio.sleep(5), 0.01))
    await attempt("wait_for zero", asyncio.wait_for(asyncio.sleep(5), 0))
    await attempt("wait_for none", asyncio.wait_for(work("none", 1), None))
    f = asyncio.get_running_loop().create_future()
    f.set_result("done")
    await attempt("wait_for done", asyncio.wait_for(f, 0))

    async def slow_cancel():
        try:
            await asyncio.sleep(5)
        finally:
            log.append("cleanup")
            await asyncio.sleep(0)
            log.append("cleaned")
    await attempt("cleanup", asyncio.wait_for(slow_cancel(), 0.01))
    try:
        async with asyncio.timeout(0.01) as t:
            await asyncio.sleep(5)
    except TimeoutError as e:
        print("timeout", e.args, t.expired(), repr(e.__cause__), t)
    async with asyncio.timeout(None) as t:
        print(t, t.when())
        t.reschedule(asyncio.get_running_loop().time() + 100)
        await asyncio.sleep(0)
    print(t, t.expired())
    try:
        t.reschedule(1)
    except RuntimeError as e:
        print(e)
    try:
        async with t:
            pass
    except RuntimeError as e:
        print(e)
    try:
        async with asyncio.timeout(5):
            async with asyncio.timeout_at(asyncio.get_running_loop().time() - 1):
                await asyncio.sleep(1)
    except TimeoutError:
        print("inner expired")
    try:
        asyncio.timeout(1).reschedule(2)
    except RuntimeError as e:
        print(e)


async def cancellation():
    async def stubborn():
        for i in range(3):
            try:
                await asyncio.sleep(5)
            except asyncio.CancelledError as e:
                log.append(f"refused {i} {e.args}")
        return "survived"
    t = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    for i in range(3):
        print(t.cancel(f"m{i}"), t.cancelling())
        await asyncio.sleep(0)
    print(await t, t.cancelled(), t.uncancel(), t.cancel())
    t = asyncio.create_task(work("never"))
    t.cancel()
    await attempt("before start", t)
    t = asyncio.create_task(asyncio.sleep(5))
    await asyncio.sleep(0)
    t.cancel("message")
    await attempt("with message", t)

    async def cancel_self():
        asyncio.current_task().cancel()
        log.append("still here")
        await asyncio.sleep(0)
        log.append("not here")
    await attempt("self", asyncio.create_task(cancel_self()))

    async def ends_cancelled():
        asyncio.current_task().cancel()
        return 1
    await attempt("at end", asyncio.create_task(ends_cancelled()))

    async def inner():
        try:
            await asyncio.sleep(5)
        except asyncio.CancelledError:
            raise ValueError("instead")
    t = asyncio.create_task(inner())
    await asyncio.sleep(0)
    t.cancel()
    await attempt("instead", t)

    async def middle(t):
        await t
    t = asyncio.create_task(asyncio.sleep(5))
    m = asyncio.create_task(middle(t))
    await asyncio.sleep(0)
    m.cancel()
    await attempt("through", m)
    print(t.cancelled())


async def shields():
    inner = asyncio.create_task(work("inner", 3))
    outer = asyncio.shield(inner)
    await asyncio.sleep(0)
    outer.cancel()
    await attempt("shield", outer)
    print(inner.done(), await inner)
    print(await asyncio.shield(work("fine", 1)))
    await attempt("failing", asyncio.shield(work("f", 1, fail=ValueError("s"))))


async def completed():
    async def after(t, v):
        await asyncio.sleep(t)
        return v
    for f in asyncio.as_completed([after(0.03, 3), after(0.01, 1), after(0.02, 2)]):
        print(await f)
    tasks = [asyncio.create_task(after(0.02, "b"), name="tb"), asyncio.create_task(after(0.01, "a"), name="ta")]
    async for t in asyncio.as_completed(tasks):
        print(t in tasks, t.get_name(), t.result())
    try:
        for f in asyncio.as_completed([after(0.01, 1), after(5, 2)], timeout=0.03):
            print(await f)
    except TimeoutError as e:
        print("timeout", e.args)
    for t in asyncio.all_tasks() - {asyncio.current_task()}:
        t.cancel()


async def futures():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    f.add_done_callback(lambda f: log.append(f"first {f.result()}"))
    f.add_done_callback(lambda f: log.append("second"))

    async def wait():
        log.append(f"woke {await f}")
    t = asyncio.create_task(wait())
    await asyncio.sleep(0)
    f.set_result(42)
    log.append("set")
    await t
    print(log, f)
    log.clear()
    g = loop.create_future()
    loop.call_later(0.01, g.set_exception, ValueError("later"))
    await attempt("exception", g)
    h = loop.call_soon(log.append, "never")
    h.cancel()
    h2 = loop.call_later(10, log.append, "never")
    h2.cancel()
    loop.call_soon(log.append, "soon")
    loop.call_soon(lambda *a: log.append(a), 1, 2)
    await asyncio.sleep(0)
    print(log, h.cancelled(), h2.cancelled(), h2.when() > loop.time())
    log.clear()
    for bad in (lambda: asyncio.ensure_future(5), lambda: loop.call_soon(), lambda: loop.create_task(5),
                lambda: f.set_result(1)):
        try:
            print(bad())
        except Exception as e:
            print(type(e).__name__, e)

    class Awaitable:
        def __await__(self):
            yield from asyncio.sleep(0).__await__()
            return "awaitable"
    print(await asyncio.ensure_future(Awaitable()), asyncio.isfuture(f), asyncio.isfuture(5),
          asyncio.iscoroutinefunction(wait), asyncio.iscoroutinefunction(len), asyncio.iscoroutine(5))

    async def wrong():
        class Bad:
            def __await__(self):
                yield "bad"
        await Bad()
    await attempt("bad yield", asyncio.create_task(wrong()))

    async def itself():
        await asyncio.current_task()
    try:
        await asyncio.create_task(itself(), name="me")
    except RuntimeError as e:
        print(str(e).partition(" coro=")[0])


async def main():
    await attempt("order", order())
    await attempt("sleeps", sleeps())
    await gather_errors()
    log.clear()
    await waits()
    log.clear()
    await time_limits()
    await cancellation()
    await shields()
    log.clear()
    await completed()
    await futures()
    return "main's result"


print(asyncio.run(main()))
for bad in (lambda: asyncio.run(5), lambda: asyncio.get_running_loop()):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)


async def fails():
    raise LookupError("from main")


try:
    asyncio.run(fails())
except LookupError as e:
    print(repr(e))


async def nested():
    c = fails()
    try:
        asyncio.run(c)
    finally:
        c.close()


try:
    asyncio.run(nested())
except RuntimeError as e:
    print(e)
