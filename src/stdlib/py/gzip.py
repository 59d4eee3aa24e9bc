"""Files in gzip's format."""

import io
import os
import time
import zlib

__all__ = ['BadGzipFile', 'GzipFile', 'open', 'compress', 'decompress']

READ, WRITE = 'rb', 'wb'
_open = open


class BadGzipFile(OSError):
    """The file is not one of gzip's."""


def compress(data, compresslevel=9, *, mtime=None):
    """The data as a gzip member."""
    body = zlib.compress(data, compresslevel, 31)
    stamp = int(time.time() if mtime is None else mtime)
    return _header(compresslevel, stamp, 3 if stamp == 0 else 255) + body[10:]


def _header(level, stamp, system, name=b''):
    """What a member begins with: its time, how well it is compressed, where, and a name."""
    fast = 2 if level == 9 else 4 if level == 1 else 0
    flags = 8 if name else 0
    return bytes([31, 139, 8, flags]) + stamp.to_bytes(4, 'little') + bytes([fast, system]) + (name and name + b'\0')


def decompress(data):
    """The data of all members, one after the other."""
    parts = []
    while data:
        if data[:2] != b'\x1f\x8b':
            if not data.strip(b'\0'):
                break
            raise BadGzipFile(f'Not a gzipped file ({bytes(data[:2])!r})')
        stream = zlib.decompressobj(31)
        parts.append(stream.decompress(data))
        if not stream.eof:
            raise EOFError('Compressed file ended before the end-of-stream marker was reached')
        end = len(data) - len(stream.unused_data)
        if int.from_bytes(data[end - 8:end - 4], 'little') != zlib.crc32(parts[-1]):
            raise BadGzipFile('CRC check failed')
        data = stream.unused_data
    return b''.join(parts)


class GzipFile(io.BytesIO):
    """A gzip file that is held in memory while it is open."""

    def __init__(self, filename=None, mode=None, compresslevel=9, fileobj=None, mtime=None):
        if mode and ('t' in mode or 'U' in mode):
            raise ValueError(f'Invalid mode: {mode!r}')
        mode = mode or getattr(fileobj, 'mode', 'rb')
        self._file, self._own = fileobj, fileobj is None
        if self._own:
            self._file = _open(filename, mode if 'b' in mode else mode + 'b')
        self.name = getattr(self._file, 'name', '') if filename is None else filename
        if mode[:1] not in ('r', 'w', 'a', 'x'):
            raise ValueError(f'Invalid mode: {mode!r}')
        self.mode = READ if mode[0] == 'r' else WRITE
        self._level, self._mtime = compresslevel, mtime
        super().__init__(decompress(self._file.read()) if self.mode == READ else b'')

    def _name_inside(self):
        """The name of what is compressed, if Latin-1 has its letters."""
        name = os.path.basename(os.fspath(self.name)) if isinstance(self.name, (str, os.PathLike)) else ''
        try:
            return name.removesuffix('.gz').encode('latin-1')
        except UnicodeEncodeError:
            return b''

    def readable(self):
        return self.mode == READ

    def writable(self):
        return self.mode == WRITE

    def peek(self, n):
        """The bytes that come next, which stay there."""
        at = self.tell()
        return self.getvalue()[at:at + max(n, 100)]

    @property
    def mtime(self):
        return self._mtime

    def close(self):
        if self.closed:
            return
        if self.mode == WRITE:
            body = compress(self.getvalue(), self._level, mtime=0)[10:]
            stamp = int(time.time() if self._mtime is None else self._mtime)
            self._file.write(_header(self._level, stamp, 255, self._name_inside()) + body)
        if self._own:
            self._file.close()
        super().close()


def open(filename, mode='rb', compresslevel=9, encoding=None, errors=None, newline=None):
    """Opens a gzip file, for bytes or with `t` in the mode for text."""
    if 't' in mode and 'b' in mode:
        raise ValueError(f'Invalid mode: {mode!r}')
    binary = mode.replace('t', '')
    if isinstance(filename, (str, bytes)) or hasattr(filename, '__fspath__'):
        file = GzipFile(filename, binary, compresslevel)
    else:
        file = GzipFile(None, binary, compresslevel, filename)
    return _Text(file, encoding or 'utf-8', errors or 'strict', newline) if 't' in mode else file


class _Text(io.StringIO):
    """The text of a gzip file."""

    def __init__(self, file, encoding, errors, newline):
        self._file, self.encoding, self.errors = file, encoding, errors
        text = file.read().decode(encoding, errors) if file.readable() else ''
        super().__init__(text, newline)

    def close(self):
        if not self.closed:
            if self._file.writable():
                self._file.write(self.getvalue().encode(self.encoding, self.errors))
            self._file.close()
            super().close()
