"""Compression as bzip2 does it."""

import builtins
import os

import _bz2
from _compressed_file import CompressedFile, Compressor, Decompressor, text_mode

__all__ = ['BZ2File', 'BZ2Compressor', 'BZ2Decompressor', 'open', 'compress', 'decompress']


class BZ2Compressor(Compressor):
    """Compresses what comes bit by bit."""

    def __init__(self, compresslevel=9, /):
        if not 1 <= compresslevel <= 9:
            raise ValueError('compresslevel must be between 1 and 9')
        self._stream, self._flushed = _bz2.Compress(compresslevel), False


class BZ2Decompressor(Decompressor):
    """Decompresses one stream that comes bit by bit."""

    def __init__(self):
        super().__init__(_bz2.Decompress())

    def decompress(self, data, max_length=-1):
        """The next bytes, not more than `max_length` if that is not negative."""
        try:
            return self._feed(data, max_length)
        except ValueError as problem:
            raise OSError(str(problem)) from None

    def __reduce__(self):
        raise TypeError(f"cannot pickle '{type(self).__name__}' object")


def compress(data, compresslevel=9):
    """The data in compressed form."""
    stream = BZ2Compressor(compresslevel)
    return stream.compress(data) + stream.flush()


def decompress(data):
    """The data of all streams, one after the other."""
    parts = []
    while data:
        stream = BZ2Decompressor()
        try:
            part = stream.decompress(data)
        except OSError:
            if parts:
                break
            raise
        parts.append(part)
        if not stream.eof:
            raise ValueError('Compressed data ended before the end-of-stream marker was reached')
        data = stream.unused_data
    return b''.join(parts)


class BZ2File(CompressedFile):
    """A compressed file."""

    _decompressor = BZ2Decompressor

    def __init__(self, filename, mode='r', *, compresslevel=9):
        self._file = None
        if not 1 <= compresslevel <= 9:
            raise ValueError('compresslevel must be between 1 and 9')
        kinds = {'': 'r', 'r': 'r', 'rb': 'r', 'w': 'w', 'wb': 'w', 'x': 'x', 'xb': 'x', 'a': 'a', 'ab': 'a'}
        if mode not in kinds:
            raise ValueError('Invalid mode: %r' % (mode,))
        kind = kinds[mode]
        own = isinstance(filename, (str, bytes, os.PathLike))
        if own:
            file = builtins.open(filename, kind + 'b')
        elif hasattr(filename, 'read') or hasattr(filename, 'write'):
            file = filename
        else:
            raise TypeError('filename must be a str, bytes, file or PathLike object')
        if kind == 'r':
            self._begin(file, own, 'r', None)
        else:
            self._begin(file, own, 'w', BZ2Compressor(compresslevel))


def open(filename, mode='rb', compresslevel=9, encoding=None, errors=None, newline=None):
    """Opens a compressed file, as text if the mode has a `t`."""
    if 't' in mode:
        if 'b' in mode:
            raise ValueError('Invalid mode: %r' % (mode,))
    elif encoding is not None:
        raise ValueError("Argument 'encoding' not supported in binary mode")
    elif errors is not None:
        raise ValueError("Argument 'errors' not supported in binary mode")
    elif newline is not None:
        raise ValueError("Argument 'newline' not supported in binary mode")
    file = BZ2File(filename, mode.replace('t', ''), compresslevel=compresslevel)
    return text_mode(file, encoding, errors, newline) if 't' in mode else file
