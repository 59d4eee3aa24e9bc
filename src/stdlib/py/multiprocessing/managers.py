"""Objects in a process of their own, and proxies for them in others.

    proxy.append(1) ──> (number of the object, 'append', args) ──> server: does it ──> (ok, result)

The server does one thing after the other, so what would wait there (an empty queue, a lock that is
taken) is asked for again and again by the proxy instead.
"""

import itertools
import queue
import threading

from multiprocessing._shared import pauses
from multiprocessing.connection import Pipe
from multiprocessing.dummy import Namespace, Value
from multiprocessing.process import BaseProcess, Process
from multiprocessing.synchronize import Lock

__all__ = ['BaseManager', 'SyncManager', 'BaseProxy']

_numbers = itertools.count(1)
# By their numbers, here and in the children that are forked: a proxy that is sent says which it needs.
_managers = {}


# --- the server ---

def _serve(connection, kinds):
    """Do what is asked for, until None is."""
    objects = {}
    for number, request in enumerate(iter(connection.recv, None)):
        try:
            target, method, args, kwargs = request
            if target is None:
                objects[number] = kinds[method](*args, **kwargs)
                answer = True, number
            else:
                answer = True, _do(objects[target], method, args, kwargs)
        except Exception as error:
            answer = False, error
        try:
            connection.send(answer)
        except Exception as error:
            connection.send((False, TypeError(f'the result can not be sent: {error}')))


def _do(it, method, args, kwargs):
    result = getattr(it, method)(*args, **kwargs)
    # Views and iterators can't be sent; what changes an object gives nothing to send.
    if method in ('keys', 'values', 'items', '__iter__', '__reversed__'):
        return list(result)
    return None if method.startswith('__i') and result is it else result


# --- proxies ---

class BaseProxy:
    """Stands for an object of a manager."""

    def __init__(self, manager, kind, number):
        self.__dict__.update(_manager=manager, _kind=kind, _number=number)

    def _callmethod(self, methodname, args=(), kwds={}):
        """Have a method called, and give the result."""
        return self._manager._call(self._number, methodname, args, kwds)

    def _getvalue(self):
        """A copy of the object."""
        return self._callmethod('copy')

    def __reduce__(self):
        return _proxy, (self._manager._number, self._kind, self._number)

    def __repr__(self):
        return f'<{type(self).__name__} object, typeid {self._kind!r} at {id(self):#x}>'

    def __str__(self):
        return self._callmethod('__repr__')


def _proxy(manager, kind, number):
    return _PROXIES[kind](_managers[manager], kind, number)


def _forwarding(name, methods):
    """A class of proxies whose methods are those of the objects."""
    def forward(method):
        return lambda self, *args, **kwds: self._callmethod(method, args, kwds)

    return type(name, (BaseProxy,), {method: forward(method) for method in methods.split()})


DictProxy = _forwarding('DictProxy', '__contains__ __delitem__ __getitem__ __len__ __setitem__ __or__ clear copy get '
                                     'items keys pop popitem setdefault update values')
DictProxy.__iter__ = lambda self: iter(self.keys())
_ListProxy = _forwarding('ListProxy', '__add__ __contains__ __delitem__ __getitem__ __len__ __mul__ __setitem__ append '
                                      'clear copy count extend index insert pop remove reverse sort')


class ListProxy(_ListProxy):
    def __iadd__(self, items):
        self.extend(items)
        return self

    def __iter__(self):
        return iter(self.copy())


class NamespaceProxy(BaseProxy):
    def __getattr__(self, name):
        return self._callmethod('__getattribute__', (name,))

    def __setattr__(self, name, value):
        self._callmethod('__setattr__', (name, value))

    def __delattr__(self, name):
        self._callmethod('__delattr__', (name,))


class ValueProxy(BaseProxy):
    def get(self):
        """The value."""
        return self._callmethod('__getattribute__', ('value',))

    def set(self, value):
        """Change the value."""
        self._callmethod('__setattr__', ('value', value))

    value = property(get, set)


