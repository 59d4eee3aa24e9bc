"""Compression as zlib and gzip do it."""

import _zlib
from _zlib import adler32, crc32

DEFLATED = 8
DEF_BUF_SIZE = 16384
DEF_MEM_LEVEL = 8
MAX_WBITS = 15
ZLIB_VERSION = ZLIB_RUNTIME_VERSION = '1.2.13'
Z_NO_COMPRESSION, Z_BEST_SPEED, Z_BEST_COMPRESSION, Z_DEFAULT_COMPRESSION = 0, 1, 9, -1
Z_NO_FLUSH, Z_PARTIAL_FLUSH, Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH, Z_BLOCK, Z_TREES = range(7)
Z_DEFAULT_STRATEGY, Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED = range(5)


class error(Exception):
    __module__ = 'zlib'


def compress(data, /, level=-1, wbits=MAX_WBITS):
    """The data in compressed form."""
    if not -1 <= level <= 9:
        raise error('Bad compression level')
    stream = compressobj(level, wbits=wbits)
    return stream.compress(data) + stream.flush()


def decompress(data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE):
    """The data that was compressed."""
    stream = decompressobj(wbits)
    made = stream.decompress(data) + stream.flush()
    if not stream.eof:
        raise error('Error -5 while decompressing data: incomplete or truncated stream')
    return made


class _Compress:
    """What `compressobj` gives. Of gzip it writes the header and the checksum itself."""

    def __init__(self, level, wbits):
        self._gzip = wbits > 15
        self._stream = _zlib.Compress(level, self._gzip or wbits < 0)
        self._head = b'\x1f\x8b\x08\0\0\0\0\0\0\xff' if self._gzip else b''
        self._crc = self._size = 0

    def compress(self, data, /):
        if self._gzip:
            self._crc = crc32(data, self._crc)
            self._size += len(data)
        head, self._head = self._head, b''
        return head + self._stream.feed(data, Z_NO_FLUSH)

    def flush(self, mode=Z_FINISH, /):
        if mode == Z_NO_FLUSH:
            return b''
        made = self.compress(b'') + self._stream.feed(b'', mode)
        if self._gzip and mode == Z_FINISH:
            made += self._crc.to_bytes(4, 'little') + (self._size & 0xffffffff).to_bytes(4, 'little')
        return made


def _gzip_header(data):
    """How long the header of a gzip member is; None where it is not complete."""
    if data[:3] != b'\x1f\x8b\x08'[:len(data)]:
        raise error('Error -3 while decompressing data: incorrect header check')
    if len(data) < 10:
        return None
    flags, at = data[3], 10
    if flags & 4:
        at += 2 + int.from_bytes(data[at:at + 2], 'little')
    for flag in 8, 16:
        if flags & flag:
            end = data.find(b'\0', at)
            if end < 0:
                return None
            at = end + 1
    if flags & 2:
        at += 2
    return at if at <= len(data) else None


class _Decompress:
    """What `decompressobj` gives."""

    def __init__(self, wbits):
        self._wbits = wbits
        self._pending = b''
        self._stream = _zlib.Decompress(True) if wbits < 0 else None
        self._trailer = 0
        self.eof = self._ended = False
        self.unused_data = self.unconsumed_tail = b''

    def _start(self):
        """Looks at the header, once it is there. Whether it is."""
        if len(self._pending) < 2:
            return False
        gzip = self._wbits > 31 and self._pending[:1] == b'\x1f' or 15 < self._wbits < 32
        if gzip:
            length = _gzip_header(self._pending)
            if length is None:
                return False
            self._pending = self._pending[length:]
            self._trailer = 8
        else:
            first, second = self._pending[:2]
            if (first << 8 | second) % 31:
                raise error('Error -3 while decompressing data: incorrect header check')
            if first & 15 != DEFLATED:
                raise error('Error -3 while decompressing data: unknown compression method')
        self._stream = _zlib.Decompress(gzip)
        return True

    def decompress(self, data, /, max_length=0):
        if max_length < 0:
            raise ValueError('max_length must be non-negative')
        if self.eof:
            self.unused_data += data
            return b''
        self._pending += bytes(data)
        self.unconsumed_tail = b''
        if self._stream is None and not self._start():
            return b''
        if self._ended:
            made, taken, ended = b'', 0, True
        else:
            try:
                made, taken, ended = self._stream.feed(self._pending, max_length)
            except ValueError as problem:
                raise error(f'Error -3 while decompressing data: {problem}') from None
        self._ended = ended
        rest, self._pending = self._pending[taken:], b''
        if ended and len(rest) < self._trailer:
            # The checksum is still on its way.
            self._pending = rest
        elif ended:
            self.eof = True
            self.unused_data = rest[self._trailer:]
        else:
            self.unconsumed_tail = rest
        return made

    def flush(self, length=DEF_BUF_SIZE, /):
        if length <= 0:
            raise ValueError('length must be greater than zero')
        return self.decompress(self.unconsumed_tail) if self.unconsumed_tail else b''


def compressobj(level=-1, method=DEFLATED, wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL, strategy=0, zdict=None):
    """Compresses what comes bit by bit."""
    if zdict is not None:
        raise ValueError('preset dictionaries are not supported')
    if not -1 <= level <= 9 or method != DEFLATED:
        raise ValueError('Invalid initialization option')
    return _Compress(level, wbits)


def decompressobj(wbits=MAX_WBITS, zdict=b''):
    """Decompresses what comes bit by bit."""
    if zdict:
        raise ValueError('preset dictionaries are not supported')
    return _Decompress(wbits)
