"""Pools of workers: processes, or threads, that make calls for the process that has the pool.

    map(), apply() .. ──> _calls ──> a thread pickles ──> one pipe ──> workers: func(*args)
      AsyncResult  <──── _jobs[number] <──── a thread <── one pipe <────┘ (job, index, ok, value)

A job is one call of the user's; a map is cut into chunks, and each is a call of `_each`.
"""

import itertools
import os
import threading

from _queue import SimpleQueue as _ThreadQueue
from multiprocessing.queues import SimpleQueue
from multiprocessing.process import Process
from types import GenericAlias

__all__ = ['Pool', 'ThreadPool']

RUN, CLOSE, TERMINATE = 'RUN', 'CLOSE', 'TERMINATE'
_SENT_HOME, _RETIRED = 'sent home', 'retired'
_job_numbers = itertools.count()


# --- what workers do ---

class RemoteTraceback(Exception):
    """Where a call failed in another process."""

    def __init__(self, text):
        self.text = text

    def __str__(self):
        return self.text


class _Failed:
    """An exception on its way to another process, with its traceback as a text."""

    def __init__(self, error):
        import traceback
        self.error, self.text = error, f'\n"""\n{"".join(traceback.format_exception(error))}"""'

    def __reduce__(self):
        return _with_cause, (self.error, self.text)


def _with_cause(error, text):
    error.__cause__ = RemoteTraceback(text)
    return error


class MaybeEncodingError(Exception):
    """What a call returned can't be pickled."""

    def __init__(self, exc, value):
        super().__init__(repr(exc), repr(value))
        self.exc, self.value = repr(exc), repr(value)

    def __str__(self):
        return f"Error sending result: '{self.value}'. Reason: '{self.exc}'"

    def __repr__(self):
        return f'<{type(self).__name__}: {self}>'


def _each(func, chunk):
    return [func(args) for args in chunk]


def _star_each(func, chunk):
    return [func(*args) for args in chunk]


def _worker(calls, results, initializer, initargs, most, remote):
    """Make calls, until None comes or there were enough; says at the end which of both it was."""
    if initializer is not None:
        initializer(*initargs)
    for _ in itertools.count() if most is None else range(most):
        call = calls.get()
        if call is None:
            results.put(_SENT_HOME)
            return
        job, index, func, args, kwargs = call
        try:
            ok, value = True, func(*args, **kwargs)
        except Exception as error:
            ok, value = False, _Failed(error) if remote else error
        try:
            results.put((job, index, ok, value))
        except Exception as error:
            results.put((job, index, False, MaybeEncodingError(error, value)))
        # What they refer to need not live until the next call comes.
        call = args = kwargs = value = None
    results.put(_RETIRED)


# --- results ---

class AsyncResult:
    """The result of a call that may not have come yet."""

    def __init__(self, pool, callback=None, error_callback=None):
        self._event = threading.Event()
        self._ok = self._value = None
        self._callback, self._error_callback = callback, error_callback
        self._job, self._jobs = next(_job_numbers), pool._jobs
        self._jobs[self._job] = self

    def ready(self):
        """Whether it is there."""
        return self._event.is_set()

    def successful(self):
        """Whether it is no exception."""
        if not self.ready():
            raise ValueError(f'{self!r} not ready')
        return self._ok

    def wait(self, timeout=None):
        """Wait until it is there."""
        self._event.wait(timeout)

    def get(self, timeout=None):
        """Wait for the result, and give it, or raise the exception."""
        self.wait(timeout)
        if not self.ready():
            from multiprocessing import TimeoutError
            raise TimeoutError
        if not self._ok:
            raise self._value
        return self._value

    def _set(self, index, ok, value):
        self._ok, self._value = ok, value
        callback = self._callback if ok else self._error_callback
        if callback:
            callback(value)
        self._event.set()
        self._jobs.pop(self._job, None)

    __class_getitem__ = classmethod(GenericAlias)


ApplyResult = AsyncResult


