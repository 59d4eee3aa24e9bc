"""Asks servers of HTTP.

    c = HTTPConnection('localhost', 8000);  c.request('GET', '/');  c.getresponse().read()

A connection sends a request (line, headers, body), then gives the response, then can send the next.
"""

import collections.abc
import io
import re
import socket
import sys

import email.message
import email.parser

from http import HTTPStatus
from urllib.parse import urlsplit

__all__ = ['HTTPResponse', 'HTTPConnection', 'HTTPSConnection', 'HTTPException', 'NotConnected', 'UnknownProtocol',
           'UnknownTransferEncoding', 'UnimplementedFileMode', 'IncompleteRead', 'InvalidURL', 'ImproperConnectionState',
           'CannotSendRequest', 'CannotSendHeader', 'ResponseNotReady', 'BadStatusLine', 'LineTooLong', 'RemoteDisconnected',
           'error', 'responses']

HTTP_PORT, HTTPS_PORT = 80, 443
_UNKNOWN = 'UNKNOWN'
_CS_IDLE, _CS_REQ_STARTED, _CS_REQ_SENT = 'Idle', 'Request-started', 'Request-sent'
_MAXLINE, _MAXHEADERS = 65536, 100
globals().update(HTTPStatus.__members__)
responses = {status: status.phrase for status in HTTPStatus.__members__.values()}

_NAME = re.compile(rb'[^:\s][^:\r\n]*')
_BAD_VALUE = re.compile(rb'\n(?![ \t])|\r(?![ \t\n])')
_BAD_URL = re.compile('[\x00-\x20\x7f]')
_BAD_METHOD = re.compile('[\x00-\x1f]')
_WITH_BODY = {'PATCH', 'POST', 'PUT'}


class HTTPException(Exception):
    """Something is wrong with a request or a response."""


class NotConnected(HTTPException):
    """There is no connection."""


class InvalidURL(HTTPException):
    """Not an address."""


class UnknownProtocol(HTTPException):
    """Not a version of HTTP."""

    def __init__(self, version):
        self.args = version,
        self.version = version


class UnknownTransferEncoding(HTTPException):
    """An encoding that there is not."""


class UnimplementedFileMode(HTTPException):
    """A mode that there is not."""


class IncompleteRead(HTTPException):
    """Less has come than was announced."""

    def __init__(self, partial, expected=None):
        self.args = partial,
        self.partial, self.expected = partial, expected

    def __repr__(self):
        more = f', {self.expected} more expected' if self.expected is not None else ''
        return f'{self.__class__.__name__}({len(self.partial)} bytes read{more})'

    __str__ = object.__str__


class ImproperConnectionState(HTTPException):
    """That can't be done now."""


class CannotSendRequest(ImproperConnectionState):
    """Another request is under way."""


class CannotSendHeader(ImproperConnectionState):
    """No request was begun."""


class ResponseNotReady(ImproperConnectionState):
    """No request was sent, or its response was not read."""


class BadStatusLine(HTTPException):
    """What the server has said first is no HTTP."""

    def __init__(self, line):
        line = line or repr(line)
        self.args = line,
        self.line = line


class LineTooLong(HTTPException):
    """A line is too long."""

    def __init__(self, line_type):
        super().__init__('got more than %d bytes when reading %s' % (_MAXLINE, line_type))


class RemoteDisconnected(ConnectionResetError, BadStatusLine):
    """The server has closed the connection."""

    def __init__(self, *pos, **kw):
        BadStatusLine.__init__(self, '')
        ConnectionResetError.__init__(self, *pos, **kw)


error = HTTPException


class HTTPMessage(email.message.Message):
    """The headers of a request or a response."""

    def getallmatchingheaders(self, name):
        """The lines of a header."""
        wanted, found, hit = name.lower() + ':', [], False
        for line in self.keys():
            if line[:len(wanted)].lower() == wanted:
                hit = True
            elif not line[:1].isspace():
                hit = False
            if hit:
                found.append(line)
        return found


def _read_headers(fp):
    lines = []
    while True:
        line = fp.readline(_MAXLINE + 1)
        if len(line) > _MAXLINE:
            raise LineTooLong('header line')
        lines.append(line)
        if len(lines) > _MAXHEADERS:
            raise HTTPException('got more than %d headers' % _MAXHEADERS)
        if line in (b'\r\n', b'\n', b''):
            return lines


