"""What tasks wait for each other with: locks, events, semaphores, queues."""

import heapq

from asyncio import events
from asyncio.futures import CancelledError
from collections import deque


class _Waiters:
    """Tasks that wait, the first come first."""

    def __init__(self):
        self._waiters = deque()

    async def _wait(self):
        future = events.get_running_loop().create_future()
        self._waiters.append(future)
        try:
            return await future
        finally:
            if future in self._waiters:
                self._waiters.remove(future)

    def _wake(self, count=1):
        for future in list(self._waiters):
            if count == 0:
                break
            if not future.done():
                future.set_result(True)
                count -= 1


class _Context:
    """`async with` acquires and releases."""

    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, *error):
        self.release()


class Lock(_Waiters, _Context):
    """At most one task has it."""

    def __init__(self):
        super().__init__()
        self._locked = False

    def locked(self):
        """Whether a task has it."""
        return self._locked

    async def acquire(self):
        """Wait until nobody has it, and take it."""
        if not self._locked and all(future.cancelled() for future in self._waiters):
            self._locked = True
            return True
        try:
            await self._wait()
        except CancelledError:
            if not self._locked:
                self._wake()
            raise
        self._locked = True
        return True

    def release(self):
        """Give it to who waits for it."""
        if not self._locked:
            raise RuntimeError('Lock is not acquired.')
        self._locked = False
        self._wake()

    def __repr__(self):
        more = f', waiters:{len(self._waiters)}' if self._waiters else ''
        return f"<{_named(self)} [{'locked' if self._locked else 'unlocked'}{more}]>"


def _named(it):
    return object.__repr__(it)[1:-1]


class Event(_Waiters):
    """Set once, and all that wait go on."""

    def __init__(self):
        super().__init__()
        self._value = False

    def is_set(self):
        """Whether it is set."""
        return self._value

    def set(self):
        """Set it."""
        if not self._value:
            self._value = True
            self._wake(-1)

    def clear(self):
        """Unset it."""
        self._value = False

    async def wait(self):
        """Wait until it is set."""
        return True if self._value else await self._wait()

    def __repr__(self):
        return f"<{_named(self)} [{'set' if self._value else 'unset'}]>"


class Condition(_Waiters, _Context):
    """A lock, and waiting for a word from who has it."""

    def __init__(self, lock=None):
        super().__init__()
        self._lock = Lock() if lock is None else lock
        self.locked, self.acquire, self.release = self._lock.locked, self._lock.acquire, self._lock.release

    async def wait(self):
        """Release the lock, wait for notify(), take the lock again."""
        if not self.locked():
            raise RuntimeError('cannot wait on un-acquired lock')
        self.release()
        try:
            return await self._wait()
        finally:
            await self.acquire()

    async def wait_for(self, predicate):
        """Wait until a function says yes."""
        while not (result := predicate()):
            await self.wait()
        return result

    def notify(self, n=1):
        """Let so many tasks go on."""
        if not self.locked():
            raise RuntimeError('cannot notify on un-acquired lock')
        self._wake(n)

    def notify_all(self):
        """Let all tasks go on."""
        self.notify(len(self._waiters))


