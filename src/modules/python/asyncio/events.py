"""Handles of callbacks, the running event loop, and the loop that a program is about to run."""

import contextvars
import reprlib
import sys
from _asyncio import _get_running_loop, _set_running_loop, get_running_loop

__all__ = (
    "AbstractEventLoop", "Handle", "TimerHandle", "get_event_loop", "set_event_loop",
    "new_event_loop", "_set_running_loop", "get_running_loop", "_get_running_loop",
)


def _source_of(func):
    """File and line where a Python function is defined; None for others."""
    import functools
    while True:
        if isinstance(func, functools.partial):
            func = func.func
        elif hasattr(func, "__wrapped__"):
            func = func.__wrapped__
        elif hasattr(func, "__func__"):
            func = func.__func__
        else:
            break
    code = getattr(func, "__code__", None)
    if code is None:
        return None
    return code.co_filename, code.co_firstlineno


def _format_callback(func, args, debug=False):
    import functools
    if isinstance(func, functools.partial):
        return _format_callback(func.func, func.args) + "()"
    shown = getattr(func, "__qualname__", None) or getattr(func, "__name__", None) or repr(func)
    if not debug:
        return shown + "()"
    return f"{shown}({', '.join(reprlib.repr(a) for a in args)})"


def _format_callback_source(func, args, debug=False):
    shown = _format_callback(func, args, debug)
    source = None if getattr(func, "_asyncio_internal", False) else _source_of(func)
    return f"{shown} at {source[0]}:{source[1]}" if source else shown


class Handle:
    """A callback that waits to be called."""

    __slots__ = ("_callback", "_args", "_cancelled", "_loop", "_context", "__weakref__")

    def __init__(self, callback, args, loop, context=None):
        self._context = contextvars.copy_context() if context is None else context
        self._loop = loop
        self._callback = callback
        self._args = args
        self._cancelled = False

    def _repr_info(self):
        info = [self.__class__.__name__]
        if self._cancelled:
            info.append("cancelled")
        if self._callback is not None:
            info.append(_format_callback_source(self._callback, self._args,
                                                self._loop.get_debug()))
        return info

    def __repr__(self):
        return f"<{' '.join(self._repr_info())}>"

    def get_context(self):
        """The context that the callback runs in."""
        return self._context

    def cancel(self):
        """Keeps the callback from being called."""
        if not self._cancelled:
            self._cancelled = True
            self._callback = None
            self._args = None

    def cancelled(self):
        return self._cancelled

    def _run(self):
        try:
            self._context.run(self._callback, *self._args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            shown = _format_callback_source(self._callback, self._args, self._loop.get_debug())
            self._loop.call_exception_handler({
                "message": f"Exception in callback {shown}", "exception": exc, "handle": self})
        self = None


class TimerHandle(Handle):
    """A callback that waits for its time."""

    __slots__ = ("_scheduled", "_when")

    def __init__(self, when, callback, args, loop, context=None):
        super().__init__(callback, args, loop, context)
        self._when = when
        self._scheduled = False

    def _repr_info(self):
        info = super()._repr_info()
        info.insert(2 if self._cancelled else 1, f"when={self._when}")
        return info

    def __hash__(self):
        return hash(self._when)

    def __lt__(self, other):
        if isinstance(other, TimerHandle):
            return self._when < other._when
        return NotImplemented

    def __le__(self, other):
        if isinstance(other, TimerHandle):
            return self._when < other._when or self.__eq__(other)
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, TimerHandle):
            return self._when > other._when
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, TimerHandle):
            return self._when > other._when or self.__eq__(other)
        return NotImplemented

    def __eq__(self, other):
        if isinstance(other, TimerHandle):
            return (self._when == other._when and self._callback == other._callback
                    and self._args == other._args and self._cancelled == other._cancelled)
        return NotImplemented

    def cancel(self):
        if not self._cancelled:
            self._loop._timer_handle_cancelled(self)
        super().cancel()

    def when(self):
        """The loop's time at which it is due."""
        return self._when


class AbstractEventLoop:
    """What an event loop has; those of this module run callbacks, timers and tasks, no sockets."""

    def run_forever(self):
        raise NotImplementedError

    def run_until_complete(self, future):
        raise NotImplementedError

    def stop(self):
        raise NotImplementedError

    def is_running(self):
        raise NotImplementedError

    def is_closed(self):
        raise NotImplementedError

    def close(self):
        raise NotImplementedError

    def call_soon(self, callback, *args, context=None):
        raise NotImplementedError

    def call_later(self, delay, callback, *args, context=None):
        raise NotImplementedError

    def call_at(self, when, callback, *args, context=None):
        raise NotImplementedError

    def time(self):
        raise NotImplementedError

    def create_future(self):
        raise NotImplementedError

    def create_task(self, coro, **kwargs):
        raise NotImplementedError


_current_loop = None


def get_event_loop():
    """The running loop, else the one that set_event_loop() was called with."""
    loop = _get_running_loop()
    if loop is not None:
        return loop
    if _current_loop is None:
        raise RuntimeError("There is no current event loop in thread 'MainThread'.")
    return _current_loop


def set_event_loop(loop):
    """Makes a loop what get_event_loop() gives when none runs."""
    global _current_loop
    if loop is not None and not isinstance(loop, AbstractEventLoop):
        raise TypeError("loop must be an instance of AbstractEventLoop or None, "
                        f"not '{type(loop).__name__}'")
    _current_loop = loop


def new_event_loop():
    """A new loop."""
    from .base_events import EventLoop
    return EventLoop()


def _log_error(message, exc=None):
    """Writes a message, and the traceback of an exception, to the standard error."""
    stream = sys.stderr
    if stream is None:
        return
    print(message, file=stream)
    if exc is not None:
        import traceback
        traceback.print_exception(exc, file=stream)
