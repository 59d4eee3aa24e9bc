"""What processes share that one has forked from the other, out of pipes and a file.

    Tokens   a pipe with some bytes in it: to take one is to read it, to put one back is to write it
    Memory   bytes in a file without a name, which each process opens for itself

Both go to children by being there when they are forked, and in no other way.
"""

import os
import threading
import time
import weakref

_NONBLOCKING = 0o4000
# So many tokens fit into a pipe for certain.
MOST = 1 << 15


def only_inherited(it):
    """What `__reduce__` does: such a thing can't be sent."""
    raise RuntimeError(
        f'{type(it).__name__} objects should only be shared between processes through inheritance')


def pauses(timeout):
    """Sleep again and again, each time a bit longer; True after each but when the time is over."""
    end, pause = time.monotonic() + timeout, 0.0002
    while (left := end - time.monotonic()) > 0:
        time.sleep(min(pause, left))
        pause = min(pause * 2, 0.01)
        yield True


def reopen(fd, flags):
    """The same pipe or file with flags and a position of its own."""
    return os.open(f'/proc/self/fd/{fd}', flags)


def close(fds):
    """Close what is open of these descriptors."""
    while fds:
        try:
            os.close(fds.pop())
        except OSError:
            pass


class Tokens:
    """So many tokens, which processes take and put back."""

    def __init__(self, count=0):
        self._out, self._in = os.pipe()
        self._try = reopen(self._out, os.O_RDONLY | _NONBLOCKING)
        self._fds = [self._out, self._in, self._try]
        self.put(count)

    def __del__(self):
        close(self._fds)

    def put(self, count=1):
        """Put some in."""
        if count:
            os.write(self._in, b'.' * count)

    def take(self, block=True, timeout=None):
        """Take one out; False if there is none, or none comes in time."""
        if block and timeout is None:
            return len(os.read(self._out, 1)) == 1
        if self._take_now():
            return True
        return block and any(self._take_now() for _ in pauses(timeout))

    def _take_now(self):
        try:
            return len(os.read(self._try, 1)) == 1
        except BlockingIOError:
            return False

    def is_empty(self):
        """Whether there is none."""
        if self._take_now():
            self.put()
            return False
        return True


# Those that there are, for children.
_memories = weakref.WeakSet()


class Memory:
    """So many bytes that all processes see."""

    def __init__(self, size):
        folder = '/dev/shm' if os.path.isdir('/dev/shm') else '/tmp'
        path = f'{folder}/{os.getpid()}-{os.urandom(8).hex()}'
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        os.unlink(path)
        os.ftruncate(fd, size)
        self._fd, self._fds = fd, [fd]
        self._lock = threading.Lock()
        _memories.add(self)

    def __del__(self):
        close(self._fds)

    def _open_in_child(self):
        # The position of the parent's descriptor is the parent's.
        self._fd = reopen(self._fd, os.O_RDWR)
        self._fds.append(self._fd)
        self._lock = threading.Lock()

    def read(self, position, length):
        """Some of the bytes."""
        with self._lock:
            os.lseek(self._fd, position, os.SEEK_SET)
            return os.read(self._fd, length)

    def write(self, position, data):
        """Change some of the bytes."""
        with self._lock:
            os.lseek(self._fd, position, os.SEEK_SET)
            os.write(self._fd, data)


def _after_fork():
    for memory in list(_memories):
        memory._open_in_child()


os.register_at_fork(after_in_child=_after_fork)
