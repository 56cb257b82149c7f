# The traceback of an exception that passes through coroutines, async for, async with and comprehensions.
class Step:
    def __init__(self, fail):
        self.fail = fail

    def __await__(self):
        yield
        if self.fail:
            raise ValueError("in __await__")
        return 1


class Iter:
    def __aiter__(self):
        return self

    async def __anext__(self):
        return await Step(True)


class Manager:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        raise KeyError("leaving")


async def loop():
    async for x in Iter():
        pass


async def comprehension():
    return [x
            async for x in Iter()]


async def block():
    async with Manager() as m:
        await loop()


async def gen():
    yield await comprehension()


async def main():
    try:
        await block()
    except KeyError as e:
        async for x in gen():
            pass


def run(coro):
    while True:
        coro.send(None)


run(main())
