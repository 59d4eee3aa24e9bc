"""Waiting for many files and sockets: what is registered is given back with the events that came."""

import math
import select
from abc import ABCMeta, abstractmethod
from collections import namedtuple
from collections.abc import Mapping

EVENT_READ = 1
EVENT_WRITE = 2

SelectorKey = namedtuple('SelectorKey', ['fileobj', 'fd', 'events', 'data'])


def _fileobj_to_fd(fileobj):
    if isinstance(fileobj, int):
        fd = fileobj
    else:
        try:
            fd = int(fileobj.fileno())
        except (AttributeError, TypeError, ValueError):
            raise ValueError(f'Invalid file object: {fileobj!r}') from None
    if fd < 0:
        raise ValueError(f'Invalid file descriptor: {fd}')
    return fd


class _SelectorMapping(Mapping):
    """What is registered, by file."""

    def __init__(self, selector):
        self._selector = selector

    def __len__(self):
        return len(self._selector._fd_to_key)

    def get(self, fileobj, default=None):
        return self._selector._fd_to_key.get(self._selector._fileobj_lookup(fileobj), default)

    def __getitem__(self, fileobj):
        try:
            return self._selector._fd_to_key[self._selector._fileobj_lookup(fileobj)]
        except KeyError:
            raise KeyError(f'{fileobj!r} is not registered') from None

    def __iter__(self):
        return iter(self._selector._fd_to_key)


class BaseSelector(metaclass=ABCMeta):
    """What every selector can do."""

    @abstractmethod
    def register(self, fileobj, events, data=None):
        """Wait for a file too."""
        raise NotImplementedError

    @abstractmethod
    def unregister(self, fileobj):
        """Wait for it no longer."""
        raise NotImplementedError

    def modify(self, fileobj, events, data=None):
        """Wait for other events."""
        self.unregister(fileobj)
        return self.register(fileobj, events, data)

    @abstractmethod
    def select(self, timeout=None):
        """What is ready: a list of (key, events)."""
        raise NotImplementedError

    def close(self):
        """Let go of everything."""

    def get_key(self, fileobj):
        """What a file was registered with."""
        mapping = self.get_map()
        if mapping is None:
            raise RuntimeError('Selector is closed')
        try:
            return mapping[fileobj]
        except KeyError:
            raise KeyError(f'{fileobj!r} is not registered') from None

    @abstractmethod
    def get_map(self):
        """What is registered, by file."""
        raise NotImplementedError

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()


class PollSelector(BaseSelector):
    """A selector on the system's poll."""

    def __init__(self):
        self._fd_to_key = {}
        self._map = _SelectorMapping(self)
        self._poll = select.poll()

    def _fileobj_lookup(self, fileobj):
        try:
            return _fileobj_to_fd(fileobj)
        except ValueError:
            # It may be closed by now.
            for key in self._fd_to_key.values():
                if key.fileobj is fileobj:
                    return key.fd
            raise

    def _mask(self, events):
        return (select.POLLIN if events & EVENT_READ else 0) | (select.POLLOUT if events & EVENT_WRITE else 0)

    def register(self, fileobj, events, data=None):
        """Wait for a file too."""
        if not events or events & ~(EVENT_READ | EVENT_WRITE):
            raise ValueError(f'Invalid events: {events!r}')
        key = SelectorKey(fileobj, self._fileobj_lookup(fileobj), events, data)
        if key.fd in self._fd_to_key:
            raise KeyError(f'{fileobj!r} (FD {key.fd}) is already registered')
        self._fd_to_key[key.fd] = key
        self._poll.register(key.fd, self._mask(events))
        return key

    def unregister(self, fileobj):
        """Wait for it no longer."""
        try:
            key = self._fd_to_key.pop(self._fileobj_lookup(fileobj))
        except KeyError:
            raise KeyError(f'{fileobj!r} is not registered') from None
        self._poll.unregister(key.fd)
        return key

    def modify(self, fileobj, events, data=None):
        """Wait for other events, or with other data."""
        try:
            key = self._fd_to_key[self._fileobj_lookup(fileobj)]
        except KeyError:
            raise KeyError(f'{fileobj!r} is not registered') from None
        if events != key.events:
            self._poll.modify(key.fd, self._mask(events))
        key = key._replace(events=events, data=data)
        self._fd_to_key[key.fd] = key
        return key

    def select(self, timeout=None):
        """What is ready: a list of (key, events)."""
        if timeout is not None:
            timeout = 0 if timeout <= 0 else math.ceil(timeout * 1e3)
        ready = []
        for fd, event in self._poll.poll(timeout):
            events = (EVENT_WRITE if event & ~select.POLLIN else 0) | (EVENT_READ if event & ~select.POLLOUT else 0)
            key = self._fd_to_key.get(fd)
            if key:
                ready.append((key, events & key.events))
        return ready

    def close(self):
        """Let go of everything."""
        self._fd_to_key.clear()
        self._map = None

    def get_map(self):
        """What is registered, by file."""
        return self._map


class SelectSelector(PollSelector):
    """The same under another name."""


class EpollSelector(PollSelector):
    """The same under the name that `DefaultSelector` has on Linux."""


DefaultSelector = EpollSelector
