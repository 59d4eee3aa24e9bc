"""Sockets as raw files; `io` puts buffers and text around them."""

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
