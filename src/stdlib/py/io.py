"""Files, and what behaves like them in memory."""

import _io
import abc
from operator import index

from _io import (
    DEFAULT_BUFFER_SIZE, SEEK_CUR, SEEK_END, SEEK_SET, FileIO, StringIO as _StringIO, open,
    text_encoding,
)

__all__ = [
    'open', 'open_code', 'IOBase', 'RawIOBase', 'BufferedIOBase', 'TextIOBase', 'StringIO', 'BytesIO',
    'BufferedRandom', 'BufferedReader', 'BufferedRWPair', 'BufferedWriter', 'FileIO', 'TextIOWrapper', 'UnsupportedOperation', 'SEEK_SET',
    'SEEK_CUR', 'SEEK_END', 'DEFAULT_BUFFER_SIZE', 'text_encoding', 'BlockingIOError',
]

BlockingIOError = BlockingIOError


class UnsupportedOperation(OSError, ValueError):
    pass


_io.UnsupportedOperation = UnsupportedOperation


def open_code(path):
    """Open a file whose content is to be run."""
    return open(path, 'rb')


class IOBase(metaclass=abc.ABCMeta):
    """The abstract base class for all I/O classes."""

    closed = False

    def _unsupported(self, name):
        raise UnsupportedOperation(name)

    def _check_closed(self):
        if self.closed:
            raise ValueError('I/O operation on closed file.')

    def close(self):
        if not self.closed:
            self.flush()
            self.closed = True

    def flush(self):
        self._check_closed()

    def seek(self, offset, whence=0):
        self._unsupported('seek')

    def tell(self):
        return self.seek(0, 1)

    def truncate(self, size=None):
        self._unsupported('truncate')

    def fileno(self):
        self._unsupported('fileno')

    def detach(self):
        self._unsupported('detach')

    def isatty(self):
        self._check_closed()
        return False

    def readable(self):
        return False

    def writable(self):
        return False

    def seekable(self):
        return False

    def __enter__(self):
        self._check_closed()
        return self

    def __exit__(self, *error):
        self.close()

    def __iter__(self):
        self._check_closed()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readline(self, size=-1):
        line = b''
        while size is None or size < 0 or len(line) < size:
            byte = self.read(1)
            if not byte:
                break
            line += byte
            if byte == b'\n':
                break
        return line

    def readlines(self, hint=None):
        if hint is None or hint <= 0:
            return list(self)
        lines, length = [], 0
        for line in self:
            lines.append(line)
            length += len(line)
            if length >= hint:
                break
        return lines

    def writelines(self, lines):
        self._check_closed()
        for line in lines:
            self.write(line)


class RawIOBase(IOBase):
    """Base class for raw binary I/O."""

    def read(self, size=-1):
        if size is None or size < 0:
            return self.readall()
        buffer = bytearray(size)
        count = self.readinto(buffer)
        return None if count is None else bytes(buffer[:count])

    def readall(self):
        data = b''
        while chunk := self.read(DEFAULT_BUFFER_SIZE):
            data += chunk
        return data

    def readinto(self, buffer):
        self._unsupported('readinto')

    def write(self, data):
        self._unsupported('write')


class BufferedIOBase(IOBase):
    """Base class for buffered IO objects."""

    def read(self, size=-1):
        self._unsupported('read')

    def read1(self, size=-1):
        return self.read(size)

    def readinto(self, buffer):
        view = memoryview(buffer).cast('B')
        data = self.read(len(view))
        view[:len(data)] = data
        return len(data)

    def write(self, data):
        self._unsupported('write')


class TextIOBase(IOBase):
    """Base class for text I/O."""

    encoding = newlines = errors = None

    def read(self, size=-1):
        self._unsupported('read')

    def write(self, text):
        self._unsupported('write')


def _limit(size):
    """How many characters or bytes are wanted: None is all of them."""
    if size is None:
        return None
    try:
        size = size.__index__()
    except AttributeError:
        raise TypeError(f"argument should be integer or None, not '{type(size).__name__}'") from None
    return None if size < 0 else size


class BytesIO(BufferedIOBase):
    """Buffered I/O implementation using an in-memory bytes buffer."""

    def __init__(self, initial_bytes=b''):
        if isinstance(initial_bytes, (int, str)):
            raise TypeError(f"a bytes-like object is required, not '{type(initial_bytes).__name__}'")
        self._buffer = bytearray(b'' if initial_bytes is None else initial_bytes)
        self._pos = 0

    def readable(self):
        self._check_closed()
        return True

    writable = seekable = readable

    def tell(self):
        """Current position."""
        self._check_closed()
        return self._pos

    def _take(self, end, size):
        size = _limit(size)
        if size is not None:
            end = min(end, self._pos + size)
        piece = bytes(self._buffer[self._pos:end])
        self._pos += len(piece)
        return piece

    def read(self, size=-1, /):
        """Read at most size bytes, all that are left if size is negative."""
        self._check_closed()
        return self._take(len(self._buffer), size)

    def readline(self, size=-1, /):
        """Read until newline or EOF."""
        self._check_closed()
        end = self._buffer.find(b'\n', self._pos) + 1
        return self._take(end or len(self._buffer), size)

    def truncate(self, size=None, /):
        """Truncate to at most size, by default to the current position."""
        self._check_closed()
        size = self._pos if size is None else index(size)
        if size < 0:
            raise ValueError(f'negative size value {size}')
        if size < len(self._buffer):
            del self._buffer[size:]
        return size

    def getvalue(self):
        """Retrieve the entire contents of the BytesIO object."""
        self._check_closed()
        return bytes(self._buffer)

    def getbuffer(self):
        """A view of the contents: while it is there, their length can't change."""
        self._check_closed()
        return memoryview(self._buffer)

    def write(self, data, /):
        """Write bytes to file; returns how many."""
        self._check_closed()
        if isinstance(data, (int, str)):
            raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'")
        data = bytes(data)
        if data:
            if self._pos > len(self._buffer):
                self._buffer += bytes(self._pos - len(self._buffer))
            self._buffer[self._pos:self._pos + len(data)] = data
            self._pos += len(data)
        return len(data)

    def seek(self, offset, whence=0, /):
        """Change stream position."""
        self._check_closed()
        offset = index(offset)
        if whence == 0:
            if offset < 0:
                raise ValueError(f'negative seek value {offset}')
            self._pos = offset
        elif whence == 1:
            self._pos = max(0, self._pos + offset)
        elif whence == 2:
            self._pos = max(0, len(self._buffer) + offset)
        else:
            raise ValueError(f'invalid whence ({whence}, should be 0, 1 or 2)')
        return self._pos


class StringIO(_StringIO, TextIOBase):
    __module__ = '_io'
    __doc__ = _StringIO.__doc__


_io.StringIO = StringIO


TextIOBase.register(_io.TextIOWrapper)
for _class in _io.BufferedRandom, _io.BufferedReader, _io.BufferedWriter:
    BufferedIOBase.register(_class)
RawIOBase.register(FileIO)

# It needs what stands above.
from _wrapping import BufferedRandom, BufferedReader, BufferedRWPair, BufferedWriter, TextIOWrapper
