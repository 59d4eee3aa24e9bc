"""Queues between threads. They are never waited for: a thread of this interpreter runs to its
end before another goes on, so nothing could come meanwhile.
"""

import heapq
import time

from collections import deque
from types import GenericAlias

__all__ = ['Empty', 'Full', 'Queue', 'PriorityQueue', 'LifoQueue', 'SimpleQueue']


class Empty(Exception):
    """Exception raised by Queue.get(block=0)/get_nowait()."""

    __module__ = '_queue'


class Full(Exception):
    """Exception raised by Queue.put(block=0)/put_nowait()."""


class Queue:
    """First in, first out."""

    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self.unfinished_tasks = 0
        self._init(maxsize)

    def _init(self, maxsize):
        self.queue = deque()

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.popleft()

    def qsize(self):
        """How many items are in it."""
        return self._qsize()

    def empty(self):
        """Whether there is none."""
        return not self._qsize()

    def full(self):
        """Whether there is no room."""
        return 0 < self.maxsize <= self._qsize()

    def put(self, item, block=True, timeout=None):
        """Put an item in."""
        if self.full():
            _refuse(block, timeout, Full, 'put() into a full queue')
        self._put(item)
        self.unfinished_tasks += 1

    def get(self, block=True, timeout=None):
        """Take an item out."""
        if not self._qsize():
            _refuse(block, timeout, Empty, 'get() from an empty queue')
        return self._get()

    def put_nowait(self, item):
        """Put an item in, or raise Full."""
        return self.put(item, block=False)

    def get_nowait(self):
        """Take an item out, or raise Empty."""
        return self.get(block=False)

    def task_done(self):
        """An item that was taken out is dealt with."""
        if self.unfinished_tasks <= 0:
            raise ValueError('task_done() called too many times')
        self.unfinished_tasks -= 1

    def join(self):
        """Wait until all items are dealt with."""
        if self.unfinished_tasks:
            raise RuntimeError('deadlock: join() of a queue whose items nobody can deal with meanwhile')

    __class_getitem__ = classmethod(GenericAlias)


def _refuse(block, timeout, error, what):
    if timeout is not None and timeout < 0:
        raise ValueError("'timeout' must be a non-negative number")
    if not block:
        raise error
    if timeout is None:
        raise RuntimeError(f'deadlock: {what} that nobody can change meanwhile')
    time.sleep(timeout)
    raise error


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


class SimpleQueue(Queue):
    """A queue without bounds."""

    def __init__(self):
        super().__init__()
