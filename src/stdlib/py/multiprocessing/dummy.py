"""The names of `multiprocessing` for threads."""

import threading

from multiprocessing.pool import ThreadPool
from queue import Queue
from threading import Barrier, BoundedSemaphore, Condition, Event, Lock, RLock, Semaphore

__all__ = ['Process', 'current_process', 'active_children', 'freeze_support', 'Lock', 'RLock', 'Semaphore',
           'BoundedSemaphore', 'Condition', 'Event', 'Barrier', 'Queue', 'Manager', 'Pipe', 'Pool', 'JoinableQueue']

JoinableQueue = Queue
dict, list = dict, list
current_process = threading.current_thread


class DummyProcess(threading.Thread):
    """A thread with an exit code."""

    @property
    def exitcode(self):
        """0 after the end."""
        return 0 if self._started.is_set() and not self.is_alive() else None


Process = DummyProcess


class Namespace:
    """Attributes."""

    def __init__(self, /, **kwargs):
        self.__dict__.update(kwargs)

    def __repr__(self):
        shown = sorted(f'{name}={value!r}' for name, value in vars(self).items() if not name.startswith('_'))
        return f"{type(self).__name__}({', '.join(shown)})"


class Value:
    """A value of any type."""

    def __init__(self, typecode, value, lock=True):
        self._typecode, self.value = typecode, value

    def __repr__(self):
        return f'<{type(self).__name__}({self._typecode!r}, {self.value!r})>'


def Array(typecode, sequence, lock=True):
    """An array."""
    import array
    return array.array(typecode, sequence)


class Connection:
    """An end of a pipe between threads."""

    def __init__(self, reads, writes):
        self._reads, self._writes = reads, writes
        self.send = self.send_bytes = writes.put
        self.recv = self.recv_bytes = reads.get

    def poll(self, timeout=0.0):
        """Whether there is something to be read."""
        with self._reads.not_empty:
            return bool(self._reads.not_empty.wait_for(self._reads._qsize, timeout))

    def close(self):
        """Nothing is open."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()


def Pipe(duplex=True):
    """Two connections: what is sent into one comes out of the other."""
    first, second = Queue(), Queue()
    return Connection(first, second), Connection(second, first)


def active_children():
    """The threads that this one has started, and that are alive."""
    return [it for it in threading.enumerate() if isinstance(it, DummyProcess)]


def freeze_support():
    """Nothing is needed here."""


def Manager():
    """Makes the same things as this module."""
    import sys
    return sys.modules[__name__]


def shutdown():
    """Of a Manager: there is nothing to be ended."""


def Pool(processes=None, initializer=None, initargs=()):
    """A pool of threads."""
    return ThreadPool(processes, initializer, initargs)
