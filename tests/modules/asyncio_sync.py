# Lock, Event, Condition, Semaphore, Barrier, queues, TaskGroup, Runner, contexts, loop functions.
import asyncio
import contextvars

log = []


def flush(label):
    print(label, *log)
    log.clear()


def shown(obj):
    "Its repr without the address and module."
    r = repr(obj)
    i = r.find(" at 0x")
    return r[:i].rpartition(".")[2] + " " + r[r.index(" [", i) + 1:] if i >= 0 else r


async def locks():
    lock = asyncio.Lock()
    print(shown(lock), lock.locked())

    async def user(name):
        async with lock:
            log.append(f"+{name}")
            await asyncio.sleep(0)
            log.append(f"-{name}")
    await asyncio.gather(*(user(n) for n in "abc"))
    flush("lock")
    await lock.acquire()
    tasks = [asyncio.create_task(user(n)) for n in "xyz"]
    await asyncio.sleep(0)
    print(shown(lock))
    tasks[0].cancel()
    lock.release()
    await asyncio.gather(*tasks, return_exceptions=True)
    flush("after cancel")
    try:
        lock.release()
    except RuntimeError as e:
        print(e)


async def events():
    event = asyncio.Event()

    async def waiter(n):
        log.append(await event.wait())
        log.append(n)
    tasks = [asyncio.create_task(waiter(i)) for i in range(3)]
    await asyncio.sleep(0)
    print(shown(event), event.is_set())
    event.set()
    await asyncio.gather(*tasks)
    print(shown(event), await event.wait())
    event.clear()
    flush("event")


async def conditions():
    cond = asyncio.Condition()
    items = []

    async def consumer(n):
        async with cond:
            await cond.wait_for(lambda: items)
            log.append((n, items.pop()))
    tasks = [asyncio.create_task(consumer(i)) for i in range(3)]
    await asyncio.sleep(0)
    print(shown(cond))
    for i in range(3):
        async with cond:
            items.append(i)
            cond.notify()
        await asyncio.sleep(0)
    await asyncio.gather(*tasks)
    flush("condition")
    for f in (cond.notify, cond.notify_all):
        try:
            f()
        except RuntimeError as e:
            print(e)
    try:
        await cond.wait()
    except RuntimeError as e:
        print(e)

    async def cancelled_waiter():
        async with cond:
            try:
                await cond.wait()
            finally:
                log.append(cond.locked())
    t = asyncio.create_task(cancelled_waiter())
    await asyncio.sleep(0)
    t.cancel()
    await asyncio.gather(t, return_exceptions=True)
    flush("cancelled waiter")


async def semaphores():
    sem = asyncio.Semaphore(2)
    print(shown(sem))
    busy = most = 0

    async def user(n):
        nonlocal busy, most
        async with sem:
            busy += 1
            most = max(most, busy)
            await asyncio.sleep(0)
            busy -= 1
            log.append(n)
    await asyncio.gather(*(user(i) for i in range(5)))
    flush(f"semaphore {most}")
    await sem.acquire()
    await sem.acquire()
    t = asyncio.create_task(sem.acquire())
    await asyncio.sleep(0)
    print(shown(sem), sem.locked())
    t.cancel()
    await asyncio.sleep(0)
    sem.release()
    print(shown(sem), sem.locked())
    b = asyncio.BoundedSemaphore(1)
    await b.acquire()
    b.release()
    try:
        b.release()
    except ValueError as e:
        print(e)
    try:
        asyncio.Semaphore(-1)
    except ValueError as e:
        print(e)


