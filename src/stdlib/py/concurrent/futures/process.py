"""A pool of processes that make calls.

    submit() ──> _waiting ──> _run, a thread ──> _calls ──> workers
       Future <──────────────── the same <───── _results <────┘

The thread sends a few calls more than there are workers, so that the others can be cancelled. It
sleeps until a result comes; who submits a call, and who sees that a worker has died, puts a word
of his own into the same pipe.
"""

import os
import threading
import weakref

from collections import deque
from concurrent.futures import _base
from functools import partial
from itertools import count, islice
from multiprocessing.pool import _Failed
from multiprocessing.process import Process
from multiprocessing.queues import SimpleQueue

_pools = weakref.WeakSet()
_DIED = 'A process in the process pool was terminated abruptly while the future was running or pending.'
_IS_BROKEN = 'A child process terminated abruptly, the process pool is not usable anymore'


def _at_end():
    """Let all workers do what is left, and wait for them."""
    for pool in list(_pools):
        pool.shutdown()


threading._register_atexit(_at_end)


class BrokenProcessPool(_base.BrokenExecutor):
    """
    Raised when a process in a ProcessPoolExecutor terminated abruptly
    while a future was in the running state.
    """


def _worker(calls, results, initializer, initargs):
    """What the processes run."""
    if initializer is not None:
        try:
            initializer(*initargs)
        except BaseException:
            _base._logger().critical('Exception in initializer:', exc_info=True)
            return
    for number, fn, args, kwargs in iter(calls.get, None):
        try:
            ok, value = True, fn(*args, **kwargs)
        except BaseException as error:
            ok, value = False, _Failed(error)
        try:
            results.put((number, ok, value))
        except Exception as error:
            results.put((number, False, _Failed(error)))


def _call_each(fn, chunk):
    return [fn(*args) for args in chunk]


class ProcessPoolExecutor(_base.Executor):
    """Runs calls in so many processes."""

    def __init__(self, max_workers=None, mp_context=None, initializer=None, initargs=(), *, max_tasks_per_child=None):
        if max_workers is None:
            max_workers = os.cpu_count() or 1
        if max_workers <= 0:
            raise ValueError('max_workers must be greater than 0')
        if initializer is not None and not callable(initializer):
            raise TypeError('initializer must be a callable')
        self._max_workers = max_workers
        self._start = initializer, initargs
        self._lock, self._numbers = threading.Lock(), count()
        self._waiting, self._sent = deque(), {}
        self._processes, self._thread = {}, None
        self._shutdown = self._broken = False

    def submit(self, fn, /, *args, **kwargs):
        """Schedule fn(*args, **kwargs), and give its future."""
        with self._lock:
            if self._broken:
                raise BrokenProcessPool(self._broken)
            if self._shutdown:
                raise RuntimeError('cannot schedule new futures after shutdown')
            future = _base.Future()
            self._waiting.append((future, fn, args, kwargs))
            if self._thread is None:
                self._start_all()
        self._results.put(None)
        return future

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        """The results of the calls, in the order of the arguments, as an iterator."""
        if chunksize < 1:
            raise ValueError('chunksize must be >= 1.')
        args = zip(*iterables)
        chunks = iter(lambda: list(islice(args, chunksize)), [])
        results = super().map(partial(_call_each, fn), chunks, timeout=timeout)
        return (result for chunk in results for result in chunk)

    def _start_all(self):
        self._calls, self._results = SimpleQueue(), SimpleQueue()
        for _ in range(self._max_workers):
            worker = Process(target=_worker, args=(self._calls, self._results, *self._start))
            worker.start()
            self._processes[worker.pid] = worker
        for worker in self._processes.values():
            threading.Thread(target=self._watch, args=(worker,), daemon=True).start()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        _pools.add(self)

    def _watch(self, worker):
        worker.join()
        if self._thread is not None:
            self._results.put(worker.pid)

    def _run(self):
        """Bring calls to the workers and results to futures, until nothing is left and nothing can come."""
        while True:
            with self._lock:
                self._send()
                if self._shutdown and not self._sent and not self._waiting:
                    break
            result = self._results.get()
            if isinstance(result, tuple):
                number, ok, value = result
                future = self._sent.pop(number)
                future.set_result(value) if ok else future.set_exception(value)
            elif result is not None:
                self._break()
                break
        for _ in self._processes:
            self._calls.put(None)
        for worker in self._processes.values():
            worker.join()

    def _send(self):
        while self._waiting and len(self._sent) <= self._max_workers:
            future, *call = self._waiting.popleft()
            if future.set_running_or_notify_cancel():
                number = next(self._numbers)
                try:
                    self._calls.put((number, *call))
                    self._sent[number] = future
                except Exception as error:
                    # It can't be pickled.
                    future.set_exception(error)

    def _break(self):
        """A worker has died: nobody knows what has become of the calls."""
        with self._lock:
            self._broken = _IS_BROKEN
            left = [*self._sent.values(), *(future for future, *_ in self._waiting)]
            self._sent.clear()
            self._waiting.clear()
        for future in left:
            if not future.cancelled():
                future.set_exception(BrokenProcessPool(_DIED))
        for worker in self._processes.values():
            worker.terminate()

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Take no more calls; wait for those that there are, or cancel those that do not run."""
        with self._lock:
            self._shutdown = True
            if cancel_futures:
                for future, *_ in self._waiting:
                    future.cancel()
        if self._thread is not None:
            self._results.put(None)
            if wait:
                self._thread.join()