class MapResult(AsyncResult):
    """The results of many calls, which come in chunks."""

    def __init__(self, pool, chunks, callback, error_callback):
        super().__init__(pool, callback, error_callback)
        self._chunks, self._left, self._error = [None] * chunks, chunks, None
        if not chunks:
            super()._set(0, True, [])

    def _set(self, index, ok, value):
        self._left -= 1
        if ok:
            self._chunks[index] = value
        elif self._error is None:
            self._error = value
        if not self._left and self._error is not None:
            super()._set(0, False, self._error)
        elif not self._left:
            super()._set(0, True, [it for chunk in self._chunks for it in chunk])


class IMapIterator:
    """Results, one after the other, each as soon as it is there and all before it are.

    They come in chunks, of one each unless somebody wants longer ones.
    """

    ordered = True

    def __init__(self, pool):
        self._cond = threading.Condition(threading.Lock())
        self._job, self._jobs = next(_job_numbers), pool._jobs
        self._jobs[self._job] = self
        self._come, self._next, self._count, self._length = {}, 0, 0, None

    def __iter__(self):
        return self

    def _next_chunk(self, timeout):
        with self._cond:
            self._cond.wait_for(lambda: self._next in self._come or self._next == self._length, timeout)
            if self._next == self._length:
                raise StopIteration
            if self._next not in self._come:
                from multiprocessing import TimeoutError
                raise TimeoutError
            ok, chunk = self._come.pop(self._next)
            self._next += 1
        if not ok:
            raise chunk
        return chunk

    def next(self, timeout=None):
        """The next one; TimeoutError if it is not there in time."""
        return self._next_chunk(timeout)[0]

    __next__ = next

    def _chunks(self):
        while True:
            try:
                yield self._next_chunk(None)
            except StopIteration:
                return

    def _set(self, index, ok, value):
        with self._cond:
            self._come[index if self.ordered else self._count] = ok, value
            self._count += 1
            self._cond.notify_all()
            self._drop()

    def _set_length(self, length):
        with self._cond:
            self._length = length
            self._cond.notify_all()
            self._drop()

    def _drop(self):
        if self._count == self._length:
            self._jobs.pop(self._job, None)


class IMapUnorderedIterator(IMapIterator):
    """Results, each as soon as it is there."""

    ordered = False


# --- pools ---

