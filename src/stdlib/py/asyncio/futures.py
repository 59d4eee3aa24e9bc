"""Futures, which get a result some time, and tasks, whose result a coroutine computes."""

import _thread
import contextvars
import inspect
import types

from collections.abc import Coroutine

from asyncio import events

TimeoutError = TimeoutError


class CancelledError(BaseException):
    """The Future or Task was cancelled."""


class InvalidStateError(Exception):
    """The operation is not allowed in this state."""


_PENDING, _CANCELLED, _FINISHED = 'PENDING', 'CANCELLED', 'FINISHED'


def isfuture(obj):
    """Whether an object is a future."""
    return hasattr(obj.__class__, '_asyncio_future_blocking') and obj._asyncio_future_blocking is not None


class Future:
    """A result that is not there yet."""

    _asyncio_future_blocking = False

    def __init__(self, *, loop=None):
        self._loop = events.get_event_loop() if loop is None else loop
        self._state = _PENDING
        self._result = self._exception = self._cancel_message = None
        self._callbacks = []

    def get_loop(self):
        """The loop it belongs to."""
        return self._loop

    def cancelled(self):
        """Whether it was cancelled."""
        return self._state == _CANCELLED

    def done(self):
        """Whether it has a result, an exception, or was cancelled."""
        return self._state != _PENDING

    def cancel(self, msg=None):
        """Cancel it; False if it is done."""
        if self.done():
            return False
        self._state, self._cancel_message = _CANCELLED, msg
        self._schedule()
        return True

    def _cancelled_error(self):
        if self._cancel_message is None:
            return CancelledError()
        return CancelledError(self._cancel_message)

    def result(self):
        """The result; raises the exception if there is one."""
        if self._state == _CANCELLED:
            raise self._cancelled_error()
        if self._state == _PENDING:
            raise InvalidStateError('Result is not ready.' if type(self) is Future else 'Result is not set.')
        if self._exception is not None:
            raise self._exception.with_traceback(self._exception.__traceback__)
        return self._result

    def exception(self):
        """The exception, or None."""
        if self._state == _CANCELLED:
            raise self._cancelled_error()
        if self._state == _PENDING:
            raise InvalidStateError('Exception is not set.')
        return self._exception

    def set_result(self, result):
        """Give it its result."""
        if self.done():
            raise InvalidStateError('invalid state')
        self._result, self._state = result, _FINISHED
        self._schedule()

    def set_exception(self, exception):
        """Give it an exception."""
        if self.done():
            raise InvalidStateError('invalid state')
        if isinstance(exception, type):
            exception = exception()
        if isinstance(exception, StopIteration):
            raise TypeError('StopIteration interacts badly with generators and cannot be raised into a Future')
        self._exception, self._state = exception, _FINISHED
        self._schedule()

    def add_done_callback(self, fn, *, context=None):
        """Call a function when it is done."""
        if self.done():
            self._loop.call_soon(fn, self, context=context)
        else:
            self._callbacks.append((fn, contextvars.copy_context() if context is None else context))

    def remove_done_callback(self, fn):
        """Do not call a function; how often it was to be called."""
        kept = [entry for entry in self._callbacks if entry[0] != fn]
        removed = len(self._callbacks) - len(kept)
        self._callbacks[:] = kept
        return removed

    def _schedule(self):
        callbacks, self._callbacks = self._callbacks, []
        for fn, context in callbacks:
            self._loop.call_soon(fn, self, context=context)

    def __await__(self):
        if not self.done():
            self._asyncio_future_blocking = True
            yield self
        if not self.done():
            raise RuntimeError("await wasn't used with future")
        return self.result()

    __iter__ = __await__

    def _shown(self):
        shown = [self._state.lower()]
        if self._state == _FINISHED:
            shown.append(f'result={self._result!r}' if self._exception is None else f'exception={self._exception!r}')
        return shown

    def __repr__(self):
        return f"<{self.__class__.__name__} {' '.join(self._shown())}>"

    __class_getitem__ = classmethod(types.GenericAlias)


