"""Servers: one that accepts requests, and a handler that answers each of them."""

import io
import selectors
import socket
import sys
import threading
from time import monotonic

__all__ = ['BaseServer', 'TCPServer', 'UDPServer', 'ThreadingUDPServer', 'ThreadingTCPServer', 'BaseRequestHandler',
           'StreamRequestHandler', 'DatagramRequestHandler', 'ThreadingMixIn', 'UnixStreamServer',
           'UnixDatagramServer', 'ThreadingUnixStreamServer', 'ThreadingUnixDatagramServer']


class BaseServer:
    """What every server can do."""

    timeout = None

    def __init__(self, server_address, RequestHandlerClass):
        self.server_address, self.RequestHandlerClass = server_address, RequestHandlerClass
        self._is_shut_down = threading.Event()
        self._shutdown_request = False

    def server_activate(self):
        """Make the server ready."""

    def serve_forever(self, poll_interval=0.5):
        """Handle requests until shutdown() is called from elsewhere."""
        self._is_shut_down.clear()
        try:
            with selectors.PollSelector() as selector:
                selector.register(self, selectors.EVENT_READ)
                while not self._shutdown_request:
                    ready = selector.select(poll_interval)
                    if self._shutdown_request:
                        break
                    if ready:
                        self._handle_request_noblock()
                    self.service_actions()
        finally:
            self._shutdown_request = False
            self._is_shut_down.set()

    def shutdown(self):
        """End serve_forever(), and wait until it has ended."""
        self._shutdown_request = True
        self._is_shut_down.wait()

    def service_actions(self):
        """Called again and again while serving."""

    def handle_request(self):
        """Handle one request, or time out."""
        timeout = self.socket.gettimeout()
        if timeout is None:
            timeout = self.timeout
        elif self.timeout is not None:
            timeout = min(timeout, self.timeout)
        deadline = None if timeout is None else monotonic() + timeout
        with selectors.PollSelector() as selector:
            selector.register(self, selectors.EVENT_READ)
            while True:
                if selector.select(timeout):
                    return self._handle_request_noblock()
                if timeout is not None:
                    timeout = deadline - monotonic()
                    if timeout < 0:
                        return self.handle_timeout()

    def _handle_request_noblock(self):
        try:
            request, client_address = self.get_request()
        except OSError:
            return
        if not self.verify_request(request, client_address):
            self.shutdown_request(request)
            return
        try:
            self.process_request(request, client_address)
        except Exception:
            self.handle_error(request, client_address)
            self.shutdown_request(request)
        except BaseException:
            self.shutdown_request(request)
            raise

    def handle_timeout(self):
        """No request came in time."""

    def verify_request(self, request, client_address):
        """Whether to handle a request."""
        return True

    def process_request(self, request, client_address):
        """Handle a request, and end it."""
        self.finish_request(request, client_address)
        self.shutdown_request(request)

    def server_close(self):
        """Clean up."""

    def finish_request(self, request, client_address):
        """Handle a request."""
        self.RequestHandlerClass(request, client_address, self)

    def shutdown_request(self, request):
        """End a request."""
        self.close_request(request)

    def close_request(self, request):
        """Clean up after a request."""

    def handle_error(self, request, client_address):
        """Say what went wrong."""
        import traceback
        print('-' * 40, file=sys.stderr)
        print('Exception occurred during processing of request from', client_address, file=sys.stderr)
        traceback.print_exc()
        print('-' * 40, file=sys.stderr)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.server_close()


class TCPServer(BaseServer):
    """A server of connections."""

    address_family = socket.AF_INET
    socket_type = socket.SOCK_STREAM
    request_queue_size = 5
    allow_reuse_address = False
    allow_reuse_port = False

    def __init__(self, server_address, RequestHandlerClass, bind_and_activate=True):
        super().__init__(server_address, RequestHandlerClass)
        self.socket = socket.socket(self.address_family, self.socket_type)
        if bind_and_activate:
            try:
                self.server_bind()
                self.server_activate()
            except BaseException:
                self.server_close()
                raise

    def server_bind(self):
        """Take the address."""
        if self.allow_reuse_address:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if self.allow_reuse_port:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()

    def server_activate(self):
        """Let others connect."""
        self.socket.listen(self.request_queue_size)

    def server_close(self):
        """Close the socket."""
        self.socket.close()

    def fileno(self):
        """The socket's descriptor."""
        return self.socket.fileno()

    def get_request(self):
        """The next connection."""
        return self.socket.accept()

    def shutdown_request(self, request):
        """End a connection."""
        try:
            request.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        self.close_request(request)

    def close_request(self, request):
        """Close a connection."""
        request.close()


