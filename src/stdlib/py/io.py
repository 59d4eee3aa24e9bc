"""Files, and what behaves like them in memory."""

import abc
from operator import index

from _io import (
    DEFAULT_BUFFER_SIZE, SEEK_CUR, SEEK_END, SEEK_SET, BufferedRandom, BufferedReader,
    BufferedWriter, FileIO, TextIOWrapper, UnsupportedOperation, open, text_encoding,
)

__all__ = [
    'open', 'IOBase', 'RawIOBase', 'BufferedIOBase', 'TextIOBase', 'StringIO', 'BytesIO',
    'BufferedRandom', 'BufferedReader', 'BufferedWriter', 'FileIO', 'TextIOWrapper', 'UnsupportedOperation', 'SEEK_SET',
    'SEEK_CUR', 'SEEK_END', 'DEFAULT_BUFFER_SIZE', 'text_encoding', 'BlockingIOError',
]

BlockingIOError = BlockingIOError


class IOBase(metaclass=abc.ABCMeta):
    """The abstract base class for all I/O classes."""

    closed = False

    def _unsupported(self, name):
        raise UnsupportedOperation(name)

    def _check_closed(self):
        if self.closed:
            raise ValueError('I/O operation on closed file')

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


class _Memory:
    """Reading and seeking in something that is kept in memory.

    A subclass says by `_whole()` what it holds, by `_line_end(whole)` where the line at
    the position ends (0: it is the last one), and by `_piece(part)` what of it is handed out.
    """

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
        piece = self._piece(self._whole()[self._pos:end])
        self._pos += len(piece)
        return piece

    def read(self, size=-1, /):
        """Read at most size characters or bytes, all that are left if size is negative."""
        self._check_closed()
        return self._take(len(self._whole()), size)

    def readline(self, size=-1, /):
        """Read until newline or EOF."""
        self._check_closed()
        whole = self._whole()
        return self._take(self._line_end(whole) or len(whole), size)

    def truncate(self, size=None, /):
        """Truncate to at most size, by default to the current position."""
        self._check_closed()
        size = self._pos if size is None else index(size)
        if size < 0:
            raise ValueError(f'{self._negative} size value {size}')
        self._cut(size)
        return size


class BytesIO(_Memory, BufferedIOBase):
    """Buffered I/O implementation using an in-memory bytes buffer."""

    _negative = 'negative'
    _piece = bytes

    def __init__(self, initial_bytes=b''):
        if isinstance(initial_bytes, (int, str)):
            raise TypeError(f"a bytes-like object is required, not '{type(initial_bytes).__name__}'")
        self._buffer = bytearray(b'' if initial_bytes is None else initial_bytes)
        self._pos = 0

    def _whole(self):
        return self._buffer

    def _line_end(self, whole):
        return whole.find(b'\n', self._pos) + 1

    def _cut(self, size):
        if size < len(self._buffer):
            del self._buffer[size:]

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


class StringIO(_Memory, TextIOBase):
    """Text I/O implementation using an in-memory buffer."""

    _negative = 'Negative'
    _piece = str

    def __init__(self, initial_value='', newline='\n'):
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(f'initial_value must be str or None, not {type(initial_value).__name__}')
        if newline is not None and not isinstance(newline, str):
            raise TypeError(f'newline must be str or None, not {type(newline).__name__}')
        if newline not in (None, '', '\n', '\r', '\r\n'):
            raise ValueError(f'illegal newline value: {newline!r}')
        self._newline = newline
        self._seen = set()
        # Pieces that were appended; joined when something else is asked for.
        self._parts = []
        self._pos = 0
        self._length = 0
        if initial_value:
            self.write(initial_value)
            self._pos = 0

    def _whole(self):
        if len(self._parts) > 1:
            self._parts = [''.join(self._parts)]
        return self._parts[0] if self._parts else ''

    def _line_end(self, whole):
        if self._newline == '':
            # Whatever ends a line anywhere.
            feed, back = whole.find('\n', self._pos), whole.find('\r', self._pos)
            if back < 0 or 0 <= feed < back:
                return feed + 1
            return back + 2 if feed == back + 1 else back + 1
        ending = self._newline or '\n'
        at = whole.find(ending, self._pos)
        return at + len(ending) if at >= 0 else 0

    def _cut(self, size):
        if size < self._length:
            self._parts = [self._whole()[:size]]
            self._length = size

    def getvalue(self):
        """Retrieve the entire contents of the object."""
        self._check_closed()
        return self._whole()

    @property
    def newlines(self):
        """The kinds of line ends that were met: None, one of them, or a tuple."""
        seen = [end for end in ('\r', '\n', '\r\n') if end in self._seen]
        return tuple(seen) if len(seen) > 1 else seen[0] if seen else None

    def _note_line_ends(self, text):
        pairs = text.count('\r\n')
        for end, count in ('\r\n', pairs), ('\r', text.count('\r') - pairs), ('\n', text.count('\n') - pairs):
            if count:
                self._seen.add(end)

    def write(self, text, /):
        """Write string to file; returns the number of characters."""
        self._check_closed()
        if not isinstance(text, str):
            raise TypeError(f"string argument expected, got '{type(text).__name__}'")
        count = len(text)
        if not self._newline:
            self._note_line_ends(text)
        if self._newline is None:
            text = text.replace('\r\n', '\n').replace('\r', '\n')
        elif self._newline in ('\r', '\r\n'):
            text = text.replace('\n', self._newline)
        if not text:
            return count
        if self._pos == self._length:
            self._parts.append(text)
        else:
            whole = self._whole()
            padding = '\0' * (self._pos - self._length)
            self._parts = [whole[:self._pos] + padding + text + whole[self._pos + len(text):]]
        self._pos += len(text)
        self._length = max(self._length, self._pos)
        return count

    def seek(self, offset, whence=0, /):
        """Change stream position."""
        self._check_closed()
        offset = index(offset)
        if whence == 0:
            if offset < 0:
                raise ValueError(f'Negative seek position {offset}')
            self._pos = offset
        elif whence not in (1, 2):
            raise ValueError(f'Invalid whence ({whence}, should be 0, 1 or 2)')
        elif offset:
            raise OSError("Can't do nonzero cur-relative seeks")
        elif whence == 2:
            self._pos = self._length
        return self._pos

    @property
    def line_buffering(self):
        return False


IOBase.register(TextIOWrapper)
TextIOBase.register(TextIOWrapper)
for _class in BufferedRandom, BufferedReader, BufferedWriter:
    BufferedIOBase.register(_class)
RawIOBase.register(FileIO)
