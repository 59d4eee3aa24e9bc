"""Many things at a time: waiting for them, grouping them, giving them a time limit."""

import contextvars
import functools
import inspect

from asyncio import events
from asyncio.futures import CancelledError, Future, create_task, current_task, ensure_future, iscoroutine, isfuture

FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED = 'FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED'

# How long run() waits for the threads of to_thread().
_JOIN_SECONDS = 300


def iscoroutinefunction(func):
    """Whether calling a function makes a coroutine."""
    return inspect.iscoroutinefunction(func)


# --- running a program ---

class Runner:
    """Runs coroutines one after the other in one loop."""

    def __init__(self, *, debug=None, loop_factory=None):
        self._debug, self._factory = debug, loop_factory
        self._loop = self._context = None
        self._closed = False

    def __enter__(self):
        self.get_loop()
        return self

    def __exit__(self, *error):
        self.close()

    def get_loop(self):
        """The loop."""
        if self._closed:
            raise RuntimeError('Runner is closed')
        if self._loop is None:
            self._loop = (self._factory or events.new_event_loop)()
            if self._factory is None:
                events.set_event_loop(self._loop)
            if self._debug is not None:
                self._loop.set_debug(self._debug)
            self._context = contextvars.copy_context()
        return self._loop

    def run(self, coro, *, context=None):
        """Run a coroutine to its end."""
        if not iscoroutine(coro):
            raise ValueError(f'a coroutine was expected, got {coro!r}')
        if events._get_running_loop() is not None:
            raise RuntimeError('Runner.run() cannot be called from a running event loop')
        loop = self.get_loop()
        task = loop.create_task(coro, context=self._context if context is None else context)
        try:
            return loop.run_until_complete(task)
        except KeyboardInterrupt:
            _cancel_all(loop)
            raise

    def close(self):
        """Cancel what is left, and close the loop."""
        loop, self._loop = self._loop, None
        self._closed = True
        if loop is not None:
            try:
                _cancel_all(loop)
                loop.run_until_complete(loop.shutdown_asyncgens())
                loop.run_until_complete(loop.shutdown_default_executor(_JOIN_SECONDS))
            finally:
                if self._factory is None:
                    events.set_event_loop(None)
                loop.close()


def _cancel_all(loop):
    tasks = list(loop._tasks)
    if not tasks:
        return
    for task in tasks:
        task.cancel()
    loop.run_until_complete(_settled(tasks))
    for task in tasks:
        if not task.cancelled() and task.exception() is not None:
            loop.call_exception_handler({'message': 'unhandled exception during asyncio.run() shutdown',
                                         'exception': task.exception(), 'task': task})


async def _settled(tasks):
    await gather(*tasks, return_exceptions=True)


def run(main, *, debug=None, loop_factory=None):
    """Run a coroutine in a loop of its own, and give its result."""
    if events._get_running_loop() is not None:
        main.close()
        raise RuntimeError('asyncio.run() cannot be called from a running event loop')
    with Runner(debug=debug, loop_factory=loop_factory) as runner:
        return runner.run(main)


# --- waiting ---

class _Turn:
    """Lets everything else have its turn."""

    def __await__(self):
        yield


async def sleep(delay, result=None):
    """Wait so many seconds."""
    if delay <= 0:
        await _Turn()
        return result
    loop = events.get_running_loop()
    future = loop.create_future()
    handle = loop.call_later(delay, lambda: future.done() or future.set_result(result))
    try:
        return await future
    finally:
        handle.cancel()


def gather(*coros_or_futures, return_exceptions=False):
    """All results as a list, in the order of the arguments."""
    loop = events._get_running_loop() or events.get_event_loop()
    if not coros_or_futures:
        outer = loop.create_future()
        outer.set_result([])
        return outer
    known = {}
    children = []
    for it in coros_or_futures:
        if it not in known:
            known[it] = ensure_future(it, loop=loop)
        children.append(known[it])
    left = len(known)
    outer = _Gathering(children, loop)

    def done(child):
        nonlocal left
        left -= 1
        if outer.done():
            if not child.cancelled():
                child.exception()
            return
        if not return_exceptions:
            if child.cancelled():
                outer.set_exception(child._cancelled_error())
                return
            if child.exception() is not None:
                outer.set_exception(child.exception())
                return
        if left == 0:
            results = []
            for it in children:
                if it.cancelled():
                    results.append(it._cancelled_error())
                else:
                    results.append(it.result() if it.exception() is None else it.exception())
            if outer._cancel_requested:
                outer.set_exception(CancelledError())
            else:
                outer.set_result(results)

    for child in set(children):
        child.add_done_callback(done)
    return outer