async def barriers():
    barrier = asyncio.Barrier(3)
    print(shown(barrier))

    async def party(n):
        async with barrier as index:
            log.append((n, index))
    tasks = [asyncio.create_task(party(i)) for i in range(2)]
    await asyncio.sleep(0)
    print(shown(barrier), barrier.n_waiting, barrier.parties, barrier.broken)
    await party(2)
    await asyncio.gather(*tasks)
    print(sorted(i for _, i in log))
    log.clear()
    tasks = [asyncio.create_task(barrier.wait()) for i in range(2)]
    await asyncio.sleep(0)
    await barrier.reset()
    print([repr(r) for r in await asyncio.gather(*tasks, return_exceptions=True)], shown(barrier))
    t = asyncio.create_task(barrier.wait())
    await asyncio.sleep(0)
    await barrier.abort()
    print([repr(r) for r in await asyncio.gather(t, return_exceptions=True)], shown(barrier), barrier.broken)
    try:
        await barrier.wait()
    except asyncio.BrokenBarrierError as e:
        print(e, issubclass(asyncio.BrokenBarrierError, RuntimeError))
    try:
        asyncio.Barrier(0)
    except ValueError as e:
        print(e)


async def queues():
    q = asyncio.Queue(2)

    async def producer():
        for i in range(5):
            await q.put(i)
            log.append(f"put{i}")

    async def consumer():
        while True:
            item = await q.get()
            log.append(f"got{item}")
            q.task_done()
    c = asyncio.create_task(consumer())
    await producer()
    await q.join()
    c.cancel()
    flush("queue")
    q.put_nowait("a")
    q.put_nowait("b")
    print(q, q.qsize(), q.full(), q.empty(), q.maxsize)
    for f in (lambda: q.put_nowait(1), q.get_nowait, q.get_nowait, q.get_nowait, q.task_done, q.task_done, q.task_done):
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)
    p = asyncio.PriorityQueue()
    l = asyncio.LifoQueue()
    for x in (3, 1, 2):
        await p.put(x)
        await l.put(x)
    print([await p.get() for _ in range(3)], [await l.get() for _ in range(3)], p, l)
    getters = [asyncio.create_task(q.get(), name=f"g{i}") for i in range(3)]
    await asyncio.sleep(0)
    print(q)
    getters[0].cancel()
    await q.put("x")
    await q.put("y")
    print([repr(r) for r in await asyncio.gather(*getters, return_exceptions=True)])
    q = asyncio.Queue()
    q.put_nowait(1)
    q.shutdown()
    print(q, await q.get())
    for f in (q.get, lambda: q.put(1)):
        try:
            await f()
        except asyncio.QueueShutDown as e:
            print(repr(e))
    q = asyncio.Queue()
    t = asyncio.create_task(q.get())
    await asyncio.sleep(0)
    q.shutdown(immediate=True)
    print([repr(r) for r in await asyncio.gather(t, return_exceptions=True)])


async def step(name, n=1, fail=None):
    for i in range(n):
        await asyncio.sleep(0)
    log.append(name)
    if fail:
        raise fail
    return name


async def patient(name):
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        log.append(f"{name} cancelled")
        raise


async def groups():
    async with asyncio.TaskGroup() as g:
        a = g.create_task(step("a", 3), name="A")
        b = g.create_task(step("b"))
        print(g, a.get_name())
    print(g, a.result(), b.result())
    flush("group")
    try:
        async with asyncio.TaskGroup() as g:
            g.create_task(patient("p"))
            g.create_task(step("bad", 1, ValueError("v")))
            g.create_task(step("worse", 1, KeyError("k")))
            await asyncio.sleep(10)
            log.append("never")
    except* ValueError as eg:
        print("ValueErrors", eg.exceptions)
    except* KeyError as eg:
        print("KeyErrors", eg.exceptions)
    flush("failing group")
    try:
        async with asyncio.TaskGroup() as g:
            g.create_task(patient("q"))
            await asyncio.sleep(0)
            raise OSError("body")
    except BaseExceptionGroup as e:
        print(repr(e), repr(e.__context__), repr(e.__cause__))
    flush("body fails")

    async def cancelled_from_outside():
        async with asyncio.TaskGroup() as g:
            g.create_task(patient("r"))
            await asyncio.sleep(10)
    t = asyncio.create_task(cancelled_from_outside())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    t.cancel()
    print([repr(r) for r in await asyncio.gather(t, return_exceptions=True)])
    flush("outside")
    async with asyncio.TaskGroup() as g:
        inner = g.create_task(patient("s"))
        await asyncio.sleep(0)
        inner.cancel()
    print(inner.cancelled())
    flush("a cancelled task is no error")
    for use in (lambda: g.create_task(step("late")), lambda: asyncio.TaskGroup().create_task(step("early")),):
        try:
            use()
        except RuntimeError as e:
            print(e)
    try:
        async with asyncio.timeout(0.01):
            async with asyncio.TaskGroup() as g:
                g.create_task(patient("t"))
    except TimeoutError:
        flush("timeout in a group")
    async with asyncio.TaskGroup() as outer:
        async with asyncio.TaskGroup() as inner:
            inner.create_task(step("inner"))
        outer.create_task(step("outer"))
    flush("nested")


