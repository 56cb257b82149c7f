"""Tasks: coroutines that a loop runs. What waits for several of them is in `waiting`."""

import contextvars
import itertools
import types
import weakref

from . import coroutines, events, exceptions, futures

__all__ = (
    "Task", "create_task", "ensure_future", "current_task", "all_tasks", "sleep",
    "create_eager_task_factory", "eager_task_factory", "run_coroutine_threadsafe",
    "_register_task", "_unregister_task", "_enter_task", "_leave_task",
)

_numbers = itertools.count(1)
_all = weakref.WeakSet()
_eager = set()
# The task that runs, by loop.
_current = {}


def current_task(loop=None):
    """The task that runs, or None."""
    if loop is None:
        loop = events.get_running_loop()
    return _current.get(loop)


def all_tasks(loop=None):
    """The tasks of a loop that aren't done."""
    if loop is None:
        loop = events.get_running_loop()
    tasks = [*_all, *_eager]
    return {t for t in tasks if futures._get_loop(t) is loop and not t.done()}


def _register_task(task):
    _all.add(task)


def _unregister_task(task):
    _all.discard(task)


def _enter_task(loop, task):
    current = _current.get(loop)
    if current is not None:
        raise RuntimeError(f"Cannot enter into task {task!r} while another task {current!r} is "
                           "being executed.")
    _current[loop] = task


def _leave_task(loop, task):
    current = _current.get(loop)
    if current is not task:
        raise RuntimeError(f"Leaving task {task!r} does not match the current task {current!r}.")
    del _current[loop]


def _swap_current_task(loop, task):
    before = _current.get(loop)
    if task is None:
        del _current[loop]
    else:
        _current[loop] = task
    return before


class Task(futures.Future):
    """A coroutine that a loop runs; done when the coroutine is."""

    # Set once there is a coroutine that could be destroyed.
    _log_destroy_pending = False

    def __init__(self, coro, *, loop=None, name=None, context=None, eager_start=False):
        super().__init__(loop=loop)
        if not coroutines.iscoroutine(coro):
            raise TypeError(f"a coroutine was expected, got {coro!r}")
        self._name = f"Task-{next(_numbers)}" if name is None else str(name)
        self._num_cancels_requested = 0
        self._must_cancel = False
        self._fut_waiter = None
        self._coro = coro
        self._log_destroy_pending = True
        self._context = contextvars.copy_context() if context is None else context
        if eager_start and self._loop.is_running():
            self._start_eagerly()
        else:
            self._loop.call_soon(self._step, context=self._context)
            _all.add(self)

    def __del__(self):
        if self._state == futures._PENDING and self._log_destroy_pending:
            self._loop.call_exception_handler({
                "task": self, "message": "Task was destroyed but it is pending!"})
        super().__del__()

    def _repr_info(self):
        info = super()._repr_info()
        if self.cancelling() and not self.done():
            info[0] = "cancelling"
        info.insert(1, f"name={self._name!r}")
        if self._fut_waiter is not None:
            info.insert(2, f"wait_for={self._fut_waiter!r}")
        if self._coro:
            info.insert(2, f"coro=<{coroutines._format_coroutine(self._coro)}>")
        return info

    def get_coro(self):
        """The coroutine."""
        return self._coro

    def get_context(self):
        """The context that the coroutine runs in."""
        return self._context

    def get_name(self):
        return self._name

    def set_name(self, value):
        self._name = str(value)

    def set_result(self, result):
        raise RuntimeError("Task does not support set_result operation")

    def set_exception(self, exception):
        raise RuntimeError("Task does not support set_exception operation")

    def get_stack(self, *, limit=None):
        """The frames of the coroutine: the one where it waits, or those of its exception."""
        frames = []
        frame = getattr(self._coro, "cr_frame", None)
        if frame is not None:
            frames.append(frame)
        elif self._exception is not None:
            tb = self._exception.__traceback__
            while tb is not None and (limit is None or len(frames) < limit):
                frames.append(tb.tb_frame)
                tb = tb.tb_next
        return frames if limit is None else frames[:limit]

    def print_stack(self, *, limit=None, file=None):
        """Prints the frames that get_stack() gives."""
        import linecache
        frames = self.get_stack(limit=limit)
        if not frames:
            print(f"No stack for {self!r}", file=file)
            return
        if self._exception is not None:
            print(f"Traceback for {self!r} (most recent call last):", file=file)
        else:
            print(f"Stack for {self!r} (most recent call last):", file=file)
        for frame in frames:
            code = frame.f_code
            print(f'  File "{code.co_filename}", line {frame.f_lineno}, in {code.co_name}',
                  file=file)
            line = linecache.getline(code.co_filename, frame.f_lineno).strip()
            if line:
                print(f"    {line}", file=file)

    def cancel(self, msg=None):
        """Makes the coroutine raise CancelledError where it waits; False if it is done."""
        self._log_tb = False
        if self._state != futures._PENDING:
            return False
        self._num_cancels_requested += 1
        if self._fut_waiter is not None and self._fut_waiter.cancel(msg=msg):
            # The future that it waits for wakes it up.
            return True
        self._must_cancel = True
        self._cancel_message = msg
        return True

    def cancelling(self):
        """How often cancel() was called, less uncancel()."""
        return self._num_cancels_requested

    def uncancel(self):
        """Takes one cancel() back; how many are left."""
        if self._num_cancels_requested > 0:
            self._num_cancels_requested -= 1
            if self._num_cancels_requested == 0:
                self._must_cancel = False
        return self._num_cancels_requested

    def _start_eagerly(self):
        before = _swap_current_task(self._loop, self)
        _eager.add(self)
        try:
            self._context.run(self._step_now, None)
        finally:
            _eager.discard(self)
            _swap_current_task(self._loop, before)
            if self.done():
                self._coro = None
                self = None
            else:
                _all.add(self)

    def _step(self, exc=None):
        if self._state != futures._PENDING:
            raise exceptions.InvalidStateError(f"__step(): already done: {self!r}, {exc!r}")
        if self._must_cancel:
            if not isinstance(exc, exceptions.CancelledError):
                exc = self._make_cancelled_error()
            self._must_cancel = False
        self._fut_waiter = None
        loop = self._loop
        if loop in _current:
            _enter_task(loop, self)
        _current[loop] = self
        try:
            self._step_now(exc)
        finally:
            if _current.get(loop) is not self:
                _leave_task(loop, self)
            del _current[loop]
            self = None

    def _step_now(self, exc):
        """Runs the coroutine up to the next thing that it waits for."""
        coro = self._coro
        try:
            result = coro.send(None) if exc is None else coro.throw(exc)
        except StopIteration as e:
            if self._must_cancel:
                # Cancelled just as it ended.
                self._must_cancel = False
                super().cancel(msg=self._cancel_message)
            else:
                super().set_result(e.value)
        except exceptions.CancelledError as e:
            self._cancelled_exc = e
            super().cancel()
        except (KeyboardInterrupt, SystemExit) as e:
            super().set_exception(e)
            raise
        except BaseException as e:
            super().set_exception(e)
        else:
            if result is None:
                # A bare yield gives up one turn.
                self._loop.call_soon(self._step, context=self._context)
            else:
                error = self._wait_for(result)
                if error is not None:
                    self._loop.call_soon(self._step, RuntimeError(error), context=self._context)
        finally:
            self = None

    def _wait_for(self, result):
        """Waits for what the coroutine yielded; what is wrong with it, if anything."""
        blocking = getattr(result, "_asyncio_future_blocking", None)
        if blocking is None:
            if isinstance(result, types.GeneratorType):
                return ("yield was used instead of yield from for generator in task "
                        f"{self!r} with {result!r}")
            return f"Task got bad yield: {result!r}"
        if futures._get_loop(result) is not self._loop:
            return f"Task {self!r} got Future {result!r} attached to a different loop"
        if not blocking:
            return f"yield was used instead of yield from in task {self!r} with {result!r}"
        if result is self:
            return f"Task cannot await on itself: {self!r}"
        result._asyncio_future_blocking = False
        result.add_done_callback(self.task_wakeup, context=self._context)
        self._fut_waiter = result
        if self._must_cancel and result.cancel(msg=self._cancel_message):
            self._must_cancel = False
        return None

    def task_wakeup(self, future):
        try:
            future.result()
        except BaseException as exc:
            self._step(exc)
        else:
            self._step()
        self = None

    task_wakeup._asyncio_internal = True


