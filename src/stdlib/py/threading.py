"""Threads, one after the other: a thread runs from start() to its end, and start() returns then.

That is an order in which threads of an operating system may run too, if none waits for another
that was started later. What would have to wait for ever raises RuntimeError instead.
"""

import sys
import time

from types import SimpleNamespace

__all__ = ['get_ident', 'get_native_id', 'active_count', 'Condition', 'current_thread', 'enumerate', 'main_thread',
           'Event', 'Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Thread', 'Barrier', 'BrokenBarrierError',
           'Timer', 'ThreadError', 'local', 'stack_size', 'excepthook', 'ExceptHookArgs', 'TIMEOUT_MAX']

TIMEOUT_MAX = 9223372036.0
ThreadError = RuntimeError
_running = []
_number = 0


def _wait(what, blocking, timeout):
    """Waiting for what nobody can do meanwhile: False after the time, or an error."""
    if not blocking:
        return False
    if timeout is None or timeout < 0:
        raise RuntimeError(f'deadlock: {what}, and no other thread can run meanwhile')
    time.sleep(timeout)
    return False


class Lock:
    """At most one thread has it."""

    def __init__(self):
        self._locked = False

    def acquire(self, blocking=True, timeout=-1):
        """Take it."""
        if self._locked:
            return _wait('the lock is taken', blocking, timeout)
        self._locked = True
        return True

    def release(self):
        """Give it back."""
        if not self._locked:
            raise RuntimeError('release unlocked lock')
        self._locked = False

    def locked(self):
        """Whether it is taken."""
        return self._locked

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *error):
        self.release()

    def __repr__(self):
        state = 'locked' if self._locked else 'unlocked'
        return f'<{state} _thread.lock object at {id(self):#x}>'


class RLock:
    """A lock that its owner may take many times."""

    def __init__(self):
        self._owner, self._count = None, 0

    def acquire(self, blocking=True, timeout=-1):
        """Take it once more."""
        me = get_ident()
        if self._count and self._owner != me:
            return _wait('the lock is taken', blocking, timeout)
        self._owner = me
        self._count += 1
        return True

    def release(self):
        """Give it back once."""
        if not self._count or self._owner != get_ident():
            raise RuntimeError('cannot release un-acquired lock')
        self._count -= 1

    __enter__ = acquire

    def __exit__(self, *error):
        self.release()


class Condition:
    """A lock, and waiting for a word from who has it."""

    def __init__(self, lock=None):
        self._lock = RLock() if lock is None else lock
        self.acquire, self.release = self._lock.acquire, self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *error):
        return self._lock.__exit__(*error)

    def wait(self, timeout=None):
        """Wait for notify(), which nobody can call meanwhile."""
        return _wait('nobody can call notify()', True, timeout)

    def wait_for(self, predicate, timeout=None):
        """Wait until a function says yes."""
        result = predicate()
        if not result:
            self.wait(timeout)
            result = predicate()
        return result

    def notify(self, n=1):
        """Nobody waits."""

    def notify_all(self):
        """Nobody waits."""


