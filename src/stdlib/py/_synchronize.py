"""What threads wait for each other with; `threading` shows it all under its own name.

Everything is made of locks that one thread takes twice: it sleeps in the second acquire() until
another thread releases the lock.

    Condition   a lock, and a row of such waiting locks; notify() releases the first ones
    Semaphore, Event, Barrier   a Condition, and a number, a flag, a round that is guarded by it
"""

from _thread import RLock, allocate_lock as Lock
from collections import deque
from itertools import islice
from time import monotonic


class Condition:
    """A lock, and waiting for a word from who has it."""

    def __init__(self, lock=None):
        self._lock = lock = RLock() if lock is None else lock
        self.acquire, self.release = lock.acquire, lock.release
        self._waiters = deque()
        # An RLock is given back whole, however often it was taken.
        for name in ('_release_save', '_acquire_restore', '_is_owned'):
            if hasattr(lock, name):
                setattr(self, name, getattr(lock, name))

    def _release_save(self):
        self._lock.release()

    def _acquire_restore(self, saved):
        self._lock.acquire()

    def _is_owned(self):
        # A plain lock does not know its owner.
        if self._lock.acquire(False):
            self._lock.release()
            return False
        return True

    def _at_fork_reinit(self):
        self._lock._at_fork_reinit()
        self._waiters.clear()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *error):
        return self._lock.__exit__(*error)

    def __repr__(self):
        return f'<Condition({self._lock}, {len(self._waiters)})>'

    def wait(self, timeout=None):
        """Give the lock back, wait until notified or for so many seconds, take the lock again."""
        if not self._is_owned():
            raise RuntimeError('cannot wait on un-acquired lock')
        waiter = Lock()
        waiter.acquire()
        self._waiters.append(waiter)
        saved = self._release_save()
        notified = False
        try:
            if timeout is None:
                notified = waiter.acquire()
            elif timeout > 0:
                notified = waiter.acquire(True, timeout)
            else:
                notified = waiter.acquire(False)
            return notified
        finally:
            self._acquire_restore(saved)
            if not notified and waiter in self._waiters:
                self._waiters.remove(waiter)

    def wait_for(self, predicate, timeout=None):
        """Wait until a function says yes, and give what it said last."""
        end = None if timeout is None else monotonic() + timeout
        result = predicate()
        while not result:
            if end is None:
                self.wait()
            else:
                left = end - monotonic()
                if left <= 0:
                    break
                self.wait(left)
            result = predicate()
        return result

    def notify(self, n=1):
        """Wake so many of those that wait."""
        if not self._is_owned():
            raise RuntimeError('cannot notify on un-acquired lock')
        for waiter in list(islice(self._waiters, n)):
            self._waiters.remove(waiter)
            waiter.release()

    def notify_all(self):
        """Wake all that wait."""
        self.notify(len(self._waiters))

    def notifyAll(self):
        """The old name of notify_all()."""
        deprecated('notifyAll() is deprecated, use notify_all() instead')
        self.notify_all()


def deprecated(message):
    """Warn the caller of the caller."""
    import warnings
    warnings.warn(message, DeprecationWarning, stacklevel=3)


class _Shown:
    """A repr with the state."""

    def __repr__(self):
        kind = type(self)
        return f'<{kind.__module__}.{kind.__qualname__} at {id(self):#x}: {self._state()}>'


class Semaphore(_Shown):
    """At most so many threads have it."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError('semaphore initial value must be >= 0')
        self._cond = Condition(Lock())
        self._value = value

    def acquire(self, blocking=True, timeout=None):
        """Take it; False if it is not to be had in time."""
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        with self._cond:
            if not self._value and (
                    not blocking or not self._cond.wait_for(lambda: self._value, timeout)):
                return False
            self._value -= 1
            return True

    __enter__ = acquire

    def release(self, n=1):
        """Give it back, so many times."""
        if n < 1:
            raise ValueError('n must be one or more')
        with self._cond:
            self._value += n
            self._cond.notify(n)

    def __exit__(self, *error):
        self.release()

    def _state(self):
        return f'value={self._value}'


class BoundedSemaphore(Semaphore):
    """A semaphore that is released no more often than acquired."""

    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def release(self, n=1):
        """Give it back, so many times."""
        if n < 1:
            raise ValueError('n must be one or more')
        with self._cond:
            if self._value + n > self._initial_value:
                raise ValueError('Semaphore released too many times')
            self._value += n
            self._cond.notify(n)

    def _state(self):
        return f'value={self._value}/{self._initial_value}'


class Event(_Shown):
    """Set once, and all that wait go on."""

    def __init__(self):
        self._cond = Condition(Lock())
        self._flag = False

    def _at_fork_reinit(self):
        self._cond._at_fork_reinit()

    def is_set(self):
        """Whether it is set."""
        return self._flag

    def isSet(self):
        """The old name of is_set()."""
        deprecated('isSet() is deprecated, use is_set() instead')
        return self.is_set()

    def set(self):
        """Set it, and wake all that wait for it."""
        with self._cond:
            self._flag = True
            self._cond.notify_all()

    def clear(self):
        """Unset it."""
        with self._cond:
            self._flag = False

    def wait(self, timeout=None):
        """Wait until it is set or for so many seconds; whether it was set."""
        with self._cond:
            return self._flag or self._cond.wait(timeout)

    def _state(self):
        return 'set' if self._flag else 'unset'


class BrokenBarrierError(RuntimeError):
    """Nobody can pass the barrier any more."""


class _Round:
    """Those that pass a barrier together."""

    def __init__(self):
        self.waiting = 0
        self.passed = self.broken = False


class Barrier(_Shown):
    """Threads wait until there are enough of them, pass, and the next ones wait: a new round."""

    def __init__(self, parties, action=None, timeout=None):
        self._parties, self._action, self._timeout = parties, action, timeout
        self._cond = Condition(Lock())
        self._round = _Round()

    def wait(self, timeout=None):
        """Wait for the others; everybody gets another number below `parties`."""
        if timeout is None:
            timeout = self._timeout
        with self._cond:
            here = self._round
            if here.broken:
                raise BrokenBarrierError
            place = here.waiting
            here.waiting += 1
            if here.waiting == self._parties:
                self._pass(here)
                return place
            try:
                if not self._cond.wait_for(lambda: here.passed or here.broken, timeout):
                    self._break(here)
            except BaseException:
                here.waiting -= 1
                raise
            if not here.passed:
                raise BrokenBarrierError
            return place

    def _pass(self, here):
        try:
            if self._action:
                self._action()
        except BaseException:
            self._break(here)
            raise
        here.passed = True
        self._round = _Round()
        self._cond.notify_all()

    def _break(self, here):
        here.broken = True
        self._cond.notify_all()

    def reset(self):
        """Begin a new round; those that wait get BrokenBarrierError."""
        with self._cond:
            self._break(self._round)
            self._round = _Round()

    def abort(self):
        """Break the barrier, until reset() mends it."""
        with self._cond:
            self._break(self._round)

    @property
    def parties(self):
        """How many pass together."""
        return self._parties

    @property
    def n_waiting(self):
        """How many wait."""
        return 0 if self._round.broken else self._round.waiting

    @property
    def broken(self):
        """Whether nobody can pass."""
        return self._round.broken

    def _state(self):
        return 'broken' if self.broken else f'waiters={self.n_waiting}/{self.parties}'


for _kind in (Condition, Semaphore, BoundedSemaphore, Event, Barrier, BrokenBarrierError):
    _kind.__module__ = 'threading'