def iscoroutine(obj):
    """Whether an object is a coroutine, or has what a task needs of one."""
    return isinstance(obj, (types.CoroutineType, Coroutine))


_task_number = 0
_current_tasks = {}


class Task(Future):
    """A coroutine that the loop runs."""

    def __init__(self, coro, *, loop=None, name=None, context=None, eager_start=False):
        global _task_number
        if not iscoroutine(coro):
            raise TypeError(f'a coroutine was expected, got {coro!r}')
        super().__init__(loop=loop)
        if name is None:
            _task_number += 1
            name = f'Task-{_task_number}'
        self._name = str(name)
        self._coro = coro
        self._context = contextvars.copy_context() if context is None else context
        self._waiting_for = None
        self._must_cancel = False
        self._cancel_requests = 0
        self._loop._tasks.append(self)
        self._loop.call_soon(self._step, context=self._context)

    def get_coro(self):
        """The coroutine."""
        return self._coro

    def get_context(self):
        """The context that it runs in."""
        return self._context

    def get_name(self):
        """The name."""
        return self._name

    def set_name(self, value):
        """Give it a name."""
        self._name = str(value)

    def set_result(self, result):
        raise RuntimeError('Task does not support set_result operation')

    def set_exception(self, exception):
        raise RuntimeError('Task does not support set_exception operation')

    def cancel(self, msg=None):
        """Ask for the task to be cancelled: CancelledError is raised where it waits."""
        if self.done():
            return False
        self._cancel_requests += 1
        if self._waiting_for is not None and self._waiting_for.cancel(msg=msg):
            return True
        self._must_cancel, self._cancel_message = True, msg
        return True

    def cancelling(self):
        """How many requests to cancel are pending."""
        return self._cancel_requests

    def uncancel(self):
        """Take a request to cancel back."""
        if self._cancel_requests > 0:
            self._cancel_requests -= 1
        return self._cancel_requests

    def _step(self, error=None):
        if self.done():
            raise InvalidStateError(f'_step(): already done: {self!r}, {error!r}')
        if self._must_cancel:
            if not isinstance(error, CancelledError):
                error = self._cancelled_error()
            self._must_cancel = False
        self._waiting_for = None
        _current_tasks[self._loop] = self
        try:
            awaited = self._coro.send(None) if error is None else self._coro.throw(error)
        except StopIteration as stop:
            if self._must_cancel:
                self._must_cancel = False
                self._finish(_CANCELLED)
            else:
                self._finish(_FINISHED, stop.value)
        except CancelledError as cancelled:
            self._cancel_message = cancelled.args[0] if cancelled.args else None
            self._finish(_CANCELLED)
        except (KeyboardInterrupt, SystemExit) as exit:
            self._finish(_FINISHED, exception=exit)
            raise
        except BaseException as raised:
            self._finish(_FINISHED, exception=raised)
        else:
            self._wait_for(awaited)
        finally:
            _current_tasks.pop(self._loop, None)

    def _finish(self, state, result=None, exception=None):
        self._state, self._result, self._exception = state, result, exception
        if self in self._loop._tasks:
            self._loop._tasks.remove(self)
        self._schedule()

    def _wait_for(self, awaited):
        if isinstance(awaited, Future):
            if awaited is self:
                self._again(RuntimeError(f'Task cannot await on itself: {self!r}'))
            elif not awaited._asyncio_future_blocking:
                self._again(RuntimeError(f'yield was used instead of yield from in task {self!r} with {awaited!r}'))
            elif awaited._loop is not self._loop:
                self._again(RuntimeError(f'Task {self!r} got Future {awaited!r} attached to a different loop'))
            else:
                awaited._asyncio_future_blocking = False
                awaited.add_done_callback(self._wake, context=self._context)
                self._waiting_for = awaited
                if self._must_cancel and awaited.cancel(msg=self._cancel_message):
                    self._must_cancel = False
        elif awaited is None:
            self._loop.call_soon(self._step, context=self._context)
        else:
            self._again(RuntimeError(f'Task got bad yield: {awaited!r}'))

    def _again(self, error):
        self._loop.call_soon(self._step, error, context=self._context)

    def _wake(self, future):
        try:
            future.result()
        except BaseException as error:
            self._step(error)
        else:
            self._step()

    def print_stack(self, *, limit=None, file=None):
        """Print the coroutine."""
        print(f'Stack for {self!r}', file=file)

    def __repr__(self):
        name = getattr(self._coro, '__qualname__', type(self._coro).__name__)
        state, *more = self._shown()
        shown = [state, f'name={self._name!r}', f'coro=<{name}()>', *more]
        return f"<{self.__class__.__name__} {' '.join(shown)}>"