class _Gathering(Future):
    """What gather() gives: cancelling it cancels all."""

    def __init__(self, children, loop):
        super().__init__(loop=loop)
        self._children, self._cancel_requested = children, False

    def cancel(self, msg=None):
        if self.done():
            return False
        cancelled = [child.cancel(msg=msg) for child in self._children]
        self._cancel_requested = any(cancelled)
        return self._cancel_requested


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    """Wait for futures: (those that are done, those that are not)."""
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f'expect a list of futures, not {type(fs).__name__}')
    fs = set(fs)
    if not fs:
        raise ValueError('Set of Tasks/Futures is empty.')
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f'Invalid return_when value: {return_when}')
    if any(iscoroutine(it) for it in fs):
        raise TypeError('Passing coroutines is forbidden, use tasks explicitly.')
    loop = events.get_running_loop()
    waiter = loop.create_future()

    def enough():
        if return_when == FIRST_COMPLETED:
            return any(it.done() for it in fs)
        if return_when == FIRST_EXCEPTION and any(
                it.done() and not it.cancelled() and it.exception() is not None for it in fs):
            return True
        return all(it.done() for it in fs)

    def check(_=None):
        if not waiter.done() and enough():
            waiter.set_result(None)

    if not enough():
        timer = None
        if timeout is not None:
            timer = loop.call_later(timeout, lambda: waiter.done() or waiter.set_result(None))
        for it in fs:
            it.add_done_callback(check)
        try:
            await waiter
        finally:
            if timer is not None:
                timer.cancel()
            for it in fs:
                it.remove_done_callback(check)
    done = {it for it in fs if it.done()}
    return done, fs - done


async def wait_for(fut, timeout):
    """Wait for one thing, so many seconds at most."""
    if timeout is not None and timeout <= 0:
        fut = ensure_future(fut)
        if fut.done():
            return fut.result()
        fut.cancel()
        try:
            await fut
        except CancelledError as error:
            raise TimeoutError from error
    async with Timeout(None if timeout is None else events.get_running_loop().time() + timeout):
        return await fut


def as_completed(fs, *, timeout=None):
    """Things to await, which give the results in the order in which they come."""
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f'expect an iterable of futures, not {type(fs).__name__}')
    from asyncio.locks import Queue
    loop = events.get_event_loop()
    finished = Queue()
    futures = {ensure_future(it, loop=loop) for it in set(fs)}
    for future in futures:
        future.add_done_callback(finished.put_nowait)
    timer = None
    if timeout is not None:
        def give_up():
            for future in futures:
                if not future.done():
                    future.remove_done_callback(finished.put_nowait)
                    finished.put_nowait(None)

        timer = loop.call_later(timeout, give_up)
    left = len(futures)

    async def next_one():
        nonlocal left
        future = await finished.get()
        left -= 1
        if left == 0 and timer is not None:
            timer.cancel()
        if future is None:
            raise TimeoutError
        return future.result()

    for _ in range(len(futures)):
        yield next_one()


def shield(arg):
    """Wait for something that is not cancelled when the waiting is."""
    inner = ensure_future(arg)
    if inner.done():
        return inner
    outer = inner._loop.create_future()

    def done(inner):
        if outer.done():
            return
        if inner.cancelled():
            outer.cancel()
        elif inner.exception() is not None:
            outer.set_exception(inner.exception())
        else:
            outer.set_result(inner.result())

    inner.add_done_callback(done)
    return outer


# --- time limits and groups ---

