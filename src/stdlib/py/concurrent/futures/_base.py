"""Futures, waiting for many of them, and what executors have in common.

    PENDING ──> RUNNING ──> FINISHED                 has a result or an exception
       └──────> CANCELLED ──> CANCELLED_AND_NOTIFIED     the executor knows, and so do waiters

A future puts itself into the queues of those that wait for many when it comes to the end.
"""

import threading

from _queue import Empty, SimpleQueue
from collections import namedtuple
from time import monotonic
from types import GenericAlias

FIRST_COMPLETED = 'FIRST_COMPLETED'
FIRST_EXCEPTION = 'FIRST_EXCEPTION'
ALL_COMPLETED = 'ALL_COMPLETED'

PENDING, RUNNING, FINISHED = 'PENDING', 'RUNNING', 'FINISHED'
CANCELLED, CANCELLED_AND_NOTIFIED = 'CANCELLED', 'CANCELLED_AND_NOTIFIED'
_ENDS = CANCELLED_AND_NOTIFIED, FINISHED


class Error(Exception):
    """Base class for all future-related exceptions."""


class CancelledError(Error):
    """The Future was cancelled."""


TimeoutError = TimeoutError


class InvalidStateError(Error):
    """The operation is not allowed in this state."""


class BrokenExecutor(RuntimeError):
    """
    Raised when a executor has become non-functional after a severe failure.
    """


def _logger():
    import logging
    return logging.getLogger('concurrent.futures')


class Future:
    """The result of a call that may not have come yet."""

    def __init__(self):
        self._condition = threading.Condition()
        self._state = PENDING
        self._result = self._exception = None
        self._queues, self._done_callbacks = [], []

    def __repr__(self):
        with self._condition:
            state = 'cancelled' if self.cancelled() else self._state.lower()
            if self._state == FINISHED:
                how, what = 'returned', self._result
                if self._exception is not None:
                    how, what = 'raised', self._exception
                state += f' {how} {what.__class__.__name__}'
            return f'<{self.__class__.__name__} at {id(self):#x} state={state}>'

    def cancel(self):
        """Cancel the call, unless it runs or has run; whether it is cancelled."""
        with self._condition:
            if self._state in (RUNNING, FINISHED):
                return False
            if self.cancelled():
                return True
            self._state = CANCELLED
            self._condition.notify_all()
        self._call_back()
        return True

    def cancelled(self):
        """Whether it was cancelled."""
        return self._state in (CANCELLED, CANCELLED_AND_NOTIFIED)

    def running(self):
        """Whether the call runs."""
        return self._state == RUNNING

    def done(self):
        """Whether the call is cancelled or has ended."""
        return self._state in (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED)

    def add_done_callback(self, fn):
        """Call fn(future) when the future is done, in the thread that does it, or now."""
        with self._condition:
            if not self.done():
                self._done_callbacks.append(fn)
                return
        self._call(fn)

    def _call_back(self):
        for callback in self._done_callbacks:
            self._call(callback)

    def _call(self, callback):
        try:
            callback(self)
        except Exception:
            _logger().exception('exception calling callback for %r', self)

    def _wait(self, timeout):
        """Wait until it is done; raises CancelledError, and TimeoutError."""
        with self._condition:
            if not self.done():
                self._condition.wait(timeout)
            if self.cancelled():
                raise CancelledError()
            if self._state != FINISHED:
                raise TimeoutError()

    def result(self, timeout=None):
        """What the call returns, or raise what it raises."""
        self._wait(timeout)
        if self._exception is None:
            return self._result
        try:
            raise self._exception
        finally:
            # The traceback of the exception has this frame: no cycle, please.
            self = None

    def exception(self, timeout=None):
        """What the call raises, or None."""
        self._wait(timeout)
        return self._exception

    # What executors call.

    def set_running_or_notify_cancel(self):
        """The call is about to run; False if it is cancelled, which waiters are told now."""
        with self._condition:
            if self._state == CANCELLED:
                self._state = CANCELLED_AND_NOTIFIED
                self._tell()
                return False
            if self._state != PENDING:
                _logger().critical('Future %s in unexpected state: %s', id(self), self._state)
                raise RuntimeError('Future in unexpected state')
            self._state = RUNNING
            return True

    def _tell(self):
        for queue in self._queues:
            queue.put(self)

    def _finish(self, result, exception):
        with self._condition:
            if self.done():
                raise InvalidStateError(f'{self._state}: {self!r}')
            self._result, self._exception, self._state = result, exception, FINISHED
            self._tell()
            self._condition.notify_all()
        self._call_back()

    def set_result(self, result):
        """The call has returned."""
        self._finish(result, None)

    def set_exception(self, exception):
        """The call has raised."""
        self._finish(None, exception)

    __class_getitem__ = classmethod(GenericAlias)


