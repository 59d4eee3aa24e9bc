"""Files as if they were memory.

What is asked for is read once, and what is changed is written back at once, each piece when it changes: other programs see
it, but what they change later is not seen here.
"""

import os

PROT_READ, PROT_WRITE, PROT_EXEC = 1, 2, 4
MAP_SHARED, MAP_PRIVATE, MAP_ANON, MAP_ANONYMOUS = 1, 2, 32, 32
MAP_DENYWRITE, MAP_EXECUTABLE, MAP_POPULATE, MAP_STACK = 2048, 4096, 32768, 131072
ACCESS_DEFAULT, ACCESS_READ, ACCESS_WRITE, ACCESS_COPY = range(4)
MADV_NORMAL, MADV_RANDOM, MADV_SEQUENTIAL, MADV_WILLNEED, MADV_DONTNEED = range(5)
PAGESIZE = ALLOCATIONGRANULARITY = 4096
error = OSError


# More is not read into memory.
_MOST = 1 << 30


def _read_all(fd, length, offset):
    parts = []
    while length > 0 and (part := os.pread(fd, length, offset)):
        parts.append(part)
        length, offset = length - len(part), offset + len(part)
    return b''.join(parts) + bytes(length)


class mmap(bytearray):
    """A part of a file, or memory without one: a bytearray that can also be read like a file."""

    __module__ = 'mmap'

    def __new__(cls, fileno, length, flags=MAP_SHARED, prot=PROT_READ | PROT_WRITE, access=ACCESS_DEFAULT, offset=0):
        return super().__new__(cls)

    def __init__(self, fileno, length, flags=MAP_SHARED, prot=PROT_READ | PROT_WRITE, access=ACCESS_DEFAULT, offset=0):
        if length < 0:
            raise OverflowError('memory mapped length must be positive')
        if offset < 0:
            raise OverflowError('memory mapped offset must be positive')
        if access != ACCESS_DEFAULT and (flags != MAP_SHARED or prot != PROT_READ | PROT_WRITE):
            raise ValueError("mmap can't specify both access and flags, prot.")
        if access not in range(4):
            raise ValueError('mmap invalid access parameter.')
        if length > _MOST or fileno != -1 and not length and os.fstat(fileno).st_size - offset > _MOST:
            raise OSError(12, 'Cannot allocate memory')
        self._closed, self._at, self._offset, self._fd = False, 0, offset, None
        self._readonly = access == ACCESS_READ or access == ACCESS_DEFAULT and not prot & PROT_WRITE
        self._size = -1
        if fileno == -1:
            if length == 0:
                raise ValueError('cannot mmap an empty file')
            super().__init__(length)
            return
        self._size = size = os.fstat(fileno).st_size
        if length == 0:
            if size == 0:
                raise ValueError('cannot mmap an empty file')
            if offset >= size:
                raise ValueError('mmap offset is greater than file size')
            length = size - offset
        elif offset > size or size - offset < length:
            raise ValueError('mmap length is greater than file size')
        if offset % ALLOCATIONGRANULARITY:
            raise OSError(22, 'Invalid argument')
        super().__init__(_read_all(fileno, length, offset))
        if not self._readonly and access != ACCESS_COPY and not flags & MAP_PRIVATE:
            # The file may be closed meanwhile.
            self._fd = os.dup(fileno)
            os.pwrite(self._fd, b'', 0)

    # --- memory ---

    def _check(self):
        if self._closed:
            raise ValueError('mmap closed or invalid')

    def _check_writable(self):
        self._check()
        if self._readonly:
            raise TypeError("mmap can't modify a readonly memory map.")

    def __getitem__(self, key):
        self._check()
        if isinstance(key, slice):
            return bytes(super().__getitem__(key))
        try:
            return super().__getitem__(key)
        except IndexError:
            raise IndexError('mmap index out of range') from None

    def __setitem__(self, key, value):
        self._check_writable()
        if isinstance(key, slice):
            places = range(*key.indices(len(self)))
            if len(places) != len(value):
                raise IndexError('mmap slice assignment is wrong size')
        else:
            places = range(key, key + 1)
            if not -len(self) <= key < len(self):
                raise IndexError('mmap index out of range')
        super().__setitem__(key, value)
        if places:
            self._write_back(min(places[0], places[-1]), max(places[0], places[-1]) + 1)

    def __delitem__(self, key):
        raise TypeError("mmap object doesn't support item deletion")

    def _write_back(self, start=0, stop=None):
        if self._fd is not None:
            start = start + len(self) if start < 0 else start
            data = bytes(super().__getitem__(slice(start, stop if stop is None or stop > 0 else None)))
            while data:
                written = os.pwrite(self._fd, data, self._offset + start)
                data, start = data[written:], start + written

    def __len__(self):
        self._check()
        return super().__len__()

    def find(self, sub, start=None, end=None):
        """Where something is, from the position of reading on; -1 if it is nowhere."""
        self._check()
        return super().find(sub, self._at if start is None else start, len(self) if end is None else end)

    def rfind(self, sub, start=None, end=None):
        """Where something is last; -1 if it is nowhere."""
        self._check()
        return super().rfind(sub, self._at if start is None else start, len(self) if end is None else end)

    def move(self, dest, src, count):
        """Copies a part to another place."""
        self._check_writable()
        if dest < 0 or src < 0 or count < 0 or max(dest, src) + count > len(self):
            raise ValueError('source, destination, or count out of range')
        self[dest:dest + count] = self[src:src + count]

    def resize(self, newsize):
        """Changes the length, also of the file."""
        self._check_writable()
        if newsize < 0 or newsize == 0:
            raise ValueError('new size out of range')
        if self._fd is not None:
            os.ftruncate(self._fd, self._offset + newsize)
        have = len(self)
        if newsize < have:
            super().__delitem__(slice(newsize, None))
        else:
            super().extend(bytes(newsize - have))

    def flush(self, offset=0, size=None, /):
        """Writes what has not been written."""
        self._check()
        if not 0 <= offset <= len(self) or size is not None and (size < 0 or offset + size > len(self)):
            raise ValueError('flush values out of range')
        self._write_back(offset, None if size is None else offset + size)

    def madvise(self, option, start=0, length=None):
        """There is nothing to advise."""
        self._check()

    def size(self):
        """The size of the file."""
        self._check()
        if self._size < 0:
            raise OSError(9, 'Bad file descriptor')
        return self._size if self._fd is None else os.fstat(self._fd).st_size

    # --- a file ---

    def read(self, n=None, /):
        """The next bytes, or all that are left."""
        self._check()
        stop = len(self) if n is None or n < 0 else min(self._at + n, len(self))
        data, self._at = self[self._at:stop], stop
        return data

    def read_byte(self):
        """The next byte, as a number."""
        if self.tell() >= len(self):
            raise ValueError('read byte out of range')
        self._at += 1
        return self[self._at - 1]

    def readline(self):
        """The next line."""
        end = self.find(b'\n')
        return self.read(None if end < 0 else end + 1 - self._at)

    def write(self, data, /):
        """Writes at the position; how many bytes."""
        self._check_writable()
        data = bytes(data)
        if self._at + len(data) > len(self):
            raise ValueError('data out of range')
        self[self._at:self._at + len(data)] = data
        self._at += len(data)
        return len(data)

    def write_byte(self, byte, /):
        """Writes a byte at the position."""
        self._check_writable()
        if self._at >= len(self):
            raise ValueError('write byte out of range')
        self[self._at] = byte
        self._at += 1

    def tell(self):
        """The position."""
        self._check()
        return self._at

    def seek(self, pos, whence=0, /):
        """Sets the position."""
        self._check()
        if whence not in (0, 1, 2):
            raise ValueError('unknown seek type')
        place = pos + (0, self._at, len(self))[whence]
        if not 0 <= place <= len(self):
            raise ValueError('seek out of range')
        self._at = place

    def close(self):
        """Gives the memory back."""
        if not self._closed:
            self._closed = True
            if self._fd is not None:
                os.close(self._fd)
                self._fd = None
            super().clear()

    @property
    def closed(self):
        """Whether it is closed."""
        return self._closed

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *exc):
        self.close()

    def __repr__(self):
        if self._closed:
            return '<mmap.mmap closed=True>'
        access = 'ACCESS_READ' if self._readonly else 'ACCESS_WRITE' if self._fd is not None else 'ACCESS_DEFAULT'
        return f'<mmap.mmap closed=False, access={access}, length={len(self)}, pos={self._at}, offset={self._offset}>'
