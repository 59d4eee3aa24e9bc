"""Processes that work together: children that are forked, and what goes between them.

    process       Process: a function in a child        pool          many calls, some workers
    connection    Pipe: objects through a pipe          queues        queues through pipes
    synchronize   locks, events, conditions, barriers   sharedctypes  numbers that all see
    managers      dicts and lists in a process of their own
    _shared       what all of these are made of
    dummy         the same names for threads
"""

import os

from multiprocessing import process
from multiprocessing.connection import Pipe
from multiprocessing.pool import Pool
from multiprocessing.process import Process, active_children, current_process, parent_process
from multiprocessing.queues import JoinableQueue, Queue, SimpleQueue
from multiprocessing.sharedctypes import Array, RawArray, RawValue, Value
from multiprocessing.synchronize import Barrier, BoundedSemaphore, Condition, Event, Lock, RLock, Semaphore

__all__ = [
    'Array', 'AuthenticationError', 'Barrier', 'BoundedSemaphore', 'BufferTooShort', 'Condition', 'Event',
    'JoinableQueue', 'Lock', 'Manager', 'Pipe', 'Pool', 'Process', 'ProcessError', 'Queue', 'RLock', 'RawArray',
    'RawValue', 'Semaphore', 'SimpleQueue', 'TimeoutError', 'Value', 'active_children', 'cpu_count', 'current_process',
    'freeze_support', 'get_all_start_methods', 'get_context', 'get_start_method', 'parent_process', 'set_start_method',
]


class ProcessError(Exception):
    __module__ = 'multiprocessing.context'


class BufferTooShort(ProcessError):
    __module__ = 'multiprocessing.context'


class TimeoutError(ProcessError):
    __module__ = 'multiprocessing.context'


class AuthenticationError(ProcessError):
    __module__ = 'multiprocessing.context'


_method = None


def cpu_count():
    """How many processors there are."""
    count = os.cpu_count()
    if count is None:
        raise NotImplementedError('cannot determine number of cpus')
    return count


def freeze_support():
    """Nothing is needed here."""


def Manager():
    """A process that has dicts, lists and the like, and proxies for them here."""
    from multiprocessing.managers import SyncManager
    manager = SyncManager()
    manager.start()
    return manager


def get_context(method=None):
    """What makes processes in a way: there is one, which is this module."""
    if method not in (None, 'fork', 'spawn', 'forkserver'):
        raise ValueError(f'cannot find context for {method!r}')
    import sys
    return sys.modules[__name__]


def get_start_method(allow_none=False):
    """The name of the way in which children are made."""
    return None if allow_none and _method is None else _method or 'fork'


def set_start_method(method, force=False):
    """Set the way in which children are made; they are forked in any case."""
    global _method
    if _method is not None and not force:
        raise RuntimeError('context has already been set')
    get_context(method)
    _method = method


def get_all_start_methods():
    """The names of the ways in which children are made, the usual one first."""
    return ['fork', 'spawn', 'forkserver']
