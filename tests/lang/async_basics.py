# Coroutines driven by hand: await, async for, async with, async generators.
class Awaitable:
    def __init__(self, v):
        self.v = v

    def __await__(self):
        got = yield self.v
        return got


async def add(a, b):
    x = await Awaitable(a)
    y = await Awaitable(b)
    return x + y


def drive(coro, answers=()):
    answers = iter(answers)
    seen = []
    try:
        value = coro.send(None)
        while True:
            seen.append(value)
            value = coro.send(next(answers, None))
    except StopIteration as e:
        return seen, e.value


print(drive(add("p", "q"), [10, 20]))


class ACM:
    async def __aenter__(self):
        await Awaitable("enter")
        return "entered"

    async def __aexit__(self, *exc):
        await Awaitable("exit")
        print("exit", exc[0])
        return True


class AIter:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        return await Awaitable(self.n)


async def main():
    async with ACM() as x:
        print(x)
        raise ValueError
    total = []
    async for i in AIter(3):
        total.append(i)
    else:
        total.append("else")
    total += [i async for i in agen(2)]
    total.append(await add(1, 2))
    return total


async def agen(n):
    for i in range(n):
        yield i
        await Awaitable(f"inside {i}")


print(drive(main(), [1, 2, "a", "b", "c", 0, 0, 5, 6]))
c = add(1, 2)
print(type(c).__name__, c.__name__, c.cr_running, type(agen(1)).__name__)
c.close()
for bad in (lambda: drive(bad_await()), lambda: drive(bad_for()), lambda: drive(bad_with()), lambda: iter(add(1, 2))):
    async def bad_await():
        await 5

    async def bad_for():
        async for x in [1]:
            pass

    async def bad_with():
        async with 5:
            pass

    import warnings

    warnings.simplefilter("ignore")
    try:
        print(bad())
    except TypeError as e:
        print(e)


async def thrower():
    try:
        await Awaitable(1)
    except KeyError as e:
        return f"caught {e}"


t = thrower()
t.send(None)
try:
    t.throw(KeyError("k"))
except StopIteration as e:
    print(e.value)
try:
    t.send(None)
except RuntimeError as e:
    print(e)
