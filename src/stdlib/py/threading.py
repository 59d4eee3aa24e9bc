"""Threads: functions of the program that run at the same time.

    start() ──> _limbo ──> _bootstrap, in the new thread ──> _active ──> run() ──> gone
       └─────── waits ─────────> _started is set               _ended is released: join() goes on

One thread runs at a time, and hands over when it waits, or after a while. `_thread` starts and
switches them, and makes the locks; what is made of locks is in `_synchronize`.
"""

import os
import sys

import _thread

from _synchronize import (
    Barrier, BoundedSemaphore, BrokenBarrierError, Condition, Event, Semaphore, deprecated)
from _thread import (
    RLock, TIMEOUT_MAX, _local as local, allocate_lock as Lock, error as ThreadError, get_ident,
    get_native_id, stack_size)
from itertools import count

__all__ = ['get_ident', 'active_count', 'Condition', 'current_thread', 'enumerate', 'main_thread', 'TIMEOUT_MAX',
           'Event', 'Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Thread', 'Barrier', 'BrokenBarrierError',
           'Timer', 'ThreadError', 'setprofile', 'settrace', 'local', 'stack_size', 'excepthook', 'ExceptHookArgs',
           'gettrace', 'getprofile', 'setprofile_all_threads', 'settrace_all_threads', 'get_native_id']

# Threads that run, by ident, and those that were started but do not run yet. `_endings` are the
# locks that threads release when they end, of those for which the program waits.
_active, _limbo, _endings = {}, {}, set()
_lock = RLock()
_numbers, _dummy_numbers = count(1), count(1)
_trace_hook = _profile_hook = None
_atexit_calls, _shutting_down = [], False


# --- what a thread dies of ---

class _ExceptHookArgs(tuple):
    """What threading.excepthook is told."""

    __module__, __slots__ = '_thread', ()
    __match_args__ = ('exc_type', 'exc_value', 'exc_traceback', 'thread')

    def __new__(cls, sequence):
        made = super().__new__(cls, sequence)
        if len(made) != 4:
            raise TypeError(f'_thread._ExceptHookArgs() takes a 4-sequence ({len(made)}-sequence given)')
        return made

    exc_type, exc_value, exc_traceback, thread = (
        property(lambda self, place=place: self[place]) for place in range(4))

    def __repr__(self):
        fields = zip(self.__match_args__, self)
        return f"_thread._ExceptHookArgs({', '.join(f'{name}={value!r}' for name, value in fields)})"


ExceptHookArgs = _ExceptHookArgs


def excepthook(args, /):
    """Say on stderr what a thread has died of; programs may put another function here."""
    if not isinstance(args, ExceptHookArgs):
        raise TypeError('_thread.excepthook argument type must be ExceptHookArgs')
    if args.exc_type is SystemExit:
        return
    stderr = sys.stderr or args.thread and args.thread._stderr
    if stderr is None:
        return
    import traceback
    name = get_ident() if args.thread is None else args.thread.name
    print(f'Exception in thread {name}:', file=stderr, flush=True)
    traceback.print_exception(args.exc_type, args.exc_value, args.exc_traceback, file=stderr)
    stderr.flush()


__excepthook__ = excepthook


# --- threads ---

