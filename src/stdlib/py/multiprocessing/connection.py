"""Pipes that carry objects: 8 bytes say how long a pickle is, and then it comes."""

import os
import pickle
import struct

from multiprocessing._shared import _NONBLOCKING, close, only_inherited, pauses, reopen

__all__ = ['Connection', 'Pipe', 'wait']

_HEAD = struct.Struct('!Q')


class Connection:
    """An end of a pipe; what it reads may come from another pipe than that into which it writes."""

    def __init__(self, reads=None, writes=None):
        self._reads, self._writes = reads, writes
        self.readable, self.writable = reads is not None, writes is not None
        self._fds = [fd for fd in (reads, writes) if fd is not None]
        self._try = None
        # What poll() has read.
        self._begun = b''
        self.closed = False

    def __del__(self):
        close(self._fds)

    def __reduce__(self):
        only_inherited(self)

    def _check(self, able, what):
        if self.closed:
            raise OSError('handle is closed')
        if not able:
            raise OSError(f'connection is {what}')

    def fileno(self):
        """The descriptor that it reads from, or writes to."""
        self._check(True, None)
        return self._fds[0]

    def close(self):
        """Close this end."""
        close(self._fds)
        self.closed = True

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def send(self, obj):
        """Send an object."""
        self._check(self.writable, 'read-only')
        self._send(pickle.dumps(obj))

    def send_bytes(self, buf, offset=0, size=None):
        """Send some bytes."""
        self._check(self.writable, 'read-only')
        view = memoryview(buf)
        if offset < 0:
            raise ValueError('offset is negative')
        if len(view) < offset:
            raise ValueError('buffer length < offset')
        if size is None:
            size = len(view) - offset
        elif size < 0:
            raise ValueError('size is negative')
        elif offset + size > len(view):
            raise ValueError('buffer length < offset + size')
        self._send(bytes(view[offset:offset + size]))

    def _send(self, data):
        data = memoryview(_HEAD.pack(len(data)) + data)
        while data:
            data = data[os.write(self._writes, data):]

    def recv(self):
        """Wait for an object."""
        return pickle.loads(self.recv_bytes())

    def recv_bytes(self, maxlength=None):
        """Wait for some bytes."""
        self._check(self.readable, 'write-only')
        if maxlength is not None and maxlength < 0:
            raise ValueError('negative maxlength')
        begun, self._begun = self._begun, b''
        length, = _HEAD.unpack(self._read(_HEAD.size, begun))
        if maxlength is not None and length > maxlength:
            self.close()
            raise OSError('bad message length')
        return self._read(length)

    def _read(self, length, begun=b''):
        parts, left = [begun], length - len(begun)
        while left:
            part = os.read(self._reads, min(left, 1 << 20))
            if not part:
                if left == length:
                    raise EOFError
                raise OSError('got end of file during message')
            parts.append(part)
            left -= len(part)
        return b''.join(parts)

    def poll(self, timeout=0.0):
        """Whether there is something to be read, or the end; waits so many seconds, or for ever."""
        self._check(self.readable, 'write-only')
        if self._has_begun():
            return True
        pause = float('inf') if timeout is None else timeout
        return any(self._has_begun() for _ in pauses(pause))

    def _has_begun(self):
        if self._begun:
            return True
        if self._try is None:
            self._try = reopen(self._reads, os.O_RDONLY | _NONBLOCKING)
            self._fds.append(self._try)
        try:
            self._begun = os.read(self._try, 1)
        except BlockingIOError:
            return False
        # Nothing is what is read at the end.
        return True


def Pipe(duplex=True):
    """Two connections: what is sent into one comes out of the other; or only out of the first."""
    reads, writes = os.pipe()
    if not duplex:
        return Connection(reads=reads), Connection(writes=writes)
    other_reads, other_writes = os.pipe()
    return Connection(reads, other_writes), Connection(other_reads, writes)


def wait(object_list, timeout=None):
    """The connections from which something can be read, as soon as there is one."""
    def ready():
        return [it for it in object_list if it.poll(0)]

    found = ready()
    if not found:
        for _ in pauses(float('inf') if timeout is None else timeout):
            if found := ready():
                break
    return found
