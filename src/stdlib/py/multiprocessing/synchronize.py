"""What processes wait for each other with. A token that is there is a lock that is free."""

import os
import threading

from multiprocessing._shared import MOST, Memory, Tokens, only_inherited
from multiprocessing.process import current_process
from struct import Struct
from time import monotonic

__all__ = ['Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Condition', 'Event', 'Barrier']


def _me():
    return os.getpid(), threading.get_ident()


class Semaphore:
    """At most so many processes have it."""

    def __init__(self, value=1):
        if not 0 <= value <= MOST:
            raise OSError(22, 'Invalid argument')
        self._tokens = Tokens(value)

    def acquire(self, block=True, timeout=None):
        """Take it; False if it is not to be had in time."""
        return self._tokens.take(block, None if timeout is None else max(timeout, 0))

    def release(self):
        """Give it back."""
        self._tokens.put()

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *error):
        self.release()

    def __reduce__(self):
        only_inherited(self)


class BoundedSemaphore(Semaphore):
    """A semaphore that is released no more often than acquired: there is a token of each acquire()."""

    def __init__(self, value=1):
        super().__init__(value)
        self._taken = Tokens()

    def acquire(self, block=True, timeout=None):
        """Take it; False if it is not to be had in time."""
        if not super().acquire(block, timeout):
            return False
        self._taken.put()
        return True

    def release(self):
        """Give it back."""
        if not self._taken.take(False):
            raise ValueError('semaphore or lock released too many times')
        super().release()


class Lock(Semaphore):
    """At most one process has it."""

    def __init__(self):
        super().__init__(1)
        self._owner = None

    def acquire(self, block=True, timeout=None):
        """Take it; False if it is not to be had in time."""
        if not super().acquire(block, timeout):
            return False
        self._owner = _me()
        return True

    def release(self):
        """Give it back, whoever has it."""
        if not self._tokens.is_empty():
            raise ValueError('semaphore or lock released too many times')
        self._owner = None
        super().release()

    def _is_owned(self):
        return self._owner == _me()

    def _shown_owner(self):
        if self._is_owned():
            return current_process().name
        return 'SomeOtherProcess' if self._tokens.is_empty() else 'None'

    def __repr__(self):
        return f'<Lock(owner={self._shown_owner()})>'


class RLock(Lock):
    """A lock that its owner may take many times."""

    def __init__(self):
        super().__init__()
        self._count = 0

    def acquire(self, block=True, timeout=None):
        """Take it once more; False if it is not to be had in time."""
        if not self._is_owned():
            if not super().acquire(block, timeout):
                return False
            self._count = 0
        self._count += 1
        return True

    def release(self):
        """Give it back once."""
        assert self._is_owned(), 'attempt to release recursive lock not owned by thread'
        self._count -= 1
        if self._count == 0:
            super().release()

    def __repr__(self):
        return f'<RLock({self._shown_owner()}, {self._count if self._is_owned() else 0})>'


class Condition:
    """A lock, and waiting for a word from who has it.

        wait():    a token in _sleeping, then sleeps until one in _calls, and puts one in _awake
        notify():  takes one from _sleeping, puts one in _calls, and waits for one in _awake:
                   so nobody who comes later can take the call away
    """

    def __init__(self, lock=None):
        self._lock = RLock() if lock is None else lock
        self._sleeping, self._calls, self._awake = Tokens(), Tokens(), Tokens()
        self.acquire, self.release = self._lock.acquire, self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *error):
        return self._lock.__exit__(*error)

    def __reduce__(self):
        only_inherited(self)

    def wait(self, timeout=None):
        """Give the lock back, wait until notified or for so many seconds, take the lock again."""
        assert self._lock._is_owned(), 'must acquire() condition before using wait()'
        times = getattr(self._lock, '_count', 1)
        self._sleeping.put()
        for _ in range(times):
            self._lock.release()
        called = False
        try:
            called = self._calls.take(True, timeout)
            # Who was counted as a sleeper is called, if too late.
            if not called and not self._sleeping.take(False):
                called = self._calls.take()
            if called:
                self._awake.put()
            return called
        finally:
            for _ in range(times):
                self._lock.acquire()

    def notify(self, n=1):
        """Wake so many of those that wait."""
        assert self._lock._is_owned(), 'lock is not owned'
        called = 0
        while called < n and self._sleeping.take(False):
            self._calls.put()
            called += 1
        for _ in range(called):
            self._awake.take()

    def notify_all(self):
        """Wake all that wait."""
        self.notify(float('inf'))

    def wait_for(self, predicate, timeout=None):
        """Wait until a function says yes, and give what it said last."""
        end = None if timeout is None else monotonic() + timeout
        result = predicate()
        while not result:
            left = None if end is None else end - monotonic()
            if left is not None and left <= 0:
                break
            self.wait(left)
            result = predicate()
        return result

    def __repr__(self):
        return f'<Condition({self._lock})>'