class Thread:
    """A function that runs in a thread of its own after start()."""

    _initialized = False

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        assert group is None, 'group argument must be None for now'
        if name:
            name = str(name)
        else:
            name = f'Thread-{next(_numbers)}'
            if target is not None and hasattr(target, '__name__'):
                name += f' ({target.__name__})'
        self._target, self._name, self._args = target, name, args
        self._kwargs = {} if kwargs is None else kwargs
        self._daemonic = current_thread().daemon if daemon is None else daemon
        self._ident = self._native_id = self._ended = None
        self._started = Event()
        self._initialized = True
        self._stderr = sys.stderr

    def __repr__(self):
        assert self._initialized, 'Thread.__init__() was not called'
        state = 'initial' if not self._started.is_set() else 'started' if self.is_alive() else 'stopped'
        if self._daemonic:
            state += ' daemon'
        if self._ident is not None:
            state += f' {self._ident}'
        return f'<{self.__class__.__name__}({self._name}, {state})>'

    def start(self):
        """Run in a new thread."""
        if not self._initialized:
            raise RuntimeError('thread.__init__() not called')
        if self._started.is_set():
            raise RuntimeError('threads can only be started once')
        with _lock:
            _limbo[self] = self
        try:
            _thread.start_new_thread(self._bootstrap, ())
        except Exception:
            with _lock:
                del _limbo[self]
            raise
        self._started.wait()

    def run(self):
        """What the thread does."""
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            # The arguments may be what keeps this thread alive.
            del self._target, self._args, self._kwargs

    def _bootstrap(self):
        self._enter()
        try:
            self._started.set()
            if _trace_hook:
                sys.settrace(_trace_hook)
            if _profile_hook:
                sys.setprofile(_profile_hook)
            self.run()
        except BaseException:
            self._report()
        finally:
            with _lock:
                _active.pop(self._ident, None)
                _endings.discard(self._ended)
            self._ended.release()

    def _enter(self):
        """Be one of the threads that run."""
        self._ident, self._native_id = get_ident(), get_native_id()
        self._ended = Lock()
        self._ended.acquire()
        with _lock:
            if not self._daemonic:
                _endings.add(self._ended)
            _active[self._ident] = self
            _limbo.pop(self, None)

    def _report(self):
        """Tell the hook what the thread dies of."""
        try:
            (excepthook or __excepthook__)(ExceptHookArgs([*sys.exc_info(), self]))
        except Exception as error:
            error.__suppress_context__ = True
            print('Exception in threading.excepthook:', file=sys.stderr or self._stderr, flush=True)
            (sys.excepthook or sys.__excepthook__)(*sys.exc_info())

    def join(self, timeout=None):
        """Wait for the end, or for so many seconds."""
        if not self._initialized:
            raise RuntimeError('Thread.__init__() not called')
        if not self._started.is_set():
            raise RuntimeError('cannot join thread before it is started')
        if self is current_thread():
            raise RuntimeError('cannot join current thread')
        self._has_ended(-1 if timeout is None else max(timeout, 0))

    def is_alive(self):
        """Whether it was started and has not ended."""
        assert self._initialized, 'Thread.__init__() not called'
        return self._started.is_set() and not self._has_ended(0)

    def _has_ended(self, timeout):
        ended = self._ended
        if ended is not None:
            if not ended.acquire(True, timeout):
                return False
            try:
                self._ended = None
            finally:
                ended.release()
        return True

    @property
    def name(self):
        """A name, for people."""
        assert self._initialized, 'Thread.__init__() not called'
        return self._name

    @name.setter
    def name(self, name):
        assert self._initialized, 'Thread.__init__() not called'
        self._name = str(name)

    @property
    def ident(self):
        """A number that no other thread has as long as it runs; None before start()."""
        assert self._initialized, 'Thread.__init__() not called'
        return self._ident

    @property
    def native_id(self):
        """The number that the system knows it by; None before start()."""
        assert self._initialized, 'Thread.__init__() not called'
        return self._native_id

    @property
    def daemon(self):
        """Whether the program ends without waiting for it."""
        assert self._initialized, 'Thread.__init__() not called'
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        if not self._initialized:
            raise RuntimeError('Thread.__init__() not called')
        if self._started.is_set():
            raise RuntimeError('cannot set daemon status of active thread')
        self._daemonic = daemonic

    def getName(self):
        """The old form of `name`."""
        deprecated('getName() is deprecated, get the name attribute instead')
        return self.name

    def setName(self, name):
        """The old form of `name`."""
        deprecated('setName() is deprecated, set the name attribute instead')
        self.name = name

    def isDaemon(self):
        """The old form of `daemon`."""
        deprecated('isDaemon() is deprecated, get the daemon attribute instead')
        return self.daemon

    def setDaemon(self, daemonic):
        """The old form of `daemon`."""
        deprecated('setDaemon() is deprecated, set the daemon attribute instead')
        self.daemon = daemonic