class UDPServer(TCPServer):
    """A server of datagrams."""

    socket_type = socket.SOCK_DGRAM
    max_packet_size = 8192

    def get_request(self):
        """The next datagram, with the socket to answer on."""
        data, address = self.socket.recvfrom(self.max_packet_size)
        return (data, self.socket), address

    def server_activate(self):
        """Nobody connects."""

    def shutdown_request(self, request):
        """There is no connection."""

    def close_request(self, request):
        """There is no connection."""


class ThreadingMixIn:
    """Handles each request in a thread of its own."""

    daemon_threads = False
    block_on_close = True

    def process_request_thread(self, request, client_address):
        """What the thread does."""
        try:
            self.finish_request(request, client_address)
        except Exception:
            self.handle_error(request, client_address)
        finally:
            self.shutdown_request(request)

    def process_request(self, request, client_address):
        """Start the thread."""
        thread = threading.Thread(target=self.process_request_thread, args=(request, client_address))
        thread.daemon = self.daemon_threads
        if self.block_on_close and not thread.daemon:
            self.__dict__.setdefault('_threads', []).append(thread)
        thread.start()

    def server_close(self):
        """Close the server, and wait for the threads."""
        super().server_close()
        for thread in self.__dict__.pop('_threads', ()):
            thread.join()


class ThreadingUDPServer(ThreadingMixIn, UDPServer):
    """A server of datagrams with threads."""


class ThreadingTCPServer(ThreadingMixIn, TCPServer):
    """A server of connections with threads."""


class UnixStreamServer(TCPServer):
    """A server of connections at a path."""

    address_family = socket.AF_UNIX


class UnixDatagramServer(UDPServer):
    """A server of datagrams at a path."""

    address_family = socket.AF_UNIX


class ThreadingUnixStreamServer(ThreadingMixIn, UnixStreamServer):
    """A server of connections at a path, with threads."""


class ThreadingUnixDatagramServer(ThreadingMixIn, UnixDatagramServer):
    """A server of datagrams at a path, with threads."""


class BaseRequestHandler:
    """Handles a request: setup(), handle(), finish()."""

    def __init__(self, request, client_address, server):
        self.request, self.client_address, self.server = request, client_address, server
        self.setup()
        try:
            self.handle()
        finally:
            self.finish()

    def setup(self):
        """Before handle()."""

    def handle(self):
        """Answer the request."""

    def finish(self):
        """After handle()."""


class StreamRequestHandler(BaseRequestHandler):
    """Handles a connection with files: rfile and wfile."""

    rbufsize = -1
    wbufsize = 0
    timeout = None
    disable_nagle_algorithm = False

    def setup(self):
        """Make the files."""
        self.connection = self.request
        if self.timeout is not None:
            self.connection.settimeout(self.timeout)
        if self.disable_nagle_algorithm:
            self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
        self.rfile = self.connection.makefile('rb', self.rbufsize)
        self.wfile = _SocketWriter(self.connection) if self.wbufsize == 0 else \
            self.connection.makefile('wb', self.wbufsize)

    def finish(self):
        """Close the files."""
        if not self.wfile.closed:
            try:
                self.wfile.flush()
            except OSError:
                pass
        self.wfile.close()
        self.rfile.close()


class _SocketWriter(io.BufferedIOBase):
    """A file that sends all at once."""

    def __init__(self, sock):
        self._sock = sock

    def writable(self):
        return True

    def write(self, data):
        self._sock.sendall(data)
        return len(data)

    def fileno(self):
        return self._sock.fileno()


class DatagramRequestHandler(BaseRequestHandler):
    """Handles a datagram with files: what wfile has in the end is the answer."""

    def setup(self):
        """Make the files."""
        self.packet, self.socket = self.request
        self.rfile, self.wfile = io.BytesIO(self.packet), io.BytesIO()

    def finish(self):
        """Send the answer."""
        self.socket.sendto(self.wfile.getvalue(), self.client_address)
