"""Queues between threads: who takes from an empty one waits, and who puts into a full one.

    put() ── not_full ──> queue ── not_empty ──> get() .. task_done() ── all_tasks_done ──> join()

The three conditions share one lock, `mutex`.
"""

import heapq
import threading

from _queue import Empty, SimpleQueue
from collections import deque
from time import monotonic
from types import GenericAlias

__all__ = ['Empty', 'Full', 'Queue', 'PriorityQueue', 'LifoQueue', 'SimpleQueue']


class Full(Exception):
    """Exception raised by Queue.put(block=0)/put_nowait()."""


class Queue:
    """First in, first out."""

    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self._init(maxsize)
        self.mutex = threading.Lock()
        self.not_empty = threading.Condition(self.mutex)
        self.not_full = threading.Condition(self.mutex)
        self.all_tasks_done = threading.Condition(self.mutex)
        self.unfinished_tasks = 0

    # What other kinds of queues do in another way.

    def _init(self, maxsize):
        self.queue = deque()

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.popleft()

    # What all have in common.

    def qsize(self):
        """How many items are in it, which may change at once."""
        with self.mutex:
            return self._qsize()

    def empty(self):
        """Whether there is none."""
        with self.mutex:
            return not self._qsize()

    def full(self):
        """Whether there is no room."""
        with self.mutex:
            return self._is_full()

    def _is_full(self):
        return 0 < self.maxsize <= self._qsize()

    def put(self, item, block=True, timeout=None):
        """Put an item in; wait for room, if asked to, so many seconds at most."""
        with self.not_full:
            if self.maxsize > 0:
                _wait_while(self._is_full, self.not_full, block, timeout, Full)
            self._put(item)
            self.unfinished_tasks += 1
            self.not_empty.notify()

    def get(self, block=True, timeout=None):
        """Take an item out; wait for one, if asked to, so many seconds at most."""
        with self.not_empty:
            _wait_while(lambda: not self._qsize(), self.not_empty, block, timeout, Empty)
            item = self._get()
            self.not_full.notify()
            return item

    def put_nowait(self, item):
        """Put an item in, or raise Full."""
        return self.put(item, block=False)

    def get_nowait(self):
        """Take an item out, or raise Empty."""
        return self.get(block=False)

    def task_done(self):
        """An item that was taken out is dealt with."""
        with self.all_tasks_done:
            left = self.unfinished_tasks - 1
            if left < 0:
                raise ValueError('task_done() called too many times')
            if left == 0:
                self.all_tasks_done.notify_all()
            self.unfinished_tasks = left

    def join(self):
        """Wait until all items are dealt with."""
        with self.all_tasks_done:
            while self.unfinished_tasks:
                self.all_tasks_done.wait()

    __class_getitem__ = classmethod(GenericAlias)


def _wait_while(stuck, condition, block, timeout, error):
    """Wait on a condition as long as a function says so, or raise the error."""
    if not block:
        if stuck():
            raise error
    elif timeout is None:
        while stuck():
            condition.wait()
    elif timeout < 0:
        raise ValueError("'timeout' must be a non-negative number")
    else:
        end = monotonic() + timeout
        while stuck():
            left = end - monotonic()
            if left <= 0:
                raise error
            condition.wait(left)


class PriorityQueue(Queue):
    """The smallest first."""

    def _init(self, maxsize):
        self.queue = []

    def _put(self, item):
        heapq.heappush(self.queue, item)

    def _get(self):
        return heapq.heappop(self.queue)


class LifoQueue(Queue):
    """The newest first."""

    def _init(self, maxsize):
        self.queue = []

    def _get(self):
        return self.queue.pop()