def parse_headers(fp, _class=HTTPMessage):
    """The headers at the place of a file."""
    return email.parser.Parser(_class=_class).parsestr(b''.join(_read_headers(fp)).decode('iso-8859-1'))


class HTTPResponse(io.BufferedIOBase):
    """What a server has answered: status, headers, and a content that is read like a file."""

    def __init__(self, sock, debuglevel=0, method=None, url=None):
        self.fp = sock.makefile('rb')
        self.debuglevel, self._method, self.headers = debuglevel, method, None
        self.msg = self.version = self.status = self.reason = self.chunked = _UNKNOWN
        self.chunk_left = self.length = self.will_close = _UNKNOWN

    # --- the beginning ---

    def _read_status(self):
        line = str(self.fp.readline(_MAXLINE + 1), 'iso-8859-1')
        if len(line) > _MAXLINE:
            raise LineTooLong('status line')
        if self.debuglevel > 0:
            print('reply:', repr(line))
        if not line:
            raise RemoteDisconnected('Remote end closed connection without response')
        version, _, rest = line.strip().partition(' ')
        status, _, reason = rest.lstrip().partition(' ')
        if not version.startswith('HTTP/') or not (status.isdigit() and len(status) == 3 and status >= '100'):
            self._close_conn()
            raise BadStatusLine(line)
        return version, int(status), reason.strip()

    def begin(self):
        """Reads the status and the headers."""
        if self.headers is not None:
            return
        while True:
            version, status, reason = self._read_status()
            if status != 100:
                break
            # "Go on": the answer is still to come.
            skipped = _read_headers(self.fp)
            if self.debuglevel > 0:
                print('headers:', skipped)
        self.code = self.status = status
        self.reason = reason
        if version in ('HTTP/1.0', 'HTTP/0.9'):
            self.version = 10
        elif version.startswith('HTTP/1.'):
            self.version = 11
        else:
            raise UnknownProtocol(version)
        self.headers = self.msg = parse_headers(self.fp)
        if self.debuglevel > 0:
            for name, value in self.headers.items():
                print('header:', name + ':', value)
        self.chunked = str(self.headers.get('transfer-encoding', '')).lower() == 'chunked'
        self.chunk_left, self.length = None, None
        length = self.headers.get('content-length')
        if length and not self.chunked:
            try:
                self.length = int(length)
                if self.length < 0:
                    self.length = None
            except ValueError:
                pass
        if status in (204, 304) or 100 <= status < 200 or self._method == 'HEAD':
            self.length = 0
        self.will_close = self._closes()
        if not self.will_close and not self.chunked and self.length is None:
            self.will_close = True

    def _closes(self):
        connection = str(self.headers.get('connection', '')).lower()
        if self.version == 11:
            return 'close' in connection
        return not (self.headers.get('keep-alive') or 'keep-alive' in connection
                    or 'keep-alive' in str(self.headers.get('proxy-connection', '')).lower())

    # --- a file ---

    def _close_conn(self):
        file, self.fp = self.fp, None
        file.close()

    def close(self):
        """Ends the reading."""
        try:
            super().close()
        finally:
            if self.fp:
                self._close_conn()

    def flush(self):
        """Nothing is held back."""

    def readable(self):
        return True

    def isclosed(self):
        """Whether all was read."""
        return self.fp is None

    def fileno(self):
        return self.fp.fileno()

    def read(self, amt=None):
        """The next bytes, or all that are left."""
        if self.fp is None:
            return b''
        if self._method == 'HEAD':
            self._close_conn()
            return b''
        if self.chunked:
            return self._read_chunked(amt)
        if amt is not None and amt >= 0:
            if self.length is not None and amt > self.length:
                amt = self.length
            data = self.fp.read(amt)
            if not data and amt:
                self._close_conn()
            elif self.length is not None:
                self.length -= len(data)
                if not self.length:
                    self._close_conn()
            return data
        if self.length is None:
            data = self.fp.read()
        else:
            data = self.fp.read(self.length)
            if len(data) < self.length:
                missing = self.length - len(data)
                self._close_conn()
                raise IncompleteRead(data, missing)
            self.length = 0
        self._close_conn()
        return data

    def _next_chunk(self):
        """How much is left of a chunk; None at the end."""
        if not self.chunk_left:
            if self.chunk_left is not None:
                self.fp.readline(_MAXLINE)
            line = self.fp.readline(_MAXLINE + 1)
            if len(line) > _MAXLINE:
                raise LineTooLong('chunk size')
            try:
                self.chunk_left = int(line.partition(b';')[0], 16)
            except ValueError:
                self._close_conn()
                raise IncompleteRead(b'') from None
            if self.chunk_left == 0:
                while self.fp.readline(_MAXLINE) not in (b'\r\n', b'\n', b''):
                    pass
                self._close_conn()
                self.chunk_left = None
        return self.chunk_left

    def _read_chunked(self, amt=None):
        parts, amt = [], None if amt is None or amt < 0 else amt
        try:
            while amt != 0 and (left := self._next_chunk()) is not None:
                count = left if amt is None else min(left, amt)
                data = self.fp.read(count)
                parts.append(data)
                if len(data) < count:
                    raise IncompleteRead(b'', count - len(data))
                self.chunk_left -= count
                amt = None if amt is None else amt - count
        except IncompleteRead as problem:
            raise IncompleteRead(b''.join(parts), problem.expected) from None
        return b''.join(parts)

    def readinto(self, b):
        """Reads into a buffer; how many bytes."""
        with memoryview(b) as view, view.cast('B') as room:
            data = self.read(len(room))
            room[:len(data)] = data
        return len(data)

    def read1(self, n=-1):
        """Some of the next bytes."""
        if self.fp is None or self._method == 'HEAD':
            return b''
        if self.chunked:
            left = self._next_chunk()
            return b'' if left is None else self._read_chunked(left if n < 0 else min(n, left))
        if self.length is not None and (n < 0 or n > self.length):
            n = self.length
        data = self.fp.read1(n)
        if not data and n:
            self._close_conn()
        elif self.length is not None:
            self.length -= len(data)
        return data

    def peek(self, n=-1):
        """Some of what comes next, without going on."""
        if self.fp is None or self._method == 'HEAD':
            return b''
        if self.chunked:
            left = self._next_chunk()
            return b'' if left is None else self.fp.peek(left)[:left]
        return self.fp.peek(n)

    def readline(self, limit=-1):
        """The next line."""
        if self.fp is None or self._method == 'HEAD':
            return b''
        if self.chunked:
            line = b''
            while not line.endswith(b'\n') and (limit < 0 or len(line) < limit) and (byte := self.read(1)):
                line += byte
            return line
        if self.length is not None and (limit < 0 or limit > self.length):
            limit = self.length
        line = self.fp.readline(limit)
        if not line and limit:
            self._close_conn()
        elif self.length is not None:
            self.length -= len(line)
        return line

    def __iter__(self):
        return self

    def __next__(self):
        if line := self.readline():
            return line
        raise StopIteration

    # --- headers ---

    def getheader(self, name, default=None):
        """The values of a header."""
        if self.headers is None:
            raise ResponseNotReady()
        found = self.headers.get_all(name) or default
        return found if isinstance(found, str) or not hasattr(found, '__iter__') else ', '.join(found)

    def getheaders(self):
        """(name, value) of all headers."""
        if self.headers is None:
            raise ResponseNotReady()
        return list(self.headers.items())

    def info(self):
        return self.headers

    def geturl(self):
        return self.url

    def getcode(self):
        return self.status