# --- many futures ---

class _Watch:
    """Futures that are over, one after the other, in the order in which that happens."""

    def __init__(self, futures, timeout):
        self._futures, self._queue = futures, SimpleQueue()
        self._end = None if timeout is None else monotonic() + timeout

    def __enter__(self):
        for future in self._futures:
            with future._condition:
                if future._state in _ENDS:
                    self._queue.put(future)
                else:
                    future._queues.append(self._queue)
        return self

    def __exit__(self, *error):
        for future in self._futures:
            with future._condition:
                if self._queue in future._queues:
                    future._queues.remove(self._queue)

    def next(self):
        """The next one, or None when the time is over."""
        left = None if self._end is None else max(self._end - monotonic(), 0)
        try:
            return self._queue.get(timeout=left)
        except Empty:
            return None

    def next_now(self):
        """The next one that is there already, or None."""
        try:
            return self._queue.get_nowait()
        except Empty:
            return None


DoneAndNotDoneFutures = namedtuple('DoneAndNotDoneFutures', 'done not_done')


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    """Wait for all futures, or the first one, or the first that fails: (done, not_done)."""
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f'Invalid return condition: {return_when!r}')
    futures, done = set(fs), set()

    def enough():
        if return_when == FIRST_COMPLETED and done:
            return True
        if return_when == FIRST_EXCEPTION and any(
                not it.cancelled() and it._exception is not None for it in done):
            return True
        return len(done) == len(futures)

    with _Watch(futures, timeout) as watch:
        # All that are there already count, before anything is waited for.
        while future := watch.next_now():
            done.add(future)
        while not enough() and (future := watch.next()):
            done.add(future)
    return DoneAndNotDoneFutures(done, futures - done)


def as_completed(fs, timeout=None):
    """The futures, each as it completes."""
    # In this order, if they are done already.
    futures = dict.fromkeys(fs)
    total, left = len(futures), len(futures)
    with _Watch(list(futures), timeout) as watch:
        del futures
        while left:
            future = watch.next()
            if future is None:
                raise TimeoutError(f'{left} (of {total}) futures unfinished')
            left -= 1
            yield future


# --- executors ---

class Executor:
    """What runs calls."""

    def submit(self, fn, /, *args, **kwargs):
        """Schedule fn(*args, **kwargs), and give its future."""
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        """The results of the calls, in the order of the arguments, as an iterator."""
        end = None if timeout is None else monotonic() + timeout
        futures = [self.submit(fn, *args) for args in zip(*iterables)]

        # The calls are scheduled before the first result is asked for.
        def results():
            futures.reverse()
            try:
                while futures:
                    yield _result_or_cancel(futures.pop(), end)
            finally:
                for future in futures:
                    future.cancel()

        return results()

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Take no more calls."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.shutdown(wait=True)
        return False


def _result_or_cancel(future, end):
    try:
        return future.result(None if end is None else end - monotonic())
    finally:
        # Does nothing if there is a result.
        future.cancel()
