"""Compression as xz does it, and in the older form .lzma."""

import builtins
import os

import _lzma
from _compressed_file import CompressedFile, Compressor, Decompressor, text_mode

FORMAT_AUTO, FORMAT_XZ, FORMAT_ALONE, FORMAT_RAW = range(4)
CHECK_NONE, CHECK_CRC32, CHECK_CRC64, CHECK_SHA256, CHECK_ID_MAX, CHECK_UNKNOWN = 0, 1, 4, 10, 15, 16
PRESET_DEFAULT, PRESET_EXTREME = 6, 1 << 31
FILTER_LZMA1, FILTER_LZMA2, FILTER_DELTA = 0x4000000000000001, 0x21, 3
FILTER_X86, FILTER_POWERPC, FILTER_IA64, FILTER_ARM, FILTER_ARMTHUMB, FILTER_SPARC = range(4, 10)
MODE_FAST, MODE_NORMAL = 1, 2
MF_HC3, MF_HC4, MF_BT2, MF_BT3, MF_BT4 = 3, 4, 18, 19, 20
# More memory than this (in kibibytes) no stream gets.
_LIMIT = 1 << 21


class LZMAError(Exception):
    """The data is not as it should be."""

    __module__ = '_lzma'


def is_check_supported(check_id, /):
    """Whether there is a checksum of that kind."""
    return check_id in (CHECK_NONE, CHECK_CRC32, CHECK_CRC64, CHECK_SHA256)


def _no_filters(filters):
    if filters is not None and not all(isinstance(part, dict) for part in filters):
        raise TypeError('Filter specifier must be a dict or dict-like object')
    if filters is not None and [part.get('id') for part in filters] not in ([FILTER_LZMA2], [FILTER_LZMA1]):
        raise LZMAError('Invalid or unsupported options: chains of filters are not supported')


def _preset_of(preset, filters):
    """The preset that is meant, also by a filter."""
    if filters is not None:
        if preset is not None:
            raise ValueError('Cannot specify both preset and filter chain')
        _no_filters(filters)
        preset = filters[0].get('preset')
    preset = PRESET_DEFAULT if preset is None else preset
    if not 0 <= preset < 1 << 32:
        raise OverflowError("can't convert negative value to unsigned int" if preset < 0 else
                            'Value too large for uint32_t type')
    if preset & ~PRESET_EXTREME > 9:
        raise LZMAError('Invalid or unsupported options')
    return preset & ~PRESET_EXTREME


class LZMACompressor(Compressor):
    """Compresses what comes bit by bit."""

    def __init__(self, format=FORMAT_XZ, check=-1, preset=None, filters=None):
        if format not in (FORMAT_XZ, FORMAT_ALONE, FORMAT_RAW):
            raise ValueError(f'Invalid container format: {format}')
        if format == FORMAT_RAW:
            raise LZMAError('Invalid or unsupported options: FORMAT_RAW is not supported')
        if format != FORMAT_XZ and check not in (-1, CHECK_NONE):
            raise ValueError('Integrity checks are only supported by FORMAT_XZ')
        if check != -1 and not is_check_supported(check):
            raise LZMAError('Unsupported integrity check')
        self._stream = _lzma.Compress(format == FORMAT_ALONE, check, _preset_of(preset, filters))
        self._flushed = False