class HTTPConnection:
    """A connection to a server."""

    _http_vsn, _http_vsn_str = 11, 'HTTP/1.1'
    response_class, default_port, auto_open, debuglevel = HTTPResponse, HTTP_PORT, 1, 0

    def __init__(self, host, port=None, timeout=socket._GLOBAL_DEFAULT_TIMEOUT, source_address=None, blocksize=8192):
        self.timeout, self.source_address, self.blocksize = timeout, source_address, blocksize
        self.sock = self.__response = self._method = None
        self._buffer, self.__state = [], _CS_IDLE
        self._tunnel_host = self._tunnel_port = None
        self._tunnel_headers = {}
        self.host, self.port = self._get_hostport(host, port)
        if found := _BAD_URL.search(self.host):
            raise InvalidURL(f"URL can't contain control characters. {self.host!r} (found at least {found.group()!r})")
        self._create_connection = socket.create_connection

    def _get_hostport(self, host, port):
        if port is None:
            colon, bracket = host.rfind(':'), host.rfind(']')
            if colon > bracket:
                try:
                    port = int(host[colon + 1:])
                except ValueError:
                    if host[colon + 1:] != '':
                        raise InvalidURL("nonnumeric port: '%s'" % host[colon + 1:]) from None
                    port = self.default_port
                host = host[:colon]
            else:
                port = self.default_port
        if host and host[0] == '[' and host[-1] == ']':
            host = host[1:-1]
        return host, port

    def set_debuglevel(self, level):
        """Whether to print what goes on."""
        self.debuglevel = level

    def set_tunnel(self, host, port=None, headers=None):
        """The connection is to a proxy, which connects to another host."""
        if self.sock:
            raise RuntimeError("Can't set up tunnel for established connection")
        self._tunnel_host, self._tunnel_port = self._get_hostport(host, port)
        self._tunnel_headers = dict(headers or {})
        if not any(name.lower() == 'host' for name in self._tunnel_headers):
            self._tunnel_headers['Host'] = f'{self._tunnel_host}:{self._tunnel_port}'

    def _tunnel(self):
        lines = [f'CONNECT {self._tunnel_host}:{self._tunnel_port} {self._http_vsn_str}\r\n'.encode('ascii')]
        lines += [f'{name}: {value}\r\n'.encode('latin-1') for name, value in self._tunnel_headers.items()]
        self.send(b''.join(lines) + b'\r\n')
        response = self.response_class(self.sock, method=self._method)
        try:
            _, code, message = response._read_status()
            _read_headers(response.fp)
            if code != HTTPStatus.OK:
                self.close()
                raise OSError(f'Tunnel connection failed: {code} {message.strip()}')
        finally:
            response.close()

    def connect(self):
        """Connects."""
        sys.audit('http.client.connect', self, self.host, self.port)
        self.sock = self._create_connection((self.host, self.port), self.timeout, self.source_address)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self._tunnel_host:
            self._tunnel()

    def close(self):
        """Closes the connection."""
        self.__state = _CS_IDLE
        sock, self.sock = self.sock, None
        if sock:
            sock.close()
        response, self.__response = self.__response, None
        if response:
            response.close()

    # --- sending ---

    def send(self, data):
        """Sends bytes, a file, or pieces."""
        if self.sock is None:
            if not self.auto_open:
                raise NotConnected()
            self.connect()
        if self.debuglevel > 0:
            print('send:', repr(data))
        if hasattr(data, 'read'):
            for block in self._blocks(data):
                self.sock.sendall(block)
            return
        try:
            self.sock.sendall(data)
        except TypeError:
            if not isinstance(data, collections.abc.Iterable):
                raise TypeError('data should be a bytes-like object or an iterable, got %r' % type(data)) from None
            for piece in data:
                self.sock.sendall(piece)

    def _blocks(self, file):
        while block := file.read(self.blocksize):
            yield block.encode('iso-8859-1') if isinstance(block, str) else block

    def putrequest(self, method, url, skip_host=False, skip_accept_encoding=False):
        """Begins a request."""
        if self.__response and self.__response.isclosed():
            self.__response = None
        if self.__state != _CS_IDLE:
            raise CannotSendRequest(self.__state)
        self.__state, self._method, url = _CS_REQ_STARTED, method, url or '/'
        if found := _BAD_METHOD.search(method):
            raise ValueError(f"method can't contain control characters. {method!r} (found at least {found.group()!r})")
        if found := _BAD_URL.search(url):
            raise InvalidURL(f"URL can't contain control characters. {url!r} (found at least {found.group()!r})")
        self._buffer.append(f'{method} {url} {self._http_vsn_str}'.encode('ascii'))
        if not skip_host:
            parts = urlsplit(url) if url.startswith('http') else None
            if parts and parts.netloc:
                self.putheader('Host', parts.netloc)
            else:
                host, port = (self._tunnel_host, self._tunnel_port) if self._tunnel_host else (self.host, self.port)
                host = f'[{host}]' if ':' in host else host
                self.putheader('Host', host if port == self.default_port else f'{host}:{port}')
        if not skip_accept_encoding:
            self.putheader('Accept-Encoding', 'identity')

    def putheader(self, header, *values):
        """Adds a header."""
        if self.__state != _CS_REQ_STARTED:
            raise CannotSendHeader()
        header = header.encode('ascii') if hasattr(header, 'encode') else header
        if not _NAME.fullmatch(header):
            raise ValueError('Invalid header name %r' % (header,))
        made = []
        for value in values:
            value = value.encode('latin-1') if hasattr(value, 'encode') else str(value).encode('ascii') if isinstance(
                value, int) else value
            if _BAD_VALUE.search(value):
                raise ValueError('Invalid header value %r' % (value,))
            made.append(value)
        self._buffer.append(header + b': ' + b'\r\n\t'.join(made))

    def endheaders(self, message_body=None, *, encode_chunked=False):
        """Sends the request."""
        if self.__state != _CS_REQ_STARTED:
            raise CannotSendHeader()
        self.__state = _CS_REQ_SENT
        head = b'\r\n'.join(self._buffer) + b'\r\n\r\n'
        del self._buffer[:]
        self.send(head)
        if message_body is None:
            return
        if hasattr(message_body, 'read'):
            pieces = self._blocks(message_body)
        else:
            try:
                memoryview(message_body)
                pieces = (message_body,)
            except TypeError:
                try:
                    pieces = iter(message_body)
                except TypeError:
                    raise TypeError('message_body should be a bytes-like object or an iterable, got %r'
                                    % type(message_body)) from None
        for piece in pieces:
            if piece:
                self.send(b'%X\r\n' % len(piece) + piece + b'\r\n' if encode_chunked else piece)
        if encode_chunked:
            self.send(b'0\r\n\r\n')

    def request(self, method, url, body=None, headers={}, *, encode_chunked=False):
        """Sends a request."""
        names = frozenset(name.lower() for name in headers)
        self.putrequest(method, url, 'host' in names, 'accept-encoding' in names)
        if 'content-length' in names or 'transfer-encoding' in names:
            encode_chunked = encode_chunked and 'content-length' not in names
        else:
            encode_chunked = False
            length = self._length_of(body, method)
            if length is not None:
                self.putheader('Content-Length', str(length))
            elif body is not None:
                encode_chunked = True
                self.putheader('Transfer-Encoding', 'chunked')
        for name, value in headers.items():
            self.putheader(name, value)
        if isinstance(body, str):
            try:
                body = body.encode('iso-8859-1')
            except UnicodeEncodeError as problem:
                raise UnicodeEncodeError(
                    problem.encoding, problem.object, problem.start, problem.end,
                    f"body ({body[problem.start:problem.end]:.20s}) is not valid Latin-1. Use body.encode('utf-8') if you want "
                    'to send it encoded in UTF-8.') from None
        self.endheaders(body, encode_chunked=encode_chunked)

    @staticmethod
    def _length_of(body, method):
        if body is None:
            return 0 if method.upper() in _WITH_BODY else None
        if hasattr(body, 'read'):
            return None
        if isinstance(body, str):
            return len(body)
        try:
            return memoryview(body).nbytes
        except TypeError:
            return None

    def getresponse(self):
        """The response to the request that was sent."""
        if self.__response and self.__response.isclosed():
            self.__response = None
        if self.__state != _CS_REQ_SENT or self.__response:
            raise ResponseNotReady(self.__state)
        response = self.response_class(self.sock, self.debuglevel, method=self._method)
        try:
            try:
                response.begin()
            except ConnectionError:
                self.close()
                raise
            self.__state = _CS_IDLE
            if response.will_close:
                # The response holds the socket as long as it is read.
                self.close()
            else:
                self.__response = response
            return response
        except:
            response.close()
            raise


class HTTPSConnection(HTTPConnection):
    """There is no encryption here."""

    default_port = HTTPS_PORT

    def connect(self):
        raise OSError('https is not supported: there is no TLS')
