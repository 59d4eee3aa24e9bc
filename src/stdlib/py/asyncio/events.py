"""The event loop: what is to be called now, and what later.

    call_soon ────────────> _ready: called at the next turn
    call_at ──> _timers ──────^
    other threads: call_soon_threadsafe ──> _ready, and _alarm is released: the loop sleeps in it
"""

import _thread
import contextvars
import heapq
import sys
import time
import warnings
import weakref

from collections import deque


class _Here:
    """What each thread has of its own, as threading.local would: the loop that runs, and the current one."""

    running = current = None


_here = _Here()


def _get_here(name):
    if not _thread._has_local_values(_here):
        _thread._make_local_values(_here)
    return _thread._get_local(_here, name)


def _set_here(name, value):
    _get_here(name)
    _thread._set_local(_here, name, value)


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
        self._asyncgens, self._asyncgens_are_shut_down = weakref.WeakSet(), False
        self._debug = False
        self._tasks = []
        self._executor, self._executor_is_shut_down = None, False
        self._thread = None
        self._alarm = _thread.allocate_lock()
        self._alarm.acquire()

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

    def call_soon_threadsafe(self, callback, *args, context=None):
        """Call at the next turn; other threads and handlers of signals may ask for that."""
        handle = self.call_soon(callback, *args, context=context)
        try:
            self._alarm.release()
        except RuntimeError:
            # It rings already.
            pass
        return handle

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
        return self._thread is not None

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
        self._executor_is_shut_down = True
        executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown(wait=False)

    def run_forever(self):
        """Run until stop() is called."""
        self._check_open()
        self._check_not_running()
        self._thread = _thread.get_ident()
        hooks = sys.get_asyncgen_hooks()
        sys.set_asyncgen_hooks(firstiter=self._began, finalizer=self._given_up)
        _set_here('running', self)
        try:
            while True:
                self._run_once()
                if self._stopping:
                    break
        finally:
            self._stopping = False
            self._thread = None
            _set_here('running', None)
            sys.set_asyncgen_hooks(*hooks)

    def _check_not_running(self):
        if self.is_running():
            raise RuntimeError('This event loop is already running')
        if _get_running_loop() is not None:
            raise RuntimeError('Cannot run the event loop while another loop is running')

    def _run_once(self):
        while self._timers and self._timers[0][2]._cancelled:
            heapq.heappop(self._timers)
        if not self._ready and not self._stopping:
            self._sleep()
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

    def _sleep(self):
        """Wait for the nearest timer, or until another thread rings."""
        if not self._timers:
            self._alarm.acquire()
            return
        pause = self._timers[0][0] - self.time()
        if pause > 0:
            self._alarm.acquire(True, min(pause, _thread.TIMEOUT_MAX))

    def run_until_complete(self, future):
        """Run until a future is done, and give its result."""
        from asyncio.futures import ensure_future, isfuture
        self._check_open()
        self._check_not_running()
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

    # --- asynchronous generators ---

    def _began(self, generator):
        if self._asyncgens_are_shut_down:
            warnings.warn(f'asynchronous generator {generator!r} was scheduled after loop.shutdown_asyncgens() call',
                          ResourceWarning, source=self)
        self._asyncgens.add(generator)

    def _given_up(self, generator):
        self._asyncgens.discard(generator)
        if not self.is_closed():
            self.call_soon_threadsafe(self.create_task, generator.aclose())

    async def shutdown_asyncgens(self):
        """Close all asynchronous generators that still wait somewhere."""
        from asyncio.tasks import gather
        self._asyncgens_are_shut_down = True
        generators = list(self._asyncgens)
        self._asyncgens.clear()
        results = await gather(*[it.aclose() for it in generators], return_exceptions=True)
        for result, generator in zip(results, generators):
            if isinstance(result, Exception):
                self.call_exception_handler({
                    'message': f'an error occurred during closing of asynchronous generator {generator!r}',
                    'exception': result, 'asyncgen': generator})

    # --- threads ---

    def run_in_executor(self, executor, func, *args):
        """Call a function in a thread of an executor, or of the loop's own; a future."""
        from asyncio.futures import wrap_future
        self._check_open()
        if executor is None:
            if self._executor_is_shut_down:
                raise RuntimeError('Executor shutdown has been called')
            if self._executor is None:
                from concurrent.futures import ThreadPoolExecutor
                self._executor = ThreadPoolExecutor(thread_name_prefix='asyncio')
            executor = self._executor
        return wrap_future(executor.submit(func, *args), loop=self)

    def set_default_executor(self, executor):
        """Set what run_in_executor(None, ..) uses."""
        from concurrent.futures import ThreadPoolExecutor
        if not isinstance(executor, ThreadPoolExecutor):
            raise TypeError('executor must be ThreadPoolExecutor instance')
        self._executor = executor

    async def shutdown_default_executor(self, timeout=None):
        """Wait for the threads of the loop's own executor, and take no more calls."""
        self._executor_is_shut_down = True
        if self._executor is None:
            return
        import threading
        from asyncio.tasks import Timeout
        finished = self.create_future()

        def finish():
            if not finished.done():
                finished.set_result(None)

        def wait():
            self._executor.shutdown(wait=True)
            if not self._closed:
                self.call_soon_threadsafe(finish)

        thread = threading.Thread(target=wait)
        thread.start()
        try:
            async with Timeout(None if timeout is None else self.time() + timeout):
                await finished
        except TimeoutError:
            import warnings
            warnings.warn(f'The executor did not finishing joining its threads within {timeout} seconds.',
                          RuntimeWarning, stacklevel=2)
            self._executor.shutdown(wait=False)
        else:
            thread.join()

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
    return _get_here('running')


def get_running_loop():
    """The loop that runs; RuntimeError if none does."""
    running = _get_here('running')
    if running is None:
        raise RuntimeError('no running event loop')
    return running


def get_event_loop():
    """The loop that runs in this thread, or else the current one, which the main thread always has."""
    here = _get_here('running') or _get_here('current')
    if here is None:
        import threading
        thread = threading.current_thread()
        if thread is not threading.main_thread():
            raise RuntimeError(f'There is no current event loop in thread {thread.name!r}.')
        here = _EventLoop()
        set_event_loop(here)
    return here


def new_event_loop():
    """A new loop."""
    return _EventLoop()


def set_event_loop(loop):
    """Make a loop the current one of this thread."""
    _set_here('current', loop)


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
