"""Sockets as files: raw, of bytes, of text."""

import io


class SocketIO(io.RawIOBase):
    """A socket as a raw file."""

    def __init__(self, sock, mode):
        super().__init__()
        self._sock, self._mode, self._timed_out = sock, mode, False

    def readable(self):
        return 'r' in self._mode

    def writable(self):
        return 'w' in self._mode

    def seekable(self):
        return False

    @property
    def mode(self):
        return self._mode + 'b'

    @property
    def name(self):
        return self.fileno() if not self.closed else -1

    def fileno(self):
        return self._sock.fileno()

    def readinto(self, buffer):
        if self._timed_out:
            raise OSError('cannot read from timed out object')
        try:
            return self._sock.recv_into(buffer)
        except BlockingIOError:
            return None
        except TimeoutError:
            self._timed_out = True
            raise

    def read(self, size=-1):
        if size < 0:
            return self.readall()
        return self._sock.recv(size)

    def readall(self):
        pieces = []
        while piece := self._sock.recv(8192):
            pieces.append(piece)
        return b''.join(pieces)

    def write(self, data):
        try:
            return self._sock.send(data)
        except BlockingIOError:
            return None

    def close(self):
        if self._sock is not None:
            sock, self._sock = self._sock, None
            super().close()
            sock._decref()


class _SocketFile(io.BufferedIOBase):
    """A socket as a file of bytes."""

    def __init__(self, raw, reading, writing, line):
        self.raw, self._reading, self._writing, self._line = raw, reading, writing, line
        self._in, self._out = b'', []

    def readable(self):
        return self._reading

    def writable(self):
        return self._writing

    def fileno(self):
        return self.raw.fileno()

    def _check(self, wanted, doing):
        if self.closed:
            raise ValueError(f'{"read" if doing == "read" else "write"} of closed file')
        if not wanted:
            raise io.UnsupportedOperation(doing)

    def read(self, size=-1):
        self._check(self._reading, 'read')
        if size is None or size < 0:
            data, self._in = self._in + self.raw.readall(), b''
            return data
        while len(self._in) < size:
            piece = self.raw._sock.recv(max(8192, size - len(self._in)))
            if not piece:
                break
            self._in += piece
        data, self._in = self._in[:size], self._in[size:]
        return data

    def read1(self, size=-1):
        self._check(self._reading, 'read')
        if not self._in:
            self._in = self.raw._sock.recv(8192)
        size = len(self._in) if size < 0 else size
        data, self._in = self._in[:size], self._in[size:]
        return data

    def readline(self, size=-1):
        self._check(self._reading, 'read')
        while b'\n' not in self._in and not 0 <= size <= len(self._in):
            piece = self.raw._sock.recv(8192)
            if not piece:
                break
            self._in += piece
        end = self._in.find(b'\n') + 1 or len(self._in)
        if size >= 0:
            end = min(end, size)
        line, self._in = self._in[:end], self._in[end:]
        return line

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def write(self, data):
        self._check(self._writing, 'write')
        data = bytes(data)
        self._out.append(data)
        if sum(map(len, self._out)) > 8192:
            self.flush()
        return len(data)

    def flush(self):
        data, self._out = b''.join(self._out), []
        if data:
            self.raw._sock.sendall(data)

    def close(self):
        if not self.closed:
            try:
                self.flush()
            finally:
                self.raw.close()
                super().close()


class _SocketText:
    """A socket as a file of text."""

    def __init__(self, buffer, encoding, errors, newline, mode):
        self.buffer, self.encoding, self.errors, self.mode = buffer, encoding, errors, mode
        self._newline = newline

    def _text(self, data):
        text = data.decode(self.encoding, self.errors)
        if self._newline is None:
            text = text.replace('\r\n', '\n').replace('\r', '\n')
        return text

    def read(self, size=-1):
        """All that comes, or so many characters."""
        if size is None or size < 0:
            return self._text(self.buffer.read())
        text = ''
        while len(text) < size:
            data = self.buffer.read(1)
            if not data:
                break
            while data[0] >= 0xc0 and len(data) < (2 if data[0] < 0xe0 else 3 if data[0] < 0xf0 else 4):
                data += self.buffer.read(1)
            text += self._text(data)
        return text

    def readline(self, size=-1):
        """The next line."""
        return self._text(self.buffer.readline(size))

    def readlines(self):
        """All lines."""
        return list(self)

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def write(self, text):
        """Write text."""
        if not isinstance(text, str):
            raise TypeError(f'write() argument must be str, not {type(text).__name__}')
        self.buffer.write(text.encode(self.encoding, self.errors))
        if self.buffer._line and '\n' in text:
            self.flush()
        return len(text)

    def writelines(self, lines):
        """Write several texts."""
        for line in lines:
            self.write(line)

    def flush(self):
        """Send what is held back."""
        self.buffer.flush()

    def fileno(self):
        """The descriptor."""
        return self.buffer.fileno()

    def close(self):
        """Close the file."""
        self.buffer.close()

    @property
    def closed(self):
        """Whether it is closed."""
        return self.buffer.closed

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()
