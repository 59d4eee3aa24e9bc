"""A pool of threads that take calls out of one queue.

    submit() ──> _work_queue ──> workers: each call in its turn; None is the sign to go

A thread is started only when all others are busy. Workers hold no reference to the executor
while they wait: one that is forgotten sends them home, and so does the end of the program.
"""

import os
import threading
import weakref

from _queue import Empty, SimpleQueue
from concurrent.futures import _base
from itertools import count

# The queues of all workers, for the end of the program.
_queues = weakref.WeakKeyDictionary()
_ending = False
_ending_lock = threading.Lock()


def _at_end():
    """Let all workers do what is left, and wait for them."""
    global _ending
    with _ending_lock:
        _ending = True
    for queue in list(_queues.values()):
        queue.put(None)
    for thread in list(_queues):
        thread.join()


threading._register_atexit(_at_end)


class BrokenThreadPool(_base.BrokenExecutor):
    """
    Raised when a worker thread in a ThreadPoolExecutor failed initializing.
    """


class _Work:
    """A call, and the future that gets its result."""

    def __init__(self, future, fn, args, kwargs):
        self.future, self.fn, self.args, self.kwargs = future, fn, args, kwargs

    def run(self):
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = self.fn(*self.args, **self.kwargs)
        except BaseException as error:
            self.future.set_exception(error)
            # The traceback has this frame: no cycle, please.
            self = None
        else:
            self.future.set_result(result)


def _worker(executor_reference, queue, initializer, initargs):
    """What the threads run."""
    if initializer is not None:
        try:
            initializer(*initargs)
        except BaseException:
            _base._logger().critical('Exception in initializer:', exc_info=True)
            executor = executor_reference()
            if executor is not None:
                executor._initializer_failed()
            return
    try:
        while True:
            work = _next_work(executor_reference, queue)
            if work is not None:
                work.run()
                # What it refers to need not live until the next one comes.
                del work
                continue
            executor = executor_reference()
            if _ending or executor is None or executor._shutdown:
                if executor is not None:
                    executor._shutdown = True
                # The next worker is to go, too.
                queue.put(None)
                return
            del executor
    except BaseException:
        _base._logger().critical('Exception in worker', exc_info=True)


def _next_work(executor_reference, queue):
    try:
        return queue.get_nowait()
    except Empty:
        executor = executor_reference()
        if executor is not None:
            executor._idle.release()
        del executor
        return queue.get()


class ThreadPoolExecutor(_base.Executor):
    """Runs calls in so many threads."""

    _numbers = count()

    def __init__(self, max_workers=None, thread_name_prefix='', initializer=None, initargs=()):
        if max_workers is None:
            max_workers = min(32, (os.cpu_count() or 1) + 4)
        if max_workers <= 0:
            raise ValueError('max_workers must be greater than 0')
        if initializer is not None and not callable(initializer):
            raise TypeError('initializer must be a callable')
        self._max_workers = max_workers
        self._work_queue = SimpleQueue()
        self._idle = threading.Semaphore(0)
        self._threads = set()
        self._broken = self._shutdown = False
        self._shutdown_lock = threading.Lock()
        self._thread_name_prefix = thread_name_prefix or f'ThreadPoolExecutor-{next(self._numbers)}'
        self._initializer, self._initargs = initializer, initargs

    def submit(self, fn, /, *args, **kwargs):
        """Schedule fn(*args, **kwargs), and give its future."""
        with self._shutdown_lock, _ending_lock:
            if self._broken:
                raise BrokenThreadPool(self._broken)
            if self._shutdown:
                raise RuntimeError('cannot schedule new futures after shutdown')
            if _ending:
                raise RuntimeError('cannot schedule new futures after interpreter shutdown')
            future = _base.Future()
            self._work_queue.put(_Work(future, fn, args, kwargs))
            self._start_thread()
            return future

    def _start_thread(self):
        if self._idle.acquire(timeout=0) or len(self._threads) >= self._max_workers:
            return
        queue = self._work_queue

        def forgotten(_):
            queue.put(None)

        thread = threading.Thread(
            name=f'{self._thread_name_prefix}_{len(self._threads)}', target=_worker,
            args=(weakref.ref(self, forgotten), queue, self._initializer, self._initargs))
        thread.start()
        self._threads.add(thread)
        _queues[thread] = queue

    def _initializer_failed(self):
        with self._shutdown_lock:
            self._broken = 'A thread initializer failed, the thread pool is not usable anymore'
            for work in self._left():
                work.future.set_exception(BrokenThreadPool(self._broken))

    def _left(self):
        """Takes what no worker has taken yet."""
        while True:
            try:
                work = self._work_queue.get_nowait()
            except Empty:
                return
            if work is not None:
                yield work

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Take no more calls; wait for those that there are, or cancel those that do not run."""
        with self._shutdown_lock:
            self._shutdown = True
            if cancel_futures:
                for work in self._left():
                    work.future.cancel()
            self._work_queue.put(None)
        if wait:
            for thread in self._threads:
                thread.join()
