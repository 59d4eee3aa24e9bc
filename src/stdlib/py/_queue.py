"""The queue that needs no lock: `queue.SimpleQueue`.

    put() ──> _items ──> get()      the steps of a deque are not divided by other threads
      └─────> _waiters: a lock for each get() that sleeps; put() releases the first one
"""

from _thread import allocate_lock as _Lock
from collections import deque as _deque
from time import monotonic as _monotonic
from types import GenericAlias as _GenericAlias


class Empty(Exception):
    """Exception raised by Queue.get(block=0)/get_nowait()."""


class SimpleQueue:
    """Simple, unbounded, reentrant FIFO queue."""

    def __init__(self):
        self._items, self._waiters = _deque(), _deque()

    def put(self, item, block=True, timeout=None):
        """Put an item in; there is always room."""
        self._items.append(item)
        try:
            self._waiters.popleft().release()
        except IndexError:
            pass

    def put_nowait(self, item):
        """Put an item in."""
        self.put(item)

    def get(self, block=True, timeout=None):
        """Take an item out; wait for one, if asked to, so many seconds at most."""
        if block and timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        end = None
        while True:
            try:
                return self._items.popleft()
            except IndexError:
                pass
            if not block:
                raise Empty
            if timeout is None:
                left = -1
            else:
                now = _monotonic()
                end = now + timeout if end is None else end
                left = end - now
                if left <= 0:
                    raise Empty
            self._wait(left)

    def _wait(self, seconds):
        """Sleep until an item comes."""
        waiter = _Lock()
        waiter.acquire()
        self._waiters.append(waiter)
        try:
            # An item that came before the waiter was to be seen has not woken it.
            if not self._items:
                waiter.acquire(True, seconds)
        finally:
            try:
                self._waiters.remove(waiter)
            except ValueError:
                pass

    def get_nowait(self):
        """Take an item out, or raise Empty."""
        return self.get(False)

    def empty(self):
        """Whether there is none."""
        return not self._items

    def qsize(self):
        """How many items are in it."""
        return len(self._items)

    __class_getitem__ = classmethod(_GenericAlias)
