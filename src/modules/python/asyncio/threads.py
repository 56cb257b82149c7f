"""Threads, of which there are none."""

__all__ = ("to_thread",)


async def to_thread(func, /, *args, **kwargs):
    """Refused: there are no threads to run a function in."""
    raise NotImplementedError("asyncio.to_thread() is not supported: there are no threads")