class Semaphore:
    """At most so many threads have it."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError('semaphore initial value must be >= 0')
        self._value = value

    def acquire(self, blocking=True, timeout=None):
        """Take it."""
        if not self._value:
            return _wait('the semaphore is taken', blocking, timeout)
        self._value -= 1
        return True

    def release(self, n=1):
        """Give it back."""
        self._value += n

    __enter__ = acquire

    def __exit__(self, *error):
        self.release()


class BoundedSemaphore(Semaphore):
    """A semaphore that is released no more often than acquired."""

    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def release(self, n=1):
        if self._value + n > self._initial_value:
            raise ValueError('Semaphore released too many times')
        super().release(n)


class Event:
    """Set once, and all that wait go on."""

    def __init__(self):
        self._flag = False

    def is_set(self):
        """Whether it is set."""
        return self._flag

    def set(self):
        """Set it."""
        self._flag = True

    def clear(self):
        """Unset it."""
        self._flag = False

    def wait(self, timeout=None):
        """Whether it is set; waits as long as that may change."""
        return self._flag or _wait('nobody can set the event', True, timeout)


class BrokenBarrierError(RuntimeError):
    pass


class Barrier:
    """Threads wait until there are enough of them: one is enough, more never come."""

    def __init__(self, parties, action=None, timeout=None):
        if parties < 1:
            raise ValueError('parties must be > 0')
        self.parties, self.broken, self.n_waiting = parties, False, 0
        self._action = action

    def wait(self, timeout=None):
        """Wait for the others."""
        if self.parties > 1:
            _wait('nobody else can come to the barrier', True, timeout)
            self.broken = True
            raise BrokenBarrierError
        if self._action:
            self._action()
        return 0


# --- threads ---

ExceptHookArgs = SimpleNamespace


def excepthook(args, /):
    """Say on stderr what a thread has died of."""
    import traceback
    if args.exc_type is SystemExit:
        return
    print(f'Exception in thread {args.thread.name}:', file=sys.stderr)
    traceback.print_exception(args.exc_value)


class Thread:
    """A function that runs at start()."""

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        global _number
        self._target, self._args, self._kwargs = target, args, kwargs or {}
        if name is None:
            _number += 1
            name = f'Thread-{_number}'
            if target is not None and hasattr(target, '__name__'):
                name += f' ({target.__name__})'
        self._name = str(name)
        self.daemon = bool(daemon)
        self._started = self._alive = False
        self.ident = self.native_id = None

    name = property(lambda self: self._name, lambda self, value: setattr(self, '_name', str(value)))

    def getName(self):
        return self._name

    def setName(self, name):
        self.name = name

    def isDaemon(self):
        return self.daemon

    def setDaemon(self, daemonic):
        self.daemon = daemonic

    def run(self):
        """What the thread does."""
        if self._target is not None:
            self._target(*self._args, **self._kwargs)

    def start(self):
        """Run to the end."""
        if self._started:
            raise RuntimeError('threads can only be started once')
        self._started = self._alive = True
        self.ident = self.native_id = id(self)
        _running.append(self)
        try:
            self.run()
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            excepthook(ExceptHookArgs(exc_type=type(error), exc_value=error, exc_traceback=error.__traceback__,
                                      thread=self))
        finally:
            _running.pop()
            self._alive = False

    def is_alive(self):
        """Whether it runs."""
        return self._alive

    def join(self, timeout=None):
        """Wait for the end, which was before start() returned."""
        if not self._started:
            raise RuntimeError('cannot join thread before it is started')
        if self._alive:
            raise RuntimeError('cannot join current thread')

    def __repr__(self):
        state = 'started' if self._alive else 'stopped' if self._started else 'initial'
        daemon = ' daemon' if self.daemon else ''
        ident = '' if self.ident is None else f' {self.ident}'
        return f'<{self.__class__.__name__}({self._name}, {state}{daemon}{ident})>'


class _MainThread(Thread):
    def __init__(self):
        super().__init__(name='MainThread')
        self._started = self._alive = True
        self.ident = self.native_id = id(self)


_main = _MainThread()
_running.append(_main)


class Timer(Thread):
    """Calls a function after so many seconds, which start() waits."""

    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__()
        self.interval, self.function = interval, function
        self.args, self.kwargs = args or [], kwargs or {}
        self.finished = Event()

    def cancel(self):
        """Do not call the function."""
        self.finished.set()

    def run(self):
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()


class local:
    """Attributes of which each thread has its own."""

    def __init__(self):
        object.__setattr__(self, '_values', {})

    def _mine(self):
        return object.__getattribute__(self, '_values').setdefault(get_ident(), {})

    def __getattribute__(self, name):
        if name == '__dict__':
            return local._mine(self)
        try:
            return local._mine(self)[name]
        except KeyError:
            return object.__getattribute__(self, name)

    def __setattr__(self, name, value):
        local._mine(self)[name] = value

    def __delattr__(self, name):
        try:
            del local._mine(self)[name]
        except KeyError:
            raise AttributeError(name) from None


def current_thread():
    """The thread that runs."""
    return _running[-1]


def main_thread():
    """The first thread."""
    return _main


def get_ident():
    """The number of the thread that runs."""
    return _running[-1].ident


get_native_id = get_ident


def active_count():
    """How many threads are alive."""
    return len(_running)


def enumerate():
    """The threads that are alive."""
    return list(_running)


def stack_size(size=0):
    """All threads use the stack of the program."""
    return 0