class Timer(Thread):
    """Calls a function after so many seconds, unless cancelled before."""

    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__()
        self.interval, self.function = interval, function
        self.args = [] if args is None else args
        self.kwargs = {} if kwargs is None else kwargs
        self.finished = Event()

    def cancel(self):
        """Do not call the function."""
        self.finished.set()

    def run(self):
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()


class _MainThread(Thread):
    """The thread in which the program began."""

    def __init__(self):
        super().__init__(name='MainThread', daemon=False)
        self._ident, self._native_id = get_ident(), get_native_id()
        self._ended = Lock()
        self._ended.acquire()
        self._started.set()
        _active[self._ident] = self


class _DummyThread(Thread):
    """A thread that `_thread` started: it is not known when it ends."""

    def __init__(self):
        super().__init__(name=f'Dummy-{next(_dummy_numbers)}', daemon=True)
        self._ident, self._native_id = get_ident(), get_native_id()
        self._started.set()
        with _lock:
            _active[self._ident] = self

    def is_alive(self):
        return True

    def join(self, timeout=None):
        assert False, 'cannot join a dummy thread'


# --- which threads there are ---

def current_thread():
    """The thread that runs."""
    try:
        return _active[get_ident()]
    except KeyError:
        return _DummyThread()


def currentThread():
    """The old name of current_thread()."""
    deprecated('currentThread() is deprecated, use current_thread() instead')
    return current_thread()


def main_thread():
    """The thread in which the program began."""
    return _main


def active_count():
    """How many threads are alive."""
    with _lock:
        return len(_active) + len(_limbo)


def activeCount():
    """The old name of active_count()."""
    deprecated('activeCount() is deprecated, use active_count() instead')
    return active_count()


def enumerate():
    """The threads that are alive."""
    with _lock:
        return [*_active.values(), *_limbo.values()]


# --- tracing and profiling ---

def settrace(func):
    """Let threads that start from now on call sys.settrace(func) first."""
    global _trace_hook
    _trace_hook = func


def setprofile(func):
    """Let threads that start from now on call sys.setprofile(func) first."""
    global _profile_hook
    _profile_hook = func


def settrace_all_threads(func):
    """As settrace(), and for the thread that calls this."""
    settrace(func)
    sys.settrace(func)


def setprofile_all_threads(func):
    """As setprofile(), and for the thread that calls this."""
    setprofile(func)
    sys.setprofile(func)


def gettrace():
    """What settrace() was given."""
    return _trace_hook


def getprofile():
    """What setprofile() was given."""
    return _profile_hook


# --- the end of the program, and programs that fork ---

def _register_atexit(func, *args, **kwargs):
    """Call a function at the end, before threads are waited for."""
    if _shutting_down:
        raise RuntimeError("can't register atexit after shutdown")
    _atexit_calls.append(lambda: func(*args, **kwargs))


def _shutdown():
    """Wait for all threads but daemons; the interpreter calls this at the end."""
    global _shutting_down, _endings
    if _main._has_ended(0):
        return
    _shutting_down = True
    for call in reversed(_atexit_calls):
        call()
    if _main._ident == get_ident():
        _main._ended.release()
    while True:
        with _lock:
            endings, _endings = _endings, set()
        if not endings:
            break
        for ending in endings:
            ending.acquire()
            ending.release()


def _after_fork():
    """In a child there is one thread: the one that forked is the main thread now."""
    global _main, _lock, _endings
    _lock, _endings = RLock(), set()
    here = current_thread()
    for thread in enumerate():
        thread._started._at_fork_reinit()
        thread._ended = None
    here._ended = Lock()
    here._ended.acquire()
    here._native_id = get_native_id()
    _limbo.clear()
    _active.clear()
    _active[here._ident] = _main = here


_main = _MainThread()
if hasattr(os, 'register_at_fork'):
    os.register_at_fork(after_in_child=_after_fork)
