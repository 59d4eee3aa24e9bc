"""Processes: functions that run in children of this process.

    start() ──> os.fork() ──┬─ parent: _Child knows the pid, and waits for the end
                            └─ child: _bootstrap() ──> run() ──> os._exit(), never back into the caller
"""

import atexit
import itertools
import os
import signal
import sys
import threading

from multiprocessing._shared import pauses

__all__ = ['BaseProcess', 'Process', 'current_process', 'active_children', 'parent_process']

_children = set()
_numbers = itertools.count(1)
# Called when a process ends: queues that send what they have.
at_exit = []


class BaseProcess:
    """A function that runs in a process of its own after start()."""

    def __init__(self, group=None, target=None, name=None, args=(), kwargs={}, *, daemon=None):
        assert group is None, 'group argument must be None for now'
        self._identity = *_current._identity, next(_numbers)
        self._parent_pid, self._parent_name = os.getpid(), _current.name
        self._pid = self._status = None
        self._closed = False
        self._target, self._args, self._kwargs = target, tuple(args), dict(kwargs)
        self._name = name or f"{type(self).__name__}-{':'.join(map(str, self._identity))}"
        self._daemonic = _current._daemonic if daemon is None else daemon
        self.authkey = _current.authkey

    def _check_closed(self):
        if self._closed:
            raise ValueError('process object is closed')

    def run(self):
        """What the process does."""
        if self._target:
            self._target(*self._args, **self._kwargs)

    def start(self):
        """Run in a new process."""
        self._check_closed()
        assert self._pid is None, 'cannot start a process twice'
        assert self._parent_pid == os.getpid(), 'can only start a process object created by current process'
        assert not _current._daemonic, 'daemonic processes are not allowed to have children'
        active_children()
        # What is not written yet would be written twice.
        _flush()
        pid = os.fork()
        if pid == 0:
            os._exit(self._bootstrap())
        self._pid = pid
        _children.add(self)
        del self._target, self._args, self._kwargs

    def _bootstrap(self):
        """All that the child does; gives its status."""
        global _current, _parent, _numbers
        _parent = _ParentProcess(self._parent_name, self._parent_pid)
        _current, _numbers = self, itertools.count(1)
        self._pid = os.getpid()
        _children.clear()
        at_exit.clear()
        atexit._clear()
        try:
            try:
                self.run()
                status = 0
            finally:
                _at_exit()
        except SystemExit as error:
            status = _status_of(error)
        except BaseException:
            import traceback
            status = 1
            print(f'Process {self.name}:', file=sys.stderr)
            traceback.print_exc()
        finally:
            threading._shutdown()
            _flush()
        return status

    def join(self, timeout=None):
        """Wait for the end, or for so many seconds."""
        self._check_closed()
        assert self._parent_pid == os.getpid(), 'can only join a child process'
        assert self._pid is not None, 'can only join a started process'
        if timeout is None:
            self._has_ended(0)
        elif not self._has_ended(os.WNOHANG):
            any(self._has_ended(os.WNOHANG) for _ in pauses(timeout))

    def _has_ended(self, options):
        """Ask the system, unless the end is known; or wait, if the options are 0."""
        if self._status is None:
            try:
                pid, status = os.waitpid(self._pid, options)
            except ChildProcessError:
                # Somebody else has waited for it.
                return self._status is not None
            if pid == 0:
                return False
            self._status = os.waitstatus_to_exitcode(status)
            _children.discard(self)
        return True

    def is_alive(self):
        """Whether it was started and has not ended."""
        self._check_closed()
        if self is _current:
            return True
        assert self._parent_pid == os.getpid(), 'can only test a child process'
        return self._pid is not None and not self._has_ended(os.WNOHANG)

    def _signal(self, number):
        self._check_closed()
        if self._pid is not None and not self._has_ended(os.WNOHANG):
            os.kill(self._pid, number)

    def terminate(self):
        """Send it SIGTERM."""
        self._signal(signal.SIGTERM)

    def kill(self):
        """Send it SIGKILL."""
        self._signal(signal.SIGKILL)

    def close(self):
        """Forget a process that has ended."""
        if self._pid is not None and not self._closed and not self._has_ended(os.WNOHANG):
            raise ValueError('Cannot close a process while it is still running. '
                             'You should first call join() or terminate().')
        self._closed = True

    @property
    def name(self):
        """A name, for people."""
        return self._name

    @name.setter
    def name(self, name):
        assert isinstance(name, str), 'name must be a string'
        self._name = name

    @property
    def daemon(self):
        """Whether it is ended when its parent ends."""
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        assert self._pid is None, 'process has already started'
        self._daemonic = daemonic

    @property
    def exitcode(self):
        """None before the end; the status, or minus the number of the signal that ended it."""
        self._check_closed()
        if self is _current or self._pid is None:
            return None
        self._has_ended(os.WNOHANG)
        return self._status

    @property
    def ident(self):
        """The system's number for it; None before start()."""
        self._check_closed()
        return self._pid

    pid = ident

    def _state(self):
        if self is _current:
            return 'started'
        if self._closed:
            return 'closed'
        if self._pid is None:
            return 'initial'
        if not self._has_ended(os.WNOHANG):
            return 'started'
        code = self._status
        if code < 0 and -code in signal.Signals._value2member_map_:
            code = f'-{signal.Signals(-code).name}'
        return f'stopped exitcode={code}'

    def __repr__(self):
        shown = [type(self).__name__, f'name={self._name!r}']
        if not self._closed and self._pid is not None:
            shown.append(f'pid={self._pid}')
        shown += [f'parent={self._parent_pid}', self._state()]
        if self._daemonic:
            shown.append('daemon')
        return f"<{' '.join(shown)}>"


class Process(BaseProcess):
    __module__ = 'multiprocessing.context'


class _ParentProcess:
    """What a child knows of its parent."""

    def __init__(self, name, pid):
        self.name, self.pid = name, pid
        self.ident = pid

    def is_alive(self):
        """Whether it has not ended."""
        return os.getppid() == self.pid

    def join(self, timeout=None):
        """Wait for the end, or for so many seconds."""
        any(not self.is_alive() for _ in pauses(float('inf') if timeout is None else timeout))


class _MainProcess(BaseProcess):
    """The process in which the program began."""

    def __init__(self):
        self._identity = ()
        self._parent_pid = self._status = None
        self._pid = os.getpid()
        self._name, self._daemonic, self._closed = 'MainProcess', False, False
        self.authkey = os.urandom(32)

    def __repr__(self):
        return f"<{type(self).__name__} name={self._name!r} parent={self._parent_pid} started>"

    def close(self):
        """The main process does not end."""


def _status_of(error):
    if error.code is None:
        return 0
    if isinstance(error.code, int):
        return error.code & 0xff
    print(error.code, file=sys.stderr)
    return 1


def _flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, ValueError):
            pass


def current_process():
    """The process that runs."""
    return _current


def parent_process():
    """The process that started this one, or None."""
    return _parent


def active_children():
    """The children that are alive."""
    for child in list(_children):
        child._has_ended(os.WNOHANG)
    return list(_children)


def _at_exit():
    """End daemons, wait for the other children, let queues send what they have."""
    for child in active_children():
        if child._daemonic:
            child.terminate()
    for child in active_children():
        child.join()
    while at_exit:
        at_exit.pop()()


_current, _parent = _MainProcess(), None
atexit.register(_at_exit)