def create_task(coro, *, name=None, context=None):
    """Runs a coroutine as a task of the running loop."""
    loop = events.get_running_loop()
    if context is None:
        return loop.create_task(coro, name=name)
    return loop.create_task(coro, name=name, context=context)


def create_eager_task_factory(custom_task_constructor):
    """A task factory whose tasks begin to run at once."""
    def factory(loop, coro, *, name=None, context=None):
        return custom_task_constructor(coro, loop=loop, name=name, context=context,
                                       eager_start=True)

    return factory


eager_task_factory = create_eager_task_factory(Task)


async def _await(awaitable):
    return await awaitable


def ensure_future(coro_or_future, *, loop=None):
    """A future as it is, a coroutine or another awaitable as a task."""
    if futures.isfuture(coro_or_future):
        if loop is not None and loop is not futures._get_loop(coro_or_future):
            raise ValueError("The future belongs to a different loop than the one specified as the "
                             "loop argument")
        return coro_or_future
    wrapped = False
    if not coroutines.iscoroutine(coro_or_future):
        if not hasattr(coro_or_future, "__await__"):
            raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
        coro_or_future = _await(coro_or_future)
        wrapped = True
    if loop is None:
        loop = events.get_event_loop()
    try:
        return loop.create_task(coro_or_future)
    except RuntimeError:
        if wrapped:
            coro_or_future.close()
        raise


def run_coroutine_threadsafe(coro, loop):
    """Refused: there are no threads to call it from."""
    raise NotImplementedError("run_coroutine_threadsafe() is not supported: there are no threads")


@types.coroutine
def _turn():
    """Gives up one turn."""
    yield


def _set_result_unless_cancelled(fut, result):
    if not fut.cancelled():
        fut.set_result(result)


async def sleep(delay, result=None):
    """Waits for some seconds, then gives the result."""
    if delay <= 0:
        await _turn()
        return result
    if delay != delay:
        raise ValueError("Invalid delay: NaN (not a number)")
    loop = events.get_running_loop()
    future = loop.create_future()
    timer = loop.call_later(delay, _set_result_unless_cancelled, future, result)
    try:
        return await future
    finally:
        timer.cancel()
