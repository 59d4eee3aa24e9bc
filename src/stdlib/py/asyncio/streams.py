"""Connections to read from and to write to, for coroutines.

    thread:  recv() ──call_soon_threadsafe──> StreamReader.feed_data ──> whoever awaits read()
    StreamWriter.write ──> what is pending ──executor──> sendall()

A thread for each connection waits for what comes; the loop itself knows nothing of sockets.
"""

import socket
import threading

from asyncio.events import get_running_loop
from asyncio.futures import ensure_future
from asyncio.tasks import iscoroutine

__all__ = ['IncompleteReadError', 'LimitOverrunError', 'Server', 'StreamReader', 'StreamWriter', 'open_connection',
           'open_unix_connection', 'start_server', 'start_unix_server']

_LIMIT = 2 ** 16


class IncompleteReadError(EOFError):
    """The stream ended before all came: `partial` did come, `expected` is how much was to come."""

    def __init__(self, partial, expected):
        wanted = 'undefined' if expected is None else repr(expected)
        super().__init__(f'{len(partial)} bytes read on a total of {wanted} expected bytes')
        self.partial, self.expected = partial, expected

    def __reduce__(self):
        return type(self), (self.partial, self.expected)


class LimitOverrunError(Exception):
    """What was looked for does not come within the limit."""

    def __init__(self, message, consumed):
        super().__init__(message)
        self.consumed = consumed


class StreamReader:
    """What has come and was not read yet."""

    def __init__(self, limit=_LIMIT, loop=None):
        if limit <= 0:
            raise ValueError('Limit cannot be <= 0')
        self._limit, self._loop = limit, loop or get_running_loop()
        self._buffer, self._eof, self._waiter, self._exception = bytearray(), False, None, None

    def __repr__(self):
        text = f'<StreamReader {len(self._buffer)} bytes' if self._buffer else '<StreamReader'
        return text + (' eof>' if self._eof else '>')

    def exception(self):
        """The error that reading ended with."""
        return self._exception

    def set_exception(self, exception):
        """End reading with an error."""
        self._exception = exception
        self._wake()

    def _wake(self):
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.done():
            if self._exception is not None:
                waiter.set_exception(self._exception)
            else:
                waiter.set_result(None)

    def feed_data(self, data):
        """Something has come."""
        if data:
            self._buffer.extend(data)
            self._wake()

    def feed_eof(self):
        """Nothing more will come."""
        self._eof = True
        self._wake()

    def at_eof(self):
        """Whether all was read and nothing more will come."""
        return self._eof and not self._buffer

    async def _wait(self, name):
        if self._waiter is not None:
            raise RuntimeError(f'{name}() called while another coroutine is already waiting for incoming data')
        self._waiter = self._loop.create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None

    def _take(self, size):
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        return data

    def _check(self):
        if self._exception is not None:
            raise self._exception

    async def read(self, n=-1):
        """What there is, up to n bytes; all until the end if n is -1."""
        self._check()
        if n == 0:
            return b''
        if n < 0:
            while not self._eof:
                await self._wait('read')
            return self._take(len(self._buffer))
        if not self._buffer and not self._eof:
            await self._wait('read')
        return self._take(n)

    async def readexactly(self, n):
        """n bytes."""
        if n < 0:
            raise ValueError('readexactly size can not be less than zero')
        self._check()
        while len(self._buffer) < n:
            if self._eof:
                raise IncompleteReadError(self._take(len(self._buffer)), n)
            await self._wait('readexactly')
        return self._take(n)

    async def readuntil(self, separator=b'\n'):
        """All up to a separator, and with it."""
        if not separator:
            raise ValueError('Separator should be at least one-byte string')
        self._check()
        while (at := self._buffer.find(separator)) < 0:
            if len(self._buffer) > self._limit:
                raise LimitOverrunError('Separator is not found, and chunk exceed the limit', len(self._buffer))
            if self._eof:
                raise IncompleteReadError(self._take(len(self._buffer)), None)
            await self._wait('readuntil')
        if at > self._limit:
            raise LimitOverrunError('Separator is found, but chunk is longer than limit', at)
        return self._take(at + len(separator))

    async def readline(self):
        """A line, or what is left of one."""
        try:
            return await self.readuntil(b'\n')
        except IncompleteReadError as error:
            return error.partial
        except LimitOverrunError as error:
            self._buffer.clear()
            raise ValueError(error.args[0]) from None

    def __aiter__(self):
        return self

    async def __anext__(self):
        line = await self.readline()
        if not line:
            raise StopAsyncIteration
        return line


class StreamWriter:
    """Sends what is written, in order."""

    def __init__(self, send, close, info, loop, reader=None):
        self._send, self._close_end, self._info, self._loop, self._reader = send, close, info, loop, reader
        self._pending, self._sending, self._closing, self._problem = bytearray(), None, False, None

    def __repr__(self):
        return f'<StreamWriter reader={self._reader!r}>'

    def get_extra_info(self, name, default=None):
        """What there is to know of the connection: 'peername', 'sockname', 'socket'."""
        return self._info.get(name, default)

    def write(self, data):
        """Send bytes; await drain() to know when they are gone."""
        if self._closing:
            return
        self._pending += data
        if self._sending is None:
            self._sending = self._loop.create_task(self._send_all())

    def writelines(self, data):
        """Send several."""
        self.write(b''.join(data))

    async def _send_all(self):
        try:
            while self._pending:
                data, self._pending = bytes(self._pending), bytearray()
                await self._loop.run_in_executor(None, self._send, data)
        except OSError as problem:
            self._problem = problem
        finally:
            self._sending = None

    async def drain(self):
        """Wait until all is sent."""
        while self._sending is not None:
            await self._sending
        if self._problem is not None:
            raise ConnectionResetError('Connection lost') from self._problem

    def can_write_eof(self):
        """Whether the other end can be told that nothing more comes."""
        return True

    def write_eof(self):
        """Tell the other end that nothing more comes."""
        self._end(socket.SHUT_WR)

    def close(self):
        """Close the connection, when all is sent."""
        if not self._closing:
            self._closing = True
            self._end(None)

    def _end(self, how):
        if self._sending is None:
            self._close_end(how)
        else:
            self._sending.add_done_callback(lambda _: self._close_end(how))

    def is_closing(self):
        """Whether it is closed or will be."""
        return self._closing

    async def wait_closed(self):
        """Wait until it is closed."""
        while self._sending is not None:
            await self._sending