var = contextvars.ContextVar("var", default="default")


async def contexts():
    async def child(v):
        before = var.get()
        var.set(v)
        await asyncio.sleep(0)
        return before, var.get()
    var.set("main")
    print(await asyncio.gather(child(1), child(2)), var.get())
    print(await child("direct"), var.get())
    ctx = contextvars.Context()
    print(await asyncio.create_task(child("own"), context=ctx), ctx[var])
    loop = asyncio.get_running_loop()
    loop.call_soon(lambda: log.append(var.get()))
    loop.call_soon(lambda: log.append(var.get()), context=ctx)
    await asyncio.sleep(0)
    flush("call_soon")


async def agen_cleanup():
    async def gen(name):
        try:
            yield 1
            yield 2
        finally:
            await asyncio.sleep(0)
            log.append(f"{name} closed")
    async for x in gen("broken out of"):
        break
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    flush("dropped")
    g = gen("left open")
    await anext(g)
    return g


async def eager():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.eager_task_factory)
    t = asyncio.create_task(step("eager"))
    log.append("created")
    await t

    async def at_once():
        log.append(asyncio.current_task().get_name())
        return "done"
    t = asyncio.create_task(at_once(), name="now")
    print(t.done(), t.result(), await t)
    loop.set_task_factory(None)
    flush("eager")


async def main():
    for f in (locks, events, conditions, semaphores, barriers, queues, groups, contexts, eager):
        print("==", f.__name__)
        await f()
    keep.append(await agen_cleanup())


keep = []
asyncio.run(main())
flush("at the end of run")
with asyncio.Runner() as runner:
    print(runner.run(step("one")), runner.run(step("two")))
    runner.get_loop().call_soon(log.append, "called")

    async def sets():
        var.set("in runner")

    async def gets():
        return var.get()
    runner.run(sets())
    print(runner.run(gets()), var.get())
flush("runner")
for use in (runner.get_loop, lambda: runner.run(5)):
    try:
        use()
    except (RuntimeError, ValueError) as e:
        print(e)
loop = asyncio.new_event_loop()
print(loop.is_running(), loop.is_closed(), loop.run_until_complete(step("direct")))
loop.call_later(0.01, loop.stop)
loop.run_forever()
errors = []
loop.set_exception_handler(lambda loop, context: errors.append((context["message"].partition(" at ")[0], repr(context["exception"]))))
loop.call_soon(lambda: 1 / 0)
loop.call_soon(loop.stop)
loop.run_forever()
t = loop.create_task(step("lost", 1, ValueError("nobody asked")))
loop.call_later(0.01, loop.stop)
loop.run_forever()
del t
print(errors)
loop.close()
loop.close()
for use in (lambda: loop.call_soon(print), loop.run_forever, lambda: loop.create_task(5)):
    try:
        use()
    except RuntimeError as e:
        print(e)
try:
    asyncio.get_event_loop()
except RuntimeError as e:
    print(e)
asyncio.set_event_loop(loop)
print(asyncio.get_event_loop() is loop)
try:
    asyncio.set_event_loop(5)
except TypeError as e:
    print(e)
