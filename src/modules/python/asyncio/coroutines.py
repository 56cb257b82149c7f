"""What is a coroutine, and how it is shown."""

import collections.abc
import types

__all__ = ("iscoroutinefunction", "iscoroutine")

_marker = object()


def iscoroutinefunction(func):
    """Whether calling it gives a coroutine."""
    import functools
    while isinstance(func, functools.partial):
        func = func.func
    func = getattr(func, "__func__", func)
    if isinstance(func, types.FunctionType) and func.__code__.co_flags & 0x80:
        return True
    return getattr(func, "_is_coroutine", None) is _marker


def iscoroutine(obj):
    """Whether it is a coroutine object."""
    return isinstance(obj, (types.CoroutineType, collections.abc.Coroutine))


def _format_coroutine(coro):
    name = getattr(coro, "__qualname__", None) or getattr(coro, "__name__", None)
    name = f"{name or f'<{type(coro).__name__} without __name__>'}()"
    code = getattr(coro, "cr_code", None) or getattr(coro, "gi_code", None)
    if code is None:
        running = getattr(coro, "cr_running", False) or getattr(coro, "gi_running", False)
        return f"{name} running" if running else name
    frame = getattr(coro, "cr_frame", None) or getattr(coro, "gi_frame", None)
    filename = code.co_filename or "<empty co_filename>"
    if frame is not None:
        return f"{name} running at {filename}:{frame.f_lineno}"
    return f"{name} done, defined at {filename}:{code.co_firstlineno}"