def _pump(loop, receive, reader):
    """What the thread of a connection does."""
    def tell(function, *args):
        try:
            loop.call_soon_threadsafe(function, *args)
        except RuntimeError:
            # The loop is closed: nobody reads any more.
            pass

    try:
        while data := receive(_LIMIT):
            tell(reader.feed_data, data)
    except ConnectionError as problem:
        tell(reader.set_exception, problem)
    except (OSError, ValueError):
        pass
    tell(reader.feed_eof)


def start_pump(loop, receive, reader):
    """Let a thread feed a reader."""
    threading.Thread(target=_pump, args=(loop, receive, reader), daemon=True).start()


def _streams(sock, loop, limit):
    reader = StreamReader(limit, loop)
    info = {'socket': sock, 'sockname': sock.getsockname()}
    try:
        info['peername'] = sock.getpeername()
    except OSError:
        pass

    def close(how):
        try:
            sock.shutdown(socket.SHUT_RDWR if how is None else how)
        except OSError:
            pass
        if how is None:
            sock.close()

    writer = StreamWriter(sock.sendall, close, info, loop, reader)
    start_pump(loop, sock.recv, reader)
    return reader, writer


async def open_connection(host=None, port=None, *, limit=_LIMIT, **options):
    """The reader and the writer of a new connection."""
    loop = get_running_loop()
    sock = options.get('sock')
    if sock is None:
        sock = await loop.run_in_executor(None, socket.create_connection, (host, port))
    sock.setblocking(True)
    return _streams(sock, loop, limit)


async def open_unix_connection(path=None, *, limit=_LIMIT, **options):
    """The same by a path."""
    loop = get_running_loop()
    sock = socket.socket(socket.AF_UNIX)
    try:
        await loop.run_in_executor(None, sock.connect, path)
    except BaseException:
        sock.close()
        raise
    return _streams(sock, loop, limit)


class Server:
    """Accepts connections, and calls a function for each."""

    def __init__(self, loop, socks, callback, limit):
        self._loop, self._socks, self._callback, self._limit = loop, socks, callback, limit
        self._waiter, self._serving, self._closed = None, False, loop.create_future()

    def __repr__(self):
        return f'<{type(self).__name__} sockets={self.sockets!r}>'

    @property
    def sockets(self):
        """Where others can connect to."""
        return tuple(self._socks)

    def get_loop(self):
        """The loop that it belongs to."""
        return self._loop

    def is_serving(self):
        """Whether it accepts connections."""
        return self._serving

    async def start_serving(self):
        """Begin to accept."""
        if not self._serving:
            self._serving = True
            for sock in self._socks:
                threading.Thread(target=self._accept, args=(sock,), daemon=True).start()

    def _accept(self, sock):
        while True:
            try:
                connection, _ = sock.accept()
                self._loop.call_soon_threadsafe(self._connected, connection)
            except (OSError, RuntimeError):
                return

    def _connected(self, connection):
        if not self._serving:
            connection.close()
            return
        reader, writer = _streams(connection, self._loop, self._limit)
        made = self._callback(reader, writer)
        if iscoroutine(made):
            task = ensure_future(made)
            task.add_done_callback(lambda task: self._handled(task, writer))

    def _handled(self, task, writer):
        if not task.cancelled() and task.exception() is not None:
            self._loop.call_exception_handler({
                'message': 'Unhandled exception in client_connected_cb', 'exception': task.exception()})
            writer.close()

    def close(self):
        """Accept no more."""
        if self._serving or self._socks:
            self._serving = False
            for sock in self._socks:
                try:
                    # Wakes the thread that waits in accept().
                    sock.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass
                sock.close()
            self._socks = []
            if self._waiter is not None and not self._waiter.done():
                self._waiter.cancel()
            if not self._closed.done():
                self._closed.set_result(None)

    async def wait_closed(self):
        """Wait until it is closed."""
        await self._closed

    async def serve_forever(self):
        """Accept connections until this is cancelled."""
        await self.start_serving()
        self._waiter = self._loop.create_future()
        try:
            await self._waiter
        finally:
            self.close()

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exception):
        self.close()
        await self.wait_closed()


async def start_server(client_connected_cb, host=None, port=None, *, limit=_LIMIT, family=socket.AF_INET,
                       sock=None, backlog=100, reuse_address=None, start_serving=True, **options):
    """A server of connections."""
    if sock is None:
        sock = socket.create_server((host or '', port), family=family or socket.AF_INET, backlog=backlog)
    server = Server(get_running_loop(), [sock], client_connected_cb, limit)
    if start_serving:
        await server.start_serving()
    return server


async def start_unix_server(client_connected_cb, path=None, *, limit=_LIMIT, backlog=100, start_serving=True,
                            **options):
    """The same at a path."""
    sock = socket.socket(socket.AF_UNIX)
    try:
        sock.bind(path)
        sock.listen(backlog)
    except BaseException:
        sock.close()
        raise
    server = Server(get_running_loop(), [sock], client_connected_cb, limit)
    if start_serving:
        await server.start_serving()
    return server
