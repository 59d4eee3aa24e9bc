"""Buffers and text around any object that reads or writes bytes.

    TextIOWrapper ──> BufferedReader | BufferedWriter ──> raw object or BytesIO

What `open` gives is of classes of their own, in Rust; they count as instances of these.
"""

import abc
import codecs
import _io

from io import BufferedIOBase, TextIOBase, UnsupportedOperation


class _Around(abc.ABCMeta):
    """The class of classes that have a counterpart in Rust."""

    def __instancecheck__(cls, instance):
        return type(instance) is cls.__dict__.get('_native') or super().__instancecheck__(instance)

    def __subclasscheck__(cls, subclass):
        return subclass is cls.__dict__.get('_native') or super().__subclasscheck__(subclass)


class _Buffered(BufferedIOBase):
    """A raw object, and what was read from it too early or not written yet."""

    def __init__(self, raw, buffer_size=8192):
        if buffer_size <= 0:
            raise ValueError('buffer size must be strictly positive')
        self._raw, self._size = raw, buffer_size
        self._ahead, self._behind = b'', bytearray()

    def __repr__(self):
        name = getattr(self._raw, 'name', None)
        return f'<_io.{type(self).__name__}>' if name is None else f'<_io.{type(self).__name__} name={name!r}>'

    raw = property(lambda self: self._raw)
    closed = property(lambda self: self._raw.closed)
    name = property(lambda self: self._raw.name)
    mode = property(lambda self: self._raw.mode)

    def detach(self):
        """Give the raw object away."""
        self.flush()
        raw, self._raw = self._raw, None
        return raw

    def fileno(self):
        return self._raw.fileno()

    def isatty(self):
        return self._raw.isatty()

    def seekable(self):
        return self._raw.seekable()

    def flush(self):
        if self.closed:
            raise ValueError('flush of closed file')
        while self._behind:
            written = self._raw.write(bytes(self._behind))
            if written is None:
                raise BlockingIOError(11, 'write could not complete without blocking', 0)
            del self._behind[:written]

    def close(self):
        if self._raw is not None and not self.closed:
            try:
                self.flush()
            finally:
                self._raw.close()

    def tell(self):
        return self._raw.tell() - len(self._ahead) + len(self._behind)

    def seek(self, offset, whence=0):
        self.flush()
        if whence == 1:
            offset -= len(self._ahead)
        self._ahead = b''
        return self._raw.seek(offset, whence)

    def truncate(self, size=None):
        self.flush()
        return self._raw.truncate(self.tell() if size is None else size)

    # --- reading ---

    def _fetch(self, size):
        """Bytes of the raw object; none at its end."""
        return self._raw.read(size) or b''

    def _read(self, size):
        if self.closed:
            raise ValueError('read of closed file')
        if size is None or size < 0:
            pieces, self._ahead = [self._ahead], b''
            while piece := self._fetch(-1):
                pieces.append(piece)
            return b''.join(pieces)
        while len(self._ahead) < size:
            piece = self._fetch(max(self._size, size - len(self._ahead)))
            if not piece:
                break
            self._ahead += piece
        return self._cut(size)

    def _cut(self, size):
        data, self._ahead = self._ahead[:size], self._ahead[size:]
        return data

    def _read1(self, size):
        if not self._ahead:
            self._ahead = self._fetch(self._size if size < 0 else max(size, 1))
        return self._cut(len(self._ahead) if size < 0 else size)

    def _peek(self):
        if not self._ahead:
            self._ahead = self._fetch(self._size)
        return self._ahead

    def _line(self, size):
        if self.closed:
            raise ValueError('readline of closed file')
        size = -1 if size is None else size
        while b'\n' not in self._ahead and not 0 <= size <= len(self._ahead):
            piece = self._fetch(self._size)
            if not piece:
                break
            self._ahead += piece
        end = self._ahead.find(b'\n') + 1 or len(self._ahead)
        return self._cut(end if size < 0 else min(end, size))

    # --- writing ---

    def _write(self, data):
        if self.closed:
            raise ValueError('write to closed file')
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        data = bytes(data)
        self._behind += data
        if len(self._behind) > self._size:
            self.flush()
        return len(data)


class _Reading(_Buffered):
    """What those can do that read."""

    def read(self, size=-1):
        return self._read(size)

    def read1(self, size=-1):
        return self._read1(size)

    def peek(self, size=0):
        """What comes next, without taking it."""
        return self._peek()

    def readline(self, size=-1):
        return self._line(size)


class BufferedReader(_Reading, metaclass=_Around):
    """Reads ahead from a raw object."""

    _native = _io.BufferedReader

    def __init__(self, raw, buffer_size=8192):
        if not raw.readable():
            raise OSError('File or stream is not readable.')
        super().__init__(raw, buffer_size)

    def readable(self):
        return self._raw.readable()


