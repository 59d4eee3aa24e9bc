"""The event loop: what is to be called now, and what later."""

import contextvars
import heapq
import time

from collections import deque

_running = None
_current = None


class Handle:
    """A call that waits for its turn."""

    def __init__(self, callback, args, loop, context=None):
        self._callback, self._args, self._loop = callback, args, loop
        self._context = contextvars.copy_context() if context is None else context
        self._cancelled = False

    def cancel(self):
        """Forget the call."""
        self._cancelled = True

    def cancelled(self):
        """Whether the call was cancelled."""
        return self._cancelled

    def _run(self):
        try:
            self._context.run(self._callback, *self._args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._loop.call_exception_handler({
                'message': f'Exception in callback {self._callback!r}', 'exception': error, 'handle': self})


class TimerHandle(Handle):
    """A call that waits for a moment."""

    def __init__(self, when, callback, args, loop, context=None):
        super().__init__(callback, args, loop, context)
        self._when = when

    def when(self):
        """The moment, by the loop's clock."""
        return self._when


class AbstractEventLoop:
    """What event loops have in common: nothing here."""


class _EventLoop(AbstractEventLoop):
    def __init__(self):
        self._ready = deque()
        self._timers = []
        self._count = 0
        self._closed = self._stopping = False
        self._handler = self._task_factory = None
        self._debug = False
        self._tasks = []
        self._generators = []

    # --- calls ---

    def time(self):
        """The loop's clock."""
        return time.monotonic()

    def call_soon(self, callback, *args, context=None):
        """Call at the next turn."""
        self._check_open()
        handle = Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    call_soon_threadsafe = call_soon

    def call_later(self, delay, callback, *args, context=None):
        """Call after so many seconds."""
        if delay is None:
            raise TypeError('delay must not be None')
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(self, when, callback, *args, context=None):
        """Call at a moment of the loop's clock."""
        if when is None:
            raise TypeError('when cannot be None')
        self._check_open()
        handle = TimerHandle(when, callback, args, self, context)
        self._count += 1
        heapq.heappush(self._timers, (when, self._count, handle))
        return handle

    # --- running ---

    def _check_open(self):
        if self._closed:
            raise RuntimeError('Event loop is closed')

    def is_running(self):
        """Whether the loop runs."""
        return _running is self

    def is_closed(self):
        """Whether the loop was closed."""
        return self._closed

    def stop(self):
        """Stop after this turn."""
        self._stopping = True

    def close(self):
        """Forget everything."""
        if self.is_running():
            raise RuntimeError('Cannot close a running event loop')
        self._closed = True
        self._ready.clear()
        self._timers.clear()

    def run_forever(self):
        """Run until stop() is called."""
        global _running
        self._check_open()
        if self.is_running():
            raise RuntimeError('This event loop is already running')
        if _running is not None:
            raise RuntimeError('Cannot run the event loop while another loop is running')
        _running = self
        try:
            while True:
                self._run_once()
                if self._stopping:
                    break
        finally:
            self._stopping = False
            _running = None

    def _run_once(self):
        while self._timers and self._timers[0][2]._cancelled:
            heapq.heappop(self._timers)
        if not self._ready and not self._stopping:
            if not self._timers:
                raise RuntimeError('deadlock: nothing is left to run, and nothing can come from outside')
            pause = self._timers[0][0] - self.time()
            if pause > 0:
                time.sleep(pause)
        now = self.time()
        while self._timers and self._timers[0][0] <= now:
            handle = heapq.heappop(self._timers)[2]
            if not handle._cancelled:
                self._ready.append(handle)
        # What these calls add has its turn next time.
        for _ in range(len(self._ready)):
            handle = self._ready.popleft()
            if not handle._cancelled:
                handle._run()

    def run_until_complete(self, future):
        """Run until a future is done, and give its result."""
        from asyncio.futures import ensure_future, isfuture
        self._check_open()
        if self.is_running():
            raise RuntimeError('This event loop is already running')
        made_here = not isfuture(future)
        future = ensure_future(future, loop=self)
        if made_here:
            future._log_destroy_pending = False

        def stop(_):
            self.stop()

        future.add_done_callback(stop)
        try:
            self.run_forever()
        finally:
            future.remove_done_callback(stop)
        if not future.done():
            raise RuntimeError('Event loop stopped before Future completed.')
        return future.result()

    async def shutdown_asyncgens(self):
        """Asynchronous generators are closed by who uses them."""

    async def shutdown_default_executor(self, timeout=None):
        """There is no executor."""

    # --- futures and tasks ---

    def create_future(self):
        """A future of this loop."""
        from asyncio.futures import Future
        return Future(loop=self)

    def create_task(self, coro, *, name=None, context=None):
        """Start a coroutine."""
        from asyncio.futures import Task
        self._check_open()
        if self._task_factory is not None:
            task = self._task_factory(self, coro)
            if name is not None:
                task.set_name(name)
            return task
        return Task(coro, loop=self, name=name, context=context)

    def set_task_factory(self, factory):
        """Set what makes tasks."""
        self._task_factory = factory

    def get_task_factory(self):
        """What makes tasks, or None."""
        return self._task_factory

    def run_in_executor(self, executor, func, *args):
        """Call a function at once: there are no threads to do it meanwhile."""
        future = self.create_future()
        try:
            future.set_result(func(*args))
        except Exception as error:
            future.set_exception(error)
        return future

    # --- errors ---

    def set_exception_handler(self, handler):
        """Set what is told of errors that nobody sees."""
        self._handler = handler

    def get_exception_handler(self):
        """What is told of errors, or None."""
        return self._handler

    def default_exception_handler(self, context):
        """Log an error."""
        import logging
        lines = [context.get('message') or 'Unhandled exception in event loop']
        lines += [f'{key}: {value!r}' for key, value in sorted(context.items()) if key not in ('message', 'exception')]
        error = context.get('exception')
        logging.getLogger('asyncio').error('\n'.join(lines), exc_info=error or False)

    def call_exception_handler(self, context):
        """Tell of an error."""
        if self._handler is None:
            self.default_exception_handler(context)
        else:
            self._handler(self, context)

    def get_debug(self):
        """Whether debugging is on."""
        return self._debug

    def set_debug(self, enabled):
        """Remember whether debugging is on."""
        self._debug = enabled

    def __repr__(self):
        return (f'<{self.__class__.__name__} running={self.is_running()} closed={self._closed} '
                f'debug={self._debug}>')


def _get_running_loop():
    return _running


def get_running_loop():
    """The loop that runs; RuntimeError if none does."""
    if _running is None:
        raise RuntimeError('no running event loop')
    return _running


def get_event_loop():
    """The loop that runs, or else the current one."""
    global _current
    if _running is not None:
        return _running
    if _current is None:
        _current = _EventLoop()
    return _current


def new_event_loop():
    """A new loop."""
    return _EventLoop()


def set_event_loop(loop):
    """Make a loop the current one."""
    global _current
    _current = loop


class AbstractEventLoopPolicy:
    """Says which loop is the current one."""


class _Policy(AbstractEventLoopPolicy):
    get_event_loop = staticmethod(get_event_loop)
    new_event_loop = staticmethod(new_event_loop)
    set_event_loop = staticmethod(set_event_loop)


_policy = _Policy()


def get_event_loop_policy():
    """The policy."""
    return _policy


def set_event_loop_policy(policy):
    """Set the policy; None is the usual one."""
    global _policy
    _policy = policy or _Policy()