class Event:
    """Set once, and all that wait go on."""

    def __init__(self):
        self._cond, self._flag = Condition(Lock()), Tokens()

    def is_set(self):
        """Whether it is set."""
        with self._cond:
            return not self._flag.is_empty()

    def set(self):
        """Set it, and wake all that wait for it."""
        with self._cond:
            if self._flag.is_empty():
                self._flag.put()
            self._cond.notify_all()

    def clear(self):
        """Unset it."""
        with self._cond:
            self._flag.take(False)

    def wait(self, timeout=None):
        """Wait until it is set or for so many seconds; whether it was set."""
        with self._cond:
            return self._cond.wait_for(lambda: not self._flag.is_empty(), timeout)

    def __repr__(self):
        return f"<{type(self).__qualname__} at {id(self):#x} {'set' if self.is_set() else 'unset'}>"


class Barrier:
    """Processes wait until there are enough of them, pass, and the next ones wait: a new round."""

    # The number of the round, how many wait in it, the last round that was broken off, whether
    # nobody can pass any more.
    _state = Struct('qqq?')

    def __init__(self, parties, action=None, timeout=None):
        self.parties, self._action, self._timeout = parties, action, timeout
        self._cond, self._memory = Condition(Lock()), Memory(self._state.size)
        self._set(1, 0, 0, False)

    def _get(self):
        return self._state.unpack(self._memory.read(0, self._state.size))

    def _set(self, *state):
        self._memory.write(0, self._state.pack(*state))

    def wait(self, timeout=None):
        """Wait for the others; everybody gets another number below `parties`."""
        timeout = self._timeout if timeout is None else timeout
        with self._cond:
            here, place, off, broken = self._get()
            if broken:
                raise threading.BrokenBarrierError
            self._set(here, place + 1, off, broken)
            if place + 1 == self.parties:
                self._pass(here)
            else:
                self._cond.wait_for(lambda: self._is_over(here), timeout)
                if not self._is_over(here):
                    self._break(here)
                if self._get()[2] >= here:
                    raise threading.BrokenBarrierError
            return place

    def _is_over(self, here):
        now, _, off, broken = self._get()
        return now != here or broken

    def _pass(self, here):
        try:
            if self._action:
                self._action()
        except BaseException:
            self._break(here)
            raise
        self._set(here + 1, 0, self._get()[2], False)
        self._cond.notify_all()

    def _break(self, here):
        self._set(here, 0, here, True)
        self._cond.notify_all()

    def abort(self):
        """Break the barrier, until reset() mends it."""
        with self._cond:
            self._break(self._get()[0])

    def reset(self):
        """Begin a new round; those that wait get BrokenBarrierError."""
        with self._cond:
            here = self._get()[0]
            self._set(here + 1, 0, here, False)
            self._cond.notify_all()

    @property
    def n_waiting(self):
        """How many wait."""
        return self._get()[1]

    @property
    def broken(self):
        """Whether nobody can pass."""
        return self._get()[3]

    def __repr__(self):
        state = 'broken' if self.broken else f'waiters={self.n_waiting}/{self.parties}'
        return f'<{type(self).__module__}.{type(self).__qualname__} at {id(self):#x}: {state}>'