class LZMADecompressor(Decompressor):
    """Decompresses one stream that comes bit by bit."""

    def __init__(self, format=FORMAT_AUTO, memlimit=None, filters=None):
        if format == FORMAT_RAW:
            if memlimit is not None:
                raise ValueError('Cannot specify memory limit with FORMAT_RAW')
            if filters is None:
                raise ValueError('Must specify filters for FORMAT_RAW')
            raise LZMAError('Invalid or unsupported options: FORMAT_RAW is not supported')
        if filters is not None:
            raise ValueError('Cannot specify filters except with FORMAT_RAW')
        if format not in (FORMAT_AUTO, FORMAT_XZ, FORMAT_ALONE):
            raise ValueError(f'Invalid container format: {format}')
        super().__init__(None)
        self._format, self._limit, self._head = format, memlimit, b''
        self.check = CHECK_UNKNOWN if format != FORMAT_ALONE else CHECK_NONE

    def decompress(self, data, max_length=-1):
        """The next bytes, not more than `max_length` if that is not negative."""
        self._look(bytes(data))
        if self._stream is None:
            return b''
        try:
            return self._feed(data, max_length)
        except ValueError as problem:
            self._kept = b''
            raise LZMAError(self._message(str(problem))) from None
        except MemoryError:
            if self._limit is not None:
                raise LZMAError('Memory usage limit exceeded') from None
            if self._likely():
                raise
            raise LZMAError('Input format not supported by decoder') from None

    def _look(self, data):
        """Finds out what kind of stream it is, and how it is checked."""
        self._head = (self._head + data[:12])[:12]
        if self._stream is None and self._head:
            if self._format == FORMAT_AUTO:
                self._format = FORMAT_XZ if self._head[0] == 0xfd else FORMAT_ALONE
            limit = _LIMIT if self._limit is None else self._limit // 1024
            self._stream = _lzma.Decompress(self._format == FORMAT_ALONE, limit)
        if self.check == CHECK_UNKNOWN and len(self._head) > 7:
            self.check = self._head[7] & 15 if self._format == FORMAT_XZ else CHECK_NONE

    def _likely(self):
        """Whether it may be a stream at all: in a header of .lzma the memory is 2 ** n or 3 * 2 ** n bytes."""
        size = int.from_bytes(self._head[1:5], 'little')
        return self._format == FORMAT_XZ or size == 0xffffffff or size.bit_count() == 1 or (
            size.bit_count() == 2 and size & size >> 1 != 0)

    def _message(self, problem):
        if self._format == FORMAT_ALONE or not b'\xfd7zXZ\0'.startswith(self._head[:6]):
            return 'Input format not supported by decoder'
        return 'Corrupt input data'

    def __reduce__(self):
        raise TypeError(f"cannot pickle '{type(self).__name__}' object")


def compress(data, format=FORMAT_XZ, check=-1, preset=None, filters=None):
    """The data in compressed form."""
    stream = LZMACompressor(format, check, preset, filters)
    return stream.compress(data) + stream.flush()


def decompress(data, format=FORMAT_AUTO, memlimit=None, filters=None):
    """The data of all streams, one after the other."""
    parts = []
    while True:
        stream = LZMADecompressor(format, memlimit, filters)
        try:
            part = stream.decompress(data)
        except LZMAError:
            if parts:
                break
            raise
        parts.append(part)
        if not stream.eof:
            raise LZMAError('Compressed data ended before the end-of-stream marker was reached')
        data = stream.unused_data
        if not data:
            break
    return b''.join(parts)


class LZMAFile(CompressedFile):
    """A compressed file."""

    _wrong = LZMAError

    def __init__(self, filename=None, mode='r', *, format=None, check=-1, preset=None, filters=None):
        self._file = None
        if mode in ('r', 'rb'):
            if check != -1:
                raise ValueError('Cannot specify an integrity check when opening a file for reading')
            if preset is not None:
                raise ValueError('Cannot specify a preset compression level when opening a file for reading')
            format = FORMAT_AUTO if format is None else format
            LZMADecompressor(format, None, filters)
            self._decompressor = lambda: LZMADecompressor(format, None, filters)
            compressor = None
        elif mode in ('w', 'wb', 'a', 'ab', 'x', 'xb'):
            compressor = LZMACompressor(FORMAT_XZ if format is None else format, check, preset, filters)
        else:
            raise ValueError('Invalid mode: {!r}'.format(mode))
        own = isinstance(filename, (str, bytes, os.PathLike))
        if own:
            file = builtins.open(filename, mode if 'b' in mode else mode + 'b')
        elif hasattr(filename, 'read') or hasattr(filename, 'write'):
            file = filename
        else:
            raise TypeError('filename must be a str, bytes, file or PathLike object')
        self._begin(file, own, 'w' if compressor else 'r', compressor)


def open(filename, mode='rb', *, format=None, check=-1, preset=None, filters=None, encoding=None, errors=None,
         newline=None):
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
    file = LZMAFile(filename, mode.replace('t', ''), format=format, check=check, preset=preset, filters=filters)
    return text_mode(file, encoding, errors, newline) if 't' in mode else file