class BufferedWriter(_Buffered, metaclass=_Around):
    """Holds back what is written to a raw object."""

    _native = _io.BufferedWriter

    def __init__(self, raw, buffer_size=8192):
        if not raw.writable():
            raise OSError('File or stream is not writable.')
        super().__init__(raw, buffer_size)

    def writable(self):
        return self._raw.writable()

    def write(self, data):
        return self._write(data)


class BufferedRandom(_Reading, metaclass=_Around):
    """Reads and writes a raw object that has places."""

    _native = _io.BufferedRandom

    def __init__(self, raw, buffer_size=8192):
        if not raw.seekable():
            raise UnsupportedOperation('File or stream is not seekable.')
        super().__init__(raw, buffer_size)

    def readable(self):
        return True

    def writable(self):
        return True

    def _fetch(self, size):
        self.flush()
        return super()._fetch(size)

    def read(self, size=-1):
        self.flush()
        return super().read(size)

    def readline(self, size=-1):
        self.flush()
        return super().readline(size)

    def write(self, data):
        if self._ahead:
            self._raw.seek(-len(self._ahead), 1)
            self._ahead = b''
        return self._write(data)


class BufferedRWPair(BufferedIOBase):
    """One object to read from, another to write to."""

    def __init__(self, reader, writer, buffer_size=8192):
        self._reader, self._writer = BufferedReader(reader, buffer_size), BufferedWriter(writer, buffer_size)

    closed = property(lambda self: self._writer.closed)

    def readable(self):
        return True

    def writable(self):
        return True

    def read(self, size=-1):
        return self._reader.read(size)

    def read1(self, size=-1):
        return self._reader.read1(size)

    def peek(self, size=0):
        """What comes next, without taking it."""
        return self._reader.peek(size)

    def readline(self, size=-1):
        return self._reader.readline(size)

    def write(self, data):
        return self._writer.write(data)

    def flush(self):
        self._writer.flush()

    def close(self):
        try:
            self._writer.close()
        finally:
            self._reader.close()