class Pool:
    """So many processes that make calls."""

    _remote = True

    def __init__(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None, context=None):
        processes = os.cpu_count() or 1 if processes is None else processes
        if processes < 1:
            raise ValueError('Number of processes must be at least 1')
        if maxtasksperchild is not None and (not isinstance(maxtasksperchild, int) or maxtasksperchild <= 0):
            raise ValueError('maxtasksperchild must be a positive int or None')
        if initializer is not None and not callable(initializer):
            raise TypeError('initializer must be a callable')
        self._state, self._processes, self._jobs = RUN, processes, {}
        self._calls, self._results = self._make_queue(), self._make_queue()
        self._start = self._calls, self._results, initializer, initargs, maxtasksperchild, self._remote
        self._pool = [self._start_worker() for _ in range(processes)]
        self._to_send = _ThreadQueue()
        self._sender = threading.Thread(target=self._send, daemon=True)
        self._receiver = threading.Thread(target=self._receive, daemon=True)
        self._sender.start()
        self._receiver.start()

    _make_queue = staticmethod(SimpleQueue)

    def _start_worker(self):
        worker = Process(target=_worker, args=self._start, daemon=True)
        worker.name = worker.name.replace('Process', 'ForkPoolWorker')
        worker.start()
        return worker

    def _send(self):
        """Bring calls to the workers, until None comes."""
        for calls in iter(self._to_send.get, None):
            for call in calls:
                try:
                    self._calls.put(call)
                except Exception as error:
                    # It can't be pickled.
                    job, index, *_ = call
                    self._jobs[job]._set(index, False, error)
        for _ in range(self._processes):
            self._calls.put(None)

    def _receive(self):
        """Bring results to who waits for them, until all workers have gone."""
        left = self._processes
        while left:
            result = self._results.get()
            if result == _RETIRED and self._state != TERMINATE:
                self._pool.append(self._start_worker())
            elif result in (_RETIRED, _SENT_HOME):
                left -= 1
            else:
                job, index, ok, value = result
                if job in self._jobs:
                    self._jobs[job]._set(index, ok, value)

    # What users call.

    def __repr__(self):
        return f'<{type(self).__module__}.{type(self).__qualname__} state={self._state} pool_size={self._processes}>'

    def _check_running(self):
        if self._state != RUN:
            raise ValueError('Pool not running')

    def apply(self, func, args=(), kwds={}):
        """Call func(*args, **kwds), and wait for the result."""
        return self.apply_async(func, args, kwds).get()

    def apply_async(self, func, args=(), kwds={}, callback=None, error_callback=None):
        """Have func(*args, **kwds) called; an AsyncResult."""
        self._check_running()
        result = AsyncResult(self, callback, error_callback)
        self._to_send.put([(result._job, 0, func, args, kwds)])
        return result

    def map(self, func, iterable, chunksize=None):
        """The results of func for all items, as a list."""
        return self.map_async(func, iterable, chunksize).get()

    def starmap(self, func, iterable, chunksize=None):
        """The results of func(*item) for all items, as a list."""
        return self.starmap_async(func, iterable, chunksize).get()

    def map_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        """As map(), but an AsyncResult."""
        return self._map(_each, func, iterable, chunksize, callback, error_callback)

    def starmap_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        """As starmap(), but an AsyncResult."""
        return self._map(_star_each, func, iterable, chunksize, callback, error_callback)

    def _map(self, how, func, iterable, size, callback, error_callback):
        self._check_running()
        items = list(iterable)
        if size is None:
            # Four for each worker, so that none has nothing to do for long.
            size = max(1, -(-len(items) // (self._processes * 4)))
        chunks = [items[at:at + size] for at in range(0, len(items), size)]
        result = MapResult(self, len(chunks), callback, error_callback)
        self._to_send.put([(result._job, index, how, (func, chunk), {}) for index, chunk in enumerate(chunks)])
        return result

    def imap(self, func, iterable, chunksize=1):
        """The results of func for all items, as an iterator; items are taken in as they are needed."""
        return self._imap(IMapIterator, func, iterable, chunksize)

    def imap_unordered(self, func, iterable, chunksize=1):
        """The results of func for all items, each as soon as it is there."""
        return self._imap(IMapUnorderedIterator, func, iterable, chunksize)

    def _imap(self, kind, func, iterable, size):
        self._check_running()
        if size < 1:
            raise ValueError(f'Chunksize must be 1+, not {size!r}')
        result, items = kind(self), iter(iterable)

        def calls():
            count = 0
            try:
                while chunk := list(itertools.islice(items, size)):
                    yield result._job, count, _each, (func, chunk), {}
                    count += 1
            except Exception as error:
                result._set(count, False, error)
                count += 1
            result._set_length(count)

        self._to_send.put(calls())
        return result if size == 1 else (item for chunk in result._chunks() for item in chunk)

    def close(self):
        """Take no more calls; workers go when all are made."""
        if self._state == RUN:
            self._state = CLOSE
            self._to_send.put(None)

    def terminate(self):
        """End the workers, whatever they do."""
        if self._state != TERMINATE:
            if self._state == RUN:
                self._to_send.put(None)
            self._state = TERMINATE
            self._end_workers()

    def _end_workers(self):
        for worker in self._pool:
            worker.terminate()
        for worker in self._pool:
            worker.join()

    def join(self):
        """Wait until the workers have gone."""
        if self._state == RUN:
            raise ValueError('Pool is still running')
        if self._state == CLOSE:
            self._sender.join()
            self._receiver.join()
        for worker in self._pool:
            worker.join()

    def __enter__(self):
        self._check_running()
        return self

    def __exit__(self, *error):
        self.terminate()

    def __reduce__(self):
        raise NotImplementedError('pool objects cannot be passed between processes or pickled')


class ThreadPool(Pool):
    """So many threads that make calls."""

    _remote = False
    _make_queue = staticmethod(_ThreadQueue)

    def __init__(self, processes=None, initializer=None, initargs=()):
        super().__init__(processes, initializer, initargs)

    def _start_worker(self):
        worker = threading.Thread(target=_worker, args=self._start, daemon=True)
        worker.start()
        return worker

    def _end_workers(self):
        """Threads can't be ended: they go when they come to the next call."""