def current_task(loop=None):
    """The task that runs, or None."""
    return _current_tasks.get(events.get_running_loop() if loop is None else loop)


def all_tasks(loop=None):
    """The tasks that are not done."""
    return set((events.get_running_loop() if loop is None else loop)._tasks)


def create_task(coro, *, name=None, context=None):
    """Start a coroutine in the running loop."""
    try:
        loop = events.get_running_loop()
    except RuntimeError:
        coro.close()
        raise
    return loop.create_task(coro, name=name, context=context)


async def _await(awaitable):
    return await awaitable


def ensure_future(coro_or_future, *, loop=None):
    """A future as it is, a coroutine as a task."""
    if isfuture(coro_or_future):
        if loop is not None and loop is not coro_or_future._loop:
            raise ValueError('The future belongs to a different loop than the one specified as the loop argument')
        return coro_or_future
    if not iscoroutine(coro_or_future):
        if not inspect.isawaitable(coro_or_future):
            raise TypeError('An asyncio.Future, a coroutine or an awaitable is required')
        coro_or_future = _await(coro_or_future)
    return (events.get_event_loop() if loop is None else loop).create_task(coro_or_future)


# --- futures of threads ---

def _link(source, source_loop, target, target_loop):
    """Let one future be what another becomes; to cancel the other one cancels the first.

    One of the two belongs to a loop, and is touched only in its thread.
    """
    def cancel_source(target):
        if target.cancelled():
            _in_thread_of(source_loop, source.cancel)

    def set_target(source):
        if target.cancelled() and target_loop is not None and target_loop.is_closed():
            return
        _in_thread_of(target_loop, lambda: _copy(source, target))

    target.add_done_callback(cancel_source)
    source.add_done_callback(set_target)


def _in_thread_of(loop, call):
    if loop is None or loop._thread == _thread.get_ident():
        call()
    else:
        loop.call_soon_threadsafe(call)


def _copy(source, target):
    """Give a future what another has."""
    if isinstance(target, Future):
        if target.done():
            return
    elif not target.set_running_or_notify_cancel():
        return
    if source.cancelled():
        target.cancel()
    elif source.exception() is not None:
        target.set_exception(source.exception())
    else:
        target.set_result(source.result())


def wrap_future(future, *, loop=None):
    """A concurrent.futures.Future as one of a loop."""
    if isfuture(future):
        return future
    from concurrent.futures import Future as ThreadFuture
    assert isinstance(future, ThreadFuture), f'concurrent.futures.Future is expected, got {future!r}'
    loop = events.get_event_loop() if loop is None else loop
    wrapped = loop.create_future()
    _link(future, None, wrapped, loop)
    return wrapped


def run_coroutine_threadsafe(coro, loop):
    """Start a coroutine in the loop of another thread; a concurrent.futures.Future."""
    if not iscoroutine(coro):
        raise TypeError('A coroutine object is required')
    from concurrent.futures import Future as ThreadFuture
    future = ThreadFuture()

    def start():
        try:
            _link(ensure_future(coro, loop=loop), loop, future, None)
        except BaseException as error:
            if future.set_running_or_notify_cancel():
                future.set_exception(error)
            if not isinstance(error, Exception):
                raise

    loop.call_soon_threadsafe(start)
    return future