class TextIOWrapper(TextIOBase, metaclass=_Around):
    """Text out of bytes, and into them."""

    _native = _io.TextIOWrapper

    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False):
        self._buffer = buffer
        self._set_up('utf-8' if encoding in (None, 'locale') else encoding, errors or 'strict', newline,
                     line_buffering, write_through)
        self._text, self._ended, self._pending, self._held = '', False, [], 0

    def _set_up(self, encoding, errors, newline, line_buffering, write_through):
        if newline is not None and not isinstance(newline, str):
            raise TypeError(f'illegal newline type: {type(newline)!r}')
        if newline not in (None, '', '\n', '\r', '\r\n'):
            raise ValueError(f'illegal newline value: {newline}')
        codec = codecs.lookup(encoding)
        if codec.incrementaldecoder is None:
            raise LookupError(f'{encoding!r} is not a text encoding; use codecs.open() to handle arbitrary codecs')
        self._make_decoder = codec.incrementaldecoder
        self._encoding, self._errors, self._newline = encoding, errors, newline
        # Some encodings begin with a mark, which is written once, at the file's start.
        marks = codec.name in ('utf-16', 'utf-32', 'utf-8-sig')
        self._marking = codec.incrementalencoder(errors) if marks else None
        if marks and self._buffer.seekable() and self._buffer.writable() and self._buffer.tell():
            self._marking.setstate(0)
        self._line_buffering, self._write_through = bool(line_buffering), bool(write_through)
        self._decoder, self._seen = None, ()

    def __repr__(self):
        text = '<_io.TextIOWrapper'
        for name in ('name', 'mode'):
            value = getattr(self, name, None)
            if value is not None:
                text += f' {name}={value!r}'
        return f'{text} encoding={self._encoding!r}>'

    buffer = property(lambda self: self._buffer)
    encoding = property(lambda self: self._encoding)
    errors = property(lambda self: self._errors)
    line_buffering = property(lambda self: self._line_buffering)
    write_through = property(lambda self: self._write_through)
    name = property(lambda self: self._buffer.name)

    @property
    def closed(self):
        """Whether it is closed."""
        return self._open().closed

    @property
    def newlines(self):
        """The ends of lines that were seen."""
        return None if not self._seen else self._seen[0] if len(self._seen) == 1 else self._seen

    def _open(self):
        if self._buffer is None:
            raise ValueError('underlying buffer has been detached')
        return self._buffer

    def _check(self):
        if self.closed:
            raise ValueError('I/O operation on closed file.')

    def reconfigure(self, *, encoding=None, errors=None, newline=..., line_buffering=None, write_through=None):
        """Change how text is read and written from here on."""
        if self._decoder is not None and (encoding is not None or errors is not None or newline is not ...):
            raise UnsupportedOperation('It is not possible to set the encoding or newline of stream after the first '
                                       'read')
        self.flush()
        if errors is None:
            errors = self._errors if encoding is None else 'strict'
        self._set_up(self._encoding if encoding is None else encoding, errors,
                     self._newline if newline is ... else newline,
                     self._line_buffering if line_buffering is None else line_buffering,
                     self._write_through if write_through is None else write_through)

    def detach(self):
        """Give the buffer away."""
        self.flush()
        buffer, self._buffer = self._buffer, None
        return buffer

    def fileno(self):
        return self._open().fileno()

    def isatty(self):
        return self._open().isatty()

    def readable(self):
        return self._open().readable()

    def writable(self):
        return self._open().writable()

    def seekable(self):
        return self._open().seekable()

    def close(self):
        if self._buffer is not None and not self.closed:
            try:
                self.flush()
            finally:
                self._buffer.close()

    def __del__(self):
        try:
            self.close()
        except Exception:
            pass

    # --- writing ---

    def write(self, text, /):
        self._check()
        if not isinstance(text, str):
            raise TypeError(f'write() argument must be str, not {type(text).__name__}')
        ends = '\n' in text
        made = text.replace('\n', self._newline) if ends and self._newline in ('\r', '\r\n') else text
        data = made.encode(self._encoding, self._errors) if self._marking is None else self._marking.encode(made)
        self._pending.append(data)
        self._held += len(data)
        if self._write_through:
            self._push()
        elif self._line_buffering and (ends or '\r' in text):
            self.flush()
        elif self._held > 8192:
            self._push()
        return len(text)

    def _push(self):
        if self._pending:
            data, self._pending, self._held = b''.join(self._pending), [], 0
            self._buffer.write(data)

    def flush(self):
        self._check()
        self._push()
        self._buffer.flush()

    # --- reading ---

    def _more(self):
        """Decodes some more; False at the end."""
        if self._ended:
            return False
        if self._decoder is None:
            if not self.readable():
                raise UnsupportedOperation('not readable')
            self._push()
            self._decoder, self._carriage = self._make_decoder(self._errors), ''
        read = getattr(self._buffer, 'read1', self._buffer.read)
        data = read(8192)
        if isinstance(data, str):
            raise TypeError(f"underlying {read.__name__}() should have returned a bytes-like object, not 'str'")
        self._ended = not data
        text = self._carriage + self._decoder.decode(data or b'', final=self._ended)
        self._carriage = ''
        if self._newline in (None, ''):
            # A newline may follow in the next piece.
            if text.endswith('\r') and not self._ended:
                text, self._carriage = text[:-1], '\r'
            text = self._note(text)
        self._text += text
        return bool(data)

    def _note(self, text):
        """Notes the ends of lines, and makes them newlines if that is wanted."""
        if '\r' in text or '\n' in text:
            plain = text.replace('\r\n', '')
            for end, seen in (('\r', '\r' in plain), ('\n', '\n' in plain), ('\r\n', len(plain) < len(text))):
                if seen and end not in self._seen:
                    self._seen += (end,)
        return text.replace('\r\n', '\n').replace('\r', '\n') if self._newline is None else text

    def read(self, size=-1, /):
        self._check()
        if size is None or size < 0:
            while self._more():
                pass
            size = len(self._text)
        else:
            while len(self._text) < size and self._more():
                pass
        text, self._text = self._text[:size], self._text[size:]
        if not text:
            self._ended = False if self._decoder is None else self._ended
        return text

    def _line_end(self):
        """How long the next line is; 0 if its end has not come."""
        if self._newline == '':
            found = [at for at in (self._text.find('\n'), self._text.find('\r')) if at >= 0]
            if not found:
                return 0
            at = min(found)
            return at + (2 if self._text[at:at + 2] == '\r\n' else 1)
        end = self._newline or '\n'
        at = self._text.find(end)
        return at + len(end) if at >= 0 else 0

    def readline(self, size=-1, /):
        self._check()
        while not (end := self._line_end()) and not 0 <= size <= len(self._text) and self._more():
            pass
        end = end or len(self._text)
        if size >= 0:
            end = min(end, size)
        line, self._text = self._text[:end], self._text[end:]
        return line

    def tell(self):
        self._check()
        self._push()
        return self._buffer.tell() - len(self._text.encode(self._encoding, 'replace'))

    def seek(self, cookie, whence=0, /):
        self._check()
        self.flush()
        if whence == 1:
            if cookie:
                raise UnsupportedOperation("can't do nonzero cur-relative seeks")
            cookie, whence = self.tell(), 0
        elif whence == 2 and cookie:
            raise UnsupportedOperation("can't do nonzero end-relative seeks")
        elif cookie < 0:
            raise ValueError(f'negative seek position {cookie}')
        self._text, self._ended, self._decoder = '', False, None
        return self._buffer.seek(cookie, whence)

    def truncate(self, pos=None, /):
        self.flush()
        return self._buffer.truncate(pos)


for _class in (BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair, TextIOWrapper):
    _class.__module__ = '_io'
