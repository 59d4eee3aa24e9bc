"""Calls that run elsewhere, and their results when they are there.

Threads run one after the other here, each to its end when it starts, so a future that a pool
hands out is done. A pool of processes is the same pool under its own name.
"""

import threading
import time
from collections import namedtuple

__all__ = ['FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED', 'CancelledError', 'TimeoutError',
           'InvalidStateError', 'BrokenExecutor', 'Future', 'Executor', 'wait', 'as_completed',
           'ProcessPoolExecutor', 'ThreadPoolExecutor']

FIRST_COMPLETED = 'FIRST_COMPLETED'
FIRST_EXCEPTION = 'FIRST_EXCEPTION'
ALL_COMPLETED = 'ALL_COMPLETED'
_PENDING, _RUNNING, _CANCELLED, _FINISHED = 'pending', 'running', 'cancelled', 'finished'


class Error(Exception):
    """Base class for all future-related exceptions."""


class CancelledError(Error):
    """The Future was cancelled."""


class InvalidStateError(Error):
    """The operation is not allowed in this state."""


class BrokenExecutor(RuntimeError):
    """Raised when an executor has become non-functional after a severe failure."""


TimeoutError = TimeoutError
DoneAndNotDoneFutures = namedtuple('DoneAndNotDoneFutures', 'done not_done')


class Future:
    """The result of a call that may not have come yet."""

    def __init__(self):
        self._condition = threading.Condition()
        self._state = _PENDING
        self._result = self._exception = None
        self._callbacks = []

    def __repr__(self):
        text = f'<Future at {id(self):#x} state={self._state}'
        if self._state == _FINISHED:
            if self._exception is not None:
                return f'{text} raised {type(self._exception).__name__}>'
            return f'{text} returned {type(self._result).__name__}>'
        return text + '>'

    def cancel(self):
        """Cancel the future if possible."""
        with self._condition:
            if self._state in (_RUNNING, _FINISHED):
                return False
            if self._state == _CANCELLED:
                return True
            self._state = _CANCELLED
            self._condition.notify_all()
        self._call_back()
        return True

    def cancelled(self):
        return self._state == _CANCELLED

    def running(self):
        return self._state == _RUNNING

    def done(self):
        return self._state in (_CANCELLED, _FINISHED)

    def add_done_callback(self, fn):
        """Attaches a callable that will be called when the future finishes."""
        with self._condition:
            if not self.done():
                self._callbacks.append(fn)
                return
        self._call(fn)

    def _call_back(self):
        for callback in self._callbacks:
            self._call(callback)

    def _call(self, callback):
        try:
            callback(self)
        except Exception:
            import logging
            logging.getLogger('concurrent.futures').exception('exception calling callback for %r', self)

    def _wait(self, timeout):
        with self._condition:
            if not self.done():
                self._condition.wait(timeout)
        if self._state == _CANCELLED:
            raise CancelledError()
        if self._state != _FINISHED:
            raise TimeoutError()

    def result(self, timeout=None):
        """Return the result of the call that the future represents."""
        self._wait(timeout)
        if self._exception is not None:
            raise self._exception
        return self._result

    def exception(self, timeout=None):
        """Return the exception raised by the call that the future represents."""
        self._wait(timeout)
        return self._exception

    def set_running_or_notify_cancel(self):
        """Mark the future as running, unless it is cancelled."""
        with self._condition:
            if self._state == _CANCELLED:
                return False
            self._state = _RUNNING
            return True

    def _finish(self, result, exception):
        with self._condition:
            if self.done():
                raise InvalidStateError(f'{self._state}: {self!r}')
            self._result, self._exception, self._state = result, exception, _FINISHED
            self._condition.notify_all()
        self._call_back()

    def set_result(self, result):
        """Sets the return value of work associated with the future."""
        self._finish(result, None)

    def set_exception(self, exception):
        """Sets the result of the future as being the given exception."""
        self._finish(None, exception)


class Executor:
    """The interface of what runs calls."""

    def submit(self, fn, /, *args, **kwargs):
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        """An iterator of the results, in the order of the arguments."""
        end = None if timeout is None else time.monotonic() + timeout
        futures = [self.submit(fn, *args) for args in zip(*iterables)]

        def results():
            futures.reverse()
            try:
                while futures:
                    left = None if end is None else end - time.monotonic()
                    yield futures.pop().result(left)
            finally:
                for future in futures:
                    future.cancel()

        return results()

    def shutdown(self, wait=True, *, cancel_futures=False):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.shutdown(wait=True)
        return False


class ThreadPoolExecutor(Executor):
    """Runs each call in a thread, which here has ended when `start` returns."""

    _pools = 0

    def __init__(self, max_workers=None, thread_name_prefix='', initializer=None, initargs=(), **options):
        if max_workers is not None and max_workers <= 0:
            raise ValueError('max_workers must be greater than 0')
        if initializer is not None and not callable(initializer):
            raise TypeError('initializer must be a callable')
        self._initializer, self._initargs = initializer, initargs
        self._prefix = thread_name_prefix or f'ThreadPoolExecutor-{ThreadPoolExecutor._pools}'
        ThreadPoolExecutor._pools += 1
        self._shutdown = False

    def submit(self, fn, /, *args, **kwargs):
        """Schedules fn(*args, **kwargs), and returns its Future."""
        if self._shutdown:
            raise RuntimeError('cannot schedule new futures after shutdown')
        future = Future()
        work = future, fn, args, kwargs
        threading.Thread(target=self._run, args=work, name=f'{self._prefix}_0', daemon=True).start()
        return future

    def _run(self, future, fn, args, kwargs):
        if self._initializer is not None:
            initializer, self._initializer = self._initializer, None
            initializer(*self._initargs)
        if not future.set_running_or_notify_cancel():
            return
        try:
            result = fn(*args, **kwargs)
        except BaseException as error:
            future.set_exception(error)
        else:
            future.set_result(result)

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Clean up the resources of the executor."""
        self._shutdown = True


class ProcessPoolExecutor(ThreadPoolExecutor):
    """Runs calls as ThreadPoolExecutor does."""


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    """Wait for the futures, and say which are done."""
    futures = set(fs)
    done = {future for future in futures if future.done()}
    enough = done and return_when == FIRST_COMPLETED or return_when == FIRST_EXCEPTION and any(
        not future.cancelled() and future.exception() for future in done)
    if not enough:
        for future in futures - done:
            with future._condition:
                if not future.done():
                    future._condition.wait(timeout)
        done = {future for future in futures if future.done()}
    return DoneAndNotDoneFutures(done, futures - done)


def as_completed(fs, timeout=None):
    """An iterator over the futures, each as it completes."""
    futures = set(fs)
    total = len(futures)
    while futures:
        done, futures = wait(futures, timeout, FIRST_COMPLETED)
        if not done:
            raise TimeoutError(f'{len(futures)} (of {total}) futures unfinished')
        yield from done
