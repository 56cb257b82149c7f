# Coroutines: await, async for, async with, and comprehensions that await.
async def fetch(source, key):
    async with source.lock as held:
        value = await held.get(key)
    async for part in value:
        if part is None:
            break
        yield part


async def gather(sources):
    return [await s.read() async for s in sources if await s.ready()]


def lazily(items):
    return (await item async for item in items)
