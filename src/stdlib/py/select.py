"""Waiting for files and sockets until one of them is ready."""

import _socket
from _socket import POLLERR, POLLHUP, POLLIN, POLLNVAL, POLLOUT, POLLPRI, POLLRDHUP

__all__ = ['error', 'poll', 'select', 'POLLERR', 'POLLHUP', 'POLLIN', 'POLLNVAL', 'POLLOUT', 'POLLPRI', 'POLLRDHUP']

error = OSError
PIPE_BUF = 4096


def _fileno(it):
    if isinstance(it, int):
        fd = it
    else:
        try:
            ask = it.fileno
        except AttributeError:
            raise TypeError('argument must be an int, or have a fileno() method.') from None
        fd = ask()
        if not isinstance(fd, int):
            raise TypeError('fileno() returned a non-integer')
    if fd < 0:
        raise ValueError(f'file descriptor cannot be a negative integer ({fd})')
    return fd


def select(rlist, wlist, xlist, timeout=None, /):
    """Those that can be read from, those that can be written to, and those with something exceptional."""
    if timeout is not None:
        try:
            timeout = float(timeout)
        except (TypeError, ValueError):
            raise TypeError('timeout must be a float or None') from None
        if timeout < 0:
            raise ValueError('timeout must be non-negative')
    groups = []
    for group in (rlist, wlist, xlist):
        try:
            group = list(group)
        except TypeError:
            raise TypeError('arguments 1-3 must be sequences') from None
        groups.append([(it, _fileno(it)) for it in group])
    wanted = {}
    for group, events in zip(groups, (POLLIN, POLLOUT, POLLPRI)):
        for _, fd in group:
            wanted[fd] = wanted.get(fd, 0) | events
    ready = dict(_socket.poll(list(wanted.items()), timeout))
    for events in ready.values():
        if events & POLLNVAL:
            raise OSError(9, 'Bad file descriptor')
    masks = (POLLIN | POLLHUP | POLLERR, POLLOUT | POLLERR, POLLPRI)
    return tuple([it for it, fd in group if ready.get(fd, 0) & mask] for group, mask in zip(groups, masks))


class _Poll:
    """Descriptors, each with the events that are waited for."""

    def __init__(self):
        self._events = {}

    def register(self, fd, eventmask=POLLIN | POLLPRI | POLLOUT, /):
        """Wait for events of a descriptor too."""
        self._events[_fileno(fd)] = eventmask

    def modify(self, fd, eventmask, /):
        """Wait for other events of a descriptor."""
        fd = _fileno(fd)
        if fd not in self._events:
            raise FileNotFoundError(2, 'No such file or directory')
        self._events[fd] = eventmask

    def unregister(self, fd, /):
        """Wait for a descriptor no longer."""
        del self._events[_fileno(fd)]

    def poll(self, timeout=None, /):
        """The events that have come, after at most so many milliseconds."""
        if timeout is not None and timeout < 0:
            timeout = None
        return _socket.poll(list(self._events.items()), None if timeout is None else timeout / 1000)


_Poll.__name__ = _Poll.__qualname__ = 'poll'


def poll():
    """A new collection of descriptors to wait for."""
    return _Poll()