class Timeout:
    """`async with timeout(...)`: cancels its task when the time has come."""

    def __init__(self, when):
        self._when, self._task, self._timer = when, None, None
        self._expired = False

    def when(self):
        """The moment of the end, or None."""
        return self._when

    def expired(self):
        """Whether the time has come."""
        return self._expired

    def reschedule(self, when):
        """Set another end."""
        self._when = when
        if self._timer is not None:
            self._timer.cancel()
        loop = events.get_running_loop()
        self._timer = None if when is None else loop.call_at(when, self._expire)

    def _expire(self):
        self._expired = True
        self._task.cancel()

    async def __aenter__(self):
        self._task = current_task()
        if self._task is None:
            raise RuntimeError('Timeout should be used inside a task')
        self._requests = self._task.cancelling()
        self.reschedule(self._when)
        return self

    async def __aexit__(self, kind, error, traceback):
        if self._timer is not None:
            self._timer.cancel()
        if self._expired and self._task.uncancel() <= self._requests and kind is CancelledError:
            raise TimeoutError from error


def timeout(delay):
    """A time limit in seconds from now, or None."""
    return Timeout(None if delay is None else events.get_running_loop().time() + delay)


def timeout_at(when):
    """A time limit by the loop's clock."""
    return Timeout(when)


class TaskGroup:
    """`async with TaskGroup() as group`: waits for all its tasks; one that fails cancels the others."""

    def __init__(self):
        self._tasks, self._errors = set(), []
        self._entered = self._exiting = self._aborting = self._cancelled_parent = False
        self._waiter = None

    async def __aenter__(self):
        if self._entered:
            raise RuntimeError(f'TaskGroup {self!r} has already been entered')
        self._entered = True
        self._loop = events.get_running_loop()
        self._parent = current_task(self._loop)
        if self._parent is None:
            raise RuntimeError(f'TaskGroup {self!r} cannot determine the parent task')
        return self

    def create_task(self, coro, *, name=None, context=None):
        """Start a task of the group."""
        if not self._entered:
            coro.close()
            raise RuntimeError(f'TaskGroup {self!r} has not been entered')
        if self._exiting and not self._tasks:
            coro.close()
            raise RuntimeError(f'TaskGroup {self!r} is finished')
        if self._aborting:
            coro.close()
            raise RuntimeError(f'TaskGroup {self!r} is shutting down')
        task = self._loop.create_task(coro, name=name, context=context)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _abort(self):
        self._aborting = True
        for task in self._tasks:
            if not task.done():
                task.cancel()

    def _done(self, task):
        self._tasks.discard(task)
        if self._waiter is not None and not self._tasks and not self._waiter.done():
            self._waiter.set_result(True)
        if task.cancelled() or task.exception() is None:
            return
        self._errors.append(task.exception())
        if not self._aborting and not self._cancelled_parent:
            self._abort()
            if not self._parent.done() and not self._exiting:
                self._cancelled_parent = True
                self._parent.cancel()
            elif self._waiter is not None and self._tasks == set() and not self._waiter.done():
                self._waiter.set_result(True)

    async def __aexit__(self, kind, error, traceback):
        self._exiting = True
        propagate = error if kind is not None and issubclass(kind, CancelledError) else None
        if self._cancelled_parent and self._parent.uncancel() == 0:
            propagate = None
        if kind is not None and not self._aborting:
            self._abort()
        while self._tasks:
            self._waiter = self._loop.create_future()
            try:
                await self._waiter
            except CancelledError as cancelled:
                if not self._aborting:
                    propagate = cancelled
                    self._abort()
            self._waiter = None
        if propagate is not None and not self._errors:
            raise propagate
        if kind is not None and not issubclass(kind, CancelledError):
            self._errors.append(error)
        if self._errors:
            try:
                raise BaseExceptionGroup('unhandled errors in a TaskGroup', self._errors)
            finally:
                self._errors = None


# --- threads ---

async def to_thread(func, /, *args, **kwargs):
    """Call a function in another thread, with this task's context variables."""
    call = functools.partial(contextvars.copy_context().run, func, *args, **kwargs)
    return await events.get_running_loop().run_in_executor(None, call)
