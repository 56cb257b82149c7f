"""The event loop: callbacks in turn, timers, tasks. It waits by sleeping: there are no sockets."""

import collections
import heapq
import time
import weakref
from _asyncio import run_in

from . import coroutines, events, exceptions, futures, tasks

__all__ = ("BaseEventLoop", "EventLoop")

# Cancelled timers are dropped when there are more than this, and more than half of all.
_MANY_CANCELLED = 100
# A timer is due when less than this is missing.
_RESOLUTION = 1e-9
_LONGEST_WAIT = 24 * 3600


def _stop_with(fut):
    if not fut.cancelled():
        exc = fut.exception()
        if isinstance(exc, (SystemExit, KeyboardInterrupt)):
            # The loop stops by it anyway.
            return
    fut.get_loop().stop()


class BaseEventLoop(events.AbstractEventLoop):
    """Runs callbacks one after another, those that wait for a time when it has come."""

    def __init__(self):
        self._ready = collections.deque()
        self._scheduled = []
        self._cancelled_timers = 0
        self._closed = False
        self._stopping = False
        self._running = False
        self._debug = False
        self._exception_handler = None
        self._task_factory = None
        self._asyncgens = weakref.WeakSet()
        self._asyncgens_shutdown_called = False
        self.slow_callback_duration = 0.1

    def __repr__(self):
        return (f"<{self.__class__.__name__} running={self.is_running()} "
                f"closed={self.is_closed()} debug={self.get_debug()}>")

    def create_future(self):
        """A Future of this loop."""
        return futures.Future(loop=self)

    def create_task(self, coro, *, name=None, context=None, **kwargs):
        """A Task that runs a coroutine in this loop."""
        self._check_closed()
        if self._task_factory is None:
            return tasks.Task(coro, loop=self, name=name, context=context, **kwargs)
        if context is not None:
            kwargs["context"] = context
        task = self._task_factory(self, coro, **kwargs)
        if name is not None:
            task.set_name(name)
        return task

    def set_task_factory(self, factory):
        """Makes create_task() call factory(loop, coro, **kwargs); None: as usual."""
        if factory is not None and not callable(factory):
            raise TypeError("task factory must be a callable or None")
        self._task_factory = factory

    def get_task_factory(self):
        return self._task_factory

    def _check_closed(self):
        if self._closed:
            raise RuntimeError("Event loop is closed")

    # ---- asynchronous generators ----

    def _asyncgen_firstiter(self, agen):
        if self._asyncgens_shutdown_called:
            import warnings
            warnings.warn(f"asynchronous generator {agen!r} was scheduled after "
                          f"loop.shutdown_asyncgens() call", ResourceWarning, source=self)
        self._asyncgens.add(agen)

    def _asyncgen_finalizer(self, agen):
        self._asyncgens.discard(agen)
        if not self.is_closed():
            self.call_soon_threadsafe(self.create_task, agen.aclose())

    async def shutdown_asyncgens(self):
        """Closes the asynchronous generators that have begun."""
        self._asyncgens_shutdown_called = True
        closing = list(self._asyncgens)
        self._asyncgens.clear()
        if not closing:
            return
        from .waiting import gather
        results = await gather(*[ag.aclose() for ag in closing], return_exceptions=True)
        for result, agen in zip(results, closing):
            if isinstance(result, Exception):
                self.call_exception_handler({
                    "message": "an error occurred during closing of asynchronous generator "
                               f"{agen!r}", "exception": result, "asyncgen": agen})

    async def shutdown_default_executor(self, timeout=None):
        """Nothing to do: there are no threads."""

    def run_in_executor(self, executor, func, *args):
        """Refused: there are no threads to run it in."""
        raise NotImplementedError("run_in_executor() is not supported: there are no threads")

    # ---- running ----

    def _check_running(self):
        if self.is_running():
            raise RuntimeError("This event loop is already running")
        if events._get_running_loop() is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")

    def run_forever(self):
        """Runs until stop() is called."""
        self._check_closed()
        self._check_running()
        run_in(self, self._asyncgen_firstiter, self._asyncgen_finalizer, self._run_until_stopped)

    def _run_until_stopped(self):
        self._running = True
        try:
            while True:
                self._run_once()
                if self._stopping:
                    break
        finally:
            self._stopping = False
            self._running = False

    def run_until_complete(self, future):
        """Runs until a future is done; its result."""
        self._check_closed()
        self._check_running()
        new_task = not futures.isfuture(future)
        future = tasks.ensure_future(future, loop=self)
        if new_task:
            # An exception is raised from here anyway.
            future._log_destroy_pending = False
        future.add_done_callback(_stop_with)
        try:
            self.run_forever()
        except:
            if new_task and future.done() and not future.cancelled():
                # The coroutine raised what ended the loop: it has been told.
                future.exception()
            raise
        finally:
            future.remove_done_callback(_stop_with)
        if not future.done():
            raise RuntimeError("Event loop stopped before Future completed.")
        return future.result()

    def stop(self):
        """Stops after the callbacks of this turn."""
        self._stopping = True

    def close(self):
        """Drops all callbacks; the loop can't be used any more."""
        if self.is_running():
            raise RuntimeError("Cannot close a running event loop")
        if self._closed:
            return
        self._closed = True
        self._ready.clear()
        self._scheduled.clear()

    def is_closed(self):
        return self._closed

    def is_running(self):
        return self._running

    # ---- callbacks ----

    def time(self):
        """The loop's clock, in seconds; needs a clock of the host."""
        return time.monotonic()

    def call_later(self, delay, callback, *args, context=None):
        """Calls a function after some seconds."""
        if delay is None:
            raise TypeError("delay must not be None")
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(self, when, callback, *args, context=None):
        """Calls a function at a time of the loop's clock."""
        if when is None:
            raise TypeError("when cannot be None")
        self._check_closed()
        timer = events.TimerHandle(when, callback, args, self, context)
        heapq.heappush(self._scheduled, timer)
        timer._scheduled = True
        return timer

    def call_soon(self, callback, *args, context=None):
        """Calls a function in the next turn, in the order of the calls."""
        if self._closed:
            self._check_closed()
        handle = events.Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    call_soon_threadsafe = call_soon

    def _timer_handle_cancelled(self, handle):
        if handle._scheduled:
            self._cancelled_timers += 1

    def _drop_cancelled(self):
        scheduled = self._scheduled
        if (len(scheduled) > _MANY_CANCELLED
                and self._cancelled_timers * 2 > len(scheduled)):
            left = []
            for handle in scheduled:
                if handle._cancelled:
                    handle._scheduled = False
                else:
                    left.append(handle)
            heapq.heapify(left)
            self._scheduled = left
            self._cancelled_timers = 0
            return
        while scheduled and scheduled[0]._cancelled:
            self._cancelled_timers -= 1
            heapq.heappop(scheduled)._scheduled = False

    def _run_once(self):
        ready = self._ready
        if self._scheduled:
            self._drop_cancelled()
        if self._scheduled:
            if not ready and not self._stopping:
                wait = self._scheduled[0]._when - self.time()
                if wait > 0:
                    time.sleep(min(wait, _LONGEST_WAIT))
            end = self.time() + _RESOLUTION
            while self._scheduled and self._scheduled[0]._when < end:
                handle = heapq.heappop(self._scheduled)
                handle._scheduled = False
                ready.append(handle)
        elif not ready and not self._stopping:
            raise RuntimeError("the event loop would wait forever: no callback and no timer is "
                               "scheduled")
        for _ in range(len(ready)):
            handle = ready.popleft()
            if not handle._cancelled:
                handle._run()
        handle = None

    # ---- errors ----

    def get_exception_handler(self):
        return self._exception_handler

    def set_exception_handler(self, handler):
        """Makes a function the handler of errors that nobody else can be told of."""
        if handler is not None and not callable(handler):
            raise TypeError(f"A callable object or None is expected, got {handler!r}")
        self._exception_handler = handler

    def default_exception_handler(self, context):
        """Writes what happened to the standard error."""
        lines = [context.get("message") or "Unhandled exception in event loop"]
        for key in sorted(context):
            if key not in ("message", "exception"):
                lines.append(f"{key}: {context[key]!r}")
        events._log_error("\n".join(lines), context.get("exception"))

    def call_exception_handler(self, context):
        """Tells the handler of an error."""
        handler = self._exception_handler
        if handler is None:
            try:
                self.default_exception_handler(context)
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as exc:
                events._log_error("Exception in default exception handler", exc)
            return
        try:
            ctx = None
            thing = context.get("task") or context.get("future") or context.get("handle")
            if thing is not None and hasattr(thing, "get_context"):
                ctx = thing.get_context()
            if ctx is not None and hasattr(ctx, "run"):
                ctx.run(handler, self, context)
            else:
                handler(self, context)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            try:
                self.default_exception_handler({
                    "message": "Unhandled error in exception handler", "exception": exc,
                    "context": context})
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as inner:
                events._log_error("Exception in default exception handler while handling an "
                                  "unexpected error in custom exception handler", inner)

    def get_debug(self):
        return self._debug

    def set_debug(self, enabled):
        self._debug = enabled


class EventLoop(BaseEventLoop):
    """The loop that new_event_loop() makes."""


def _refused(name):
    def method(self, *args, **kwargs):
        raise NotImplementedError(f"{name}() is not supported: event loops have no sockets, "
                                  "processes or signals")

    method.__name__ = name
    method.__qualname__ = f"EventLoop.{name}"
    return method


for _name in (
        "add_reader", "remove_reader", "add_writer", "remove_writer", "add_signal_handler",
        "remove_signal_handler", "sock_recv", "sock_sendall", "sock_connect", "sock_accept",
        "create_connection", "create_server", "create_datagram_endpoint", "create_unix_connection",
        "create_unix_server", "connect_read_pipe", "connect_write_pipe", "subprocess_exec",
        "subprocess_shell", "getaddrinfo", "getnameinfo", "start_tls", "sendfile"):
    setattr(EventLoop, _name, _refused(_name))
del _name
