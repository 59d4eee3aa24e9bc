"""Files that are compressed while they are written and decompressed while they are read; `bz2` and `lzma` have theirs."""

import io
import operator


class CompressedFile(io.BufferedIOBase):
    """Reads and writes through a compressor. A subclass says in `_decompressor()` what reads a stream.

    One stream may follow another; what follows the last and is no stream is left alone.
    """

    _CHUNK = 64 * 1024
    # What a decompressor raises for data that is wrong.
    _wrong = OSError

    def _begin(self, file, own, mode, compressor):
        """`mode` is 'r' or 'w'."""
        self._file, self._own, self._mode, self._compressor = file, own, mode, compressor
        self._at = 0
        if mode == 'r':
            self._restart()

    def _restart(self):
        self._stream, self._ready, self._start, self._ended = self._decompressor(), b'', 0, False
        self._any = False

    # --- state ---

    @property
    def closed(self):
        """Whether it is closed."""
        return self._file is None

    def _check(self, mode=None):
        if self._file is None:
            raise ValueError('I/O operation on closed file')
        if mode == 'r' and self._mode != 'r':
            raise io.UnsupportedOperation('File not open for reading')
        if mode == 'w' and self._mode != 'w':
            raise io.UnsupportedOperation('File not open for writing')

    def close(self):
        """Ends the stream, and closes the file if it was opened here."""
        if self._file is None:
            return
        try:
            if self._mode == 'w':
                self._file.write(self._compressor.flush())
        finally:
            file, self._file = self._file, None
            if self._own:
                file.close()

    def fileno(self):
        """The file's descriptor."""
        self._check()
        return self._file.fileno()

    def readable(self):
        """Whether it is open for reading."""
        self._check()
        return self._mode == 'r'

    def writable(self):
        """Whether it is open for writing."""
        self._check()
        return self._mode == 'w'

    def seekable(self):
        """Whether it can be read again from the start."""
        return self.readable() and self._file.seekable()

    def tell(self):
        """How many bytes were read or written."""
        self._check()
        return self._at

    # --- reading ---

    def _more(self):
        """Gets more data ready. Whether there was any."""
        while not self._ended:
            if self._stream.eof:
                rest = self._stream.unused_data or self._file.read(self._CHUNK)
                if not rest:
                    break
                self._stream = self._decompressor()
                try:
                    self._ready, self._start = self._stream.decompress(rest), 0
                except self._wrong:
                    # Not a stream: it does not belong to this file.
                    break
            else:
                if not (data := self._file.read(self._CHUNK)):
                    raise EOFError('Compressed file ended before the end-of-stream marker was reached')
                self._ready, self._start = self._stream.decompress(data), 0
            if self._ready:
                return True
        self._ended = True
        return False

    def read(self, size=-1):
        """The next bytes, or all that are left."""
        self._check('r')
        size = -1 if size is None else operator.index(size)
        if size < 0:
            parts = []
            while self._start < len(self._ready) or self._more():
                parts.append(self._ready[self._start:])
                self._ready, self._start = b'', 0
            data = b''.join(parts)
        else:
            parts = []
            while size > 0 and (self._start < len(self._ready) or self._more()):
                parts.append(self._ready[self._start:self._start + size])
                self._start += len(parts[-1])
                size -= len(parts[-1])
            data = b''.join(parts)
        self._at += len(data)
        return data

    def read1(self, size=-1):
        """Some of the next bytes."""
        self._check('r')
        if size == 0 or self._start >= len(self._ready) and not self._more():
            return b''
        stop = None if size is None or size < 0 else self._start + size
        data = self._ready[self._start:stop]
        self._start += len(data)
        self._at += len(data)
        return data

    def readinto(self, b):
        """Reads into a buffer; how many bytes."""
        with memoryview(b) as view, view.cast('B') as room:
            data = self.read(len(room))
            room[:len(data)] = data
        return len(data)

    def peek(self, size=0):
        """What comes next, at least a byte, without going on."""
        self._check('r')
        if self._start >= len(self._ready):
            self._more()
        return self._ready[self._start:]

    def readline(self, size=-1):
        """The next line."""
        self._check('r')
        parts, left = [], operator.index(size)
        while left and (self._start < len(self._ready) or self._more()):
            end = self._ready.find(b'\n', self._start) + 1 or len(self._ready)
            if left > 0:
                end = min(end, self._start + left)
                left -= end - self._start
            parts.append(self._ready[self._start:end])
            self._start = end
            if parts[-1].endswith(b'\n'):
                break
        line = b''.join(parts)
        self._at += len(line)
        return line

    def readlines(self, size=-1):
        """The lines that are left, up to a number of bytes."""
        lines, left = [], operator.index(size)
        while line := self.readline():
            lines.append(line)
            left -= len(line)
            if size > 0 and left <= 0:
                break
        return lines

    def __iter__(self):
        self._check()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def seek(self, offset, whence=io.SEEK_SET):
        """Goes to a place, by reading on or by starting again."""
        self._check('r')
        if not self._file.seekable():
            raise io.UnsupportedOperation('The underlying file object does not support seeking')
        if whence == io.SEEK_CUR:
            offset += self._at
        elif whence == io.SEEK_END:
            while self.read(self._CHUNK):
                pass
            offset += self._at
        elif whence != io.SEEK_SET:
            raise ValueError(f'Invalid value for whence: {whence}')
        if offset < self._at:
            self._file.seek(0)
            self._restart()
            self._at = 0
        while offset > self._at and self.read(min(self._CHUNK, offset - self._at)):
            pass
        return self._at

    # --- writing ---

    def write(self, data):
        """Compresses data; how many bytes."""
        self._check('w')
        data = data if isinstance(data, (bytes, bytearray)) else memoryview(data).tobytes()
        self._file.write(self._compressor.compress(data))
        self._at += len(data)
        return len(data)

    def writelines(self, seq):
        """Compresses each of some pieces."""
        for piece in seq:
            self.write(piece)


class Compressor:
    """What the compressors of `bz2` and `lzma` share. They set `_stream`, and `_flushed` to False."""

    def compress(self, data, /):
        """What can be written so far."""
        if self._flushed:
            raise ValueError('Compressor has been flushed')
        return self._stream.feed(data, False)

    def flush(self):
        """What is left to be written."""
        if self._flushed:
            raise ValueError('Repeated call to flush()')
        self._flushed = True
        return self._stream.feed(b'', True)

    def __reduce__(self):
        raise TypeError(f"cannot pickle '{type(self).__name__}' object")


class Decompressor:
    """What the decompressors of both share: what is left over, and when more is needed."""

    def __init__(self, stream):
        self._stream, self._kept = stream, b''
        self.eof, self.needs_input, self.unused_data = False, True, b''

    # What it was fed last and gave back.
    _LOOK_BACK = 40
    _last = b''

    def _feed(self, data, max_length):
        if self.eof:
            raise EOFError('End of stream already reached')
        data, self._kept = self._kept + bytes(data), b''
        made, taken, self.eof = self._stream.feed(data, max_length)
        if self.eof:
            self.unused_data = (self._last + data)[len(self._last) + taken:]
            self.needs_input = False
            return made
        self._last = (self._last + data[:taken])[-self._LOOK_BACK:]
        self._kept = data[taken:]
        self.needs_input = max_length < 0 or len(made) < max_length
        return made


def text_mode(file, encoding, errors, newline):
    """A text file over a compressed one."""
    return io.TextIOWrapper(file, io.text_encoding(encoding), errors, newline)