def _insist(attempt, block, timeout):
    """Try until it succeeds, or the time is over."""
    if attempt():
        return True
    return block and any(attempt() for _ in pauses(float('inf') if timeout is None else timeout))


class QueueProxy(_forwarding('QueueProxy', 'qsize empty full put_nowait get_nowait task_done')):
    def put(self, item, block=True, timeout=None):
        """Put an item in; wait for room, if asked to, so many seconds at most."""
        def attempt():
            try:
                self.put_nowait(item)
                return True
            except queue.Full:
                return False

        if not _insist(attempt, block, timeout):
            raise queue.Full

    def get(self, block=True, timeout=None):
        """Take an item out; wait for one, if asked to, so many seconds at most."""
        found = []

        def attempt():
            try:
                found.append(self.get_nowait())
            except queue.Empty:
                pass
            return found

        if not _insist(attempt, block, timeout):
            raise queue.Empty
        return found[0]

    def join(self):
        """Wait until all items are dealt with."""
        _insist(lambda: not self._callmethod('__getattribute__', ('unfinished_tasks',)), True, None)


class LockProxy(_forwarding('AcquirerProxy', 'release locked')):
    def acquire(self, blocking=True, timeout=-1):
        """Take it; False if it is not to be had in time."""
        return _insist(lambda: self._callmethod('acquire', (False,)), blocking, None if timeout < 0 else timeout)

    __enter__ = acquire

    def __exit__(self, *error):
        self.release()


class EventProxy(_forwarding('EventProxy', 'is_set set clear')):
    def wait(self, timeout=None):
        """Wait until it is set or for so many seconds; whether it was set."""
        return bool(_insist(self.is_set, True, timeout))


_KINDS = {'dict': dict, 'list': list, 'Namespace': Namespace, 'Value': Value, 'Array': lambda kind, items: list(items),
          'Queue': queue.Queue, 'JoinableQueue': queue.Queue, 'Lock': threading.Lock, 'Event': threading.Event}
_PROXIES = {'dict': DictProxy, 'list': ListProxy, 'Namespace': NamespaceProxy, 'Value': ValueProxy,
            'Array': ListProxy, 'Queue': QueueProxy, 'JoinableQueue': QueueProxy, 'Lock': LockProxy,
            'Event': EventProxy}


# --- managers ---

class BaseManager:
    """A process with objects."""

    _kinds = {}

    def __init__(self):
        self._number, self._process = next(_numbers), None
        self._lock = Lock()

    def start(self):
        """Start the process."""
        self._here, there = Pipe()
        self._process = Process(target=_serve, args=(there, self._kinds), daemon=True)
        self._process.name = self._process.name.replace('Process', type(self).__name__)
        self._process.start()
        there.close()
        _managers[self._number] = self

    def _call(self, number, method, args, kwargs):
        assert self._process is not None, 'server not yet started'
        with self._lock:
            self._here.send((number, method, args, kwargs))
            ok, result = self._here.recv()
        if not ok:
            raise result
        return result

    def shutdown(self):
        """End the process."""
        if _managers.pop(self._number, None):
            self._here.send(None)
            self._process.join()

    def __enter__(self):
        if self._process is None:
            self.start()
        return self

    def __exit__(self, *error):
        self.shutdown()

    @classmethod
    def register(cls, typeid, callable=None, proxytype=None, exposed=None, **options):
        """Let managers make objects of another kind: `typeid` is the name of the method."""
        cls._kinds = cls._kinds | {typeid: callable}
        if proxytype is None:
            names = exposed or [name for name in dir(callable) if not name.startswith('_')]
            proxytype = _forwarding(f'AutoProxy[{typeid}]', ' '.join(names))
        _PROXIES[typeid] = proxytype

        def make(self, /, *args, **kwargs):
            return _proxy(self._number, typeid, self._call(None, typeid, args, kwargs))

        make.__name__ = typeid
        setattr(cls, typeid, make)


class SyncManager(BaseManager):
    """A process with dicts, lists and the like."""


for _kind, _made in _KINDS.items():
    SyncManager.register(_kind, _made, _PROXIES[_kind])