class Semaphore(_Waiters, _Context):
    """At most so many tasks have it."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError('Semaphore initial value must be >= 0')
        super().__init__()
        self._value = value

    def locked(self):
        """Whether acquire() would have to wait."""
        return self._value == 0 or any(not future.cancelled() for future in self._waiters)

    async def acquire(self):
        """Wait until it is free, and take it."""
        if not self.locked():
            self._value -= 1
            return True
        await self._wait()
        return True

    def release(self):
        """Give it to who waits, or make it free."""
        for future in self._waiters:
            if not future.done():
                future.set_result(True)
                return
        self._value += 1

    def __repr__(self):
        shown = 'locked' if self.locked() else f'unlocked, value:{self._value}'
        more = f', waiters:{len(self._waiters)}' if self._waiters else ''
        return f'<{_named(self)} [{shown}{more}]>'


class BoundedSemaphore(Semaphore):
    """A semaphore that is released no more often than acquired."""

    def __init__(self, value=1):
        super().__init__(value)
        self._bound = value

    def release(self):
        if self._value >= self._bound:
            raise ValueError('BoundedSemaphore released too many times')
        super().release()


class BrokenBarrierError(RuntimeError):
    """The barrier was broken by abort()."""


class Barrier(_Waiters):
    """Tasks wait until there are enough of them."""

    def __init__(self, parties):
        if parties < 1:
            raise ValueError('parties must be >= 1')
        super().__init__()
        self.parties, self.broken, self.n_waiting = parties, False, 0

    async def wait(self):
        """Wait for the others; gives a number of one's own."""
        if self.broken:
            raise BrokenBarrierError('Barrier aborted')
        place = self.n_waiting
        self.n_waiting += 1
        if self.n_waiting == self.parties:
            self.n_waiting = 0
            self._wake(-1)
        else:
            await self._wait()
            if self.broken:
                raise BrokenBarrierError('Abort or reset of barrier')
        return place

    async def abort(self):
        """Break it: all that wait get an error."""
        self.broken = True
        self._wake(-1)

    async def __aenter__(self):
        return await self.wait()

    async def __aexit__(self, *error):
        """Nothing to be done."""


# --- queues ---

class QueueEmpty(Exception):
    """Raised when Queue.get_nowait() is called on an empty Queue."""
    __module__ = 'asyncio.queues'


class QueueFull(Exception):
    """Raised when the Queue.put_nowait() method is called on a full Queue."""
    __module__ = 'asyncio.queues'


class Queue:
    """What some tasks put in others take out."""

    def __init__(self, maxsize=0):
        self._maxsize = maxsize
        self._getters, self._putters, self._joiners = _Waiters(), _Waiters(), _Waiters()
        self._unfinished = 0
        self._init(maxsize)

    def _init(self, maxsize):
        self._queue = deque()

    def _get(self):
        return self._queue.popleft()

    def _put(self, item):
        self._queue.append(item)

    maxsize = property(lambda self: self._maxsize)

    def qsize(self):
        """How many items are in it."""
        return len(self._queue)

    def empty(self):
        """Whether there is none."""
        return not self._queue

    def full(self):
        """Whether there is no room."""
        return 0 < self._maxsize <= len(self._queue)

    async def put(self, item):
        """Put an item in, when there is room."""
        while self.full():
            await self._putters._wait()
        self.put_nowait(item)

    def put_nowait(self, item):
        """Put an item in."""
        if self.full():
            raise QueueFull
        self._put(item)
        self._unfinished += 1
        self._getters._wake()

    async def get(self):
        """Take an item out, when there is one."""
        while self.empty():
            await self._getters._wait()
        return self.get_nowait()

    def get_nowait(self):
        """Take an item out."""
        if self.empty():
            raise QueueEmpty
        item = self._get()
        self._putters._wake()
        return item

    def task_done(self):
        """An item that was taken out is dealt with."""
        if self._unfinished <= 0:
            raise ValueError('task_done() called too many times')
        self._unfinished -= 1
        if self._unfinished == 0:
            self._joiners._wake(-1)

    async def join(self):
        """Wait until all items are dealt with."""
        if self._unfinished > 0:
            await self._joiners._wait()

    def __repr__(self):
        return f'<{_named(self)} maxsize={self._maxsize!r}>'


class PriorityQueue(Queue):
    """Gives the smallest item first."""

    def _init(self, maxsize):
        self._queue = []

    def _put(self, item):
        heapq.heappush(self._queue, item)

    def _get(self):
        return heapq.heappop(self._queue)


class LifoQueue(Queue):
    """Gives the newest item first."""

    def _init(self, maxsize):
        self._queue = []

    def _get(self):
        return self._queue.pop()
