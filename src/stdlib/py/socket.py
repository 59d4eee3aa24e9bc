"""Sockets: connections between programs, by TCP, UDP or a path.

A socket with a timeout waits for its descriptor first, and then does what does not wait.
"""

import _socket
import enum
import io
import os
import time as _time
import warnings

from _socket_files import SocketIO

_numbers = {name: value for name, value in vars(_socket).items() if name[:1].isupper() and isinstance(value, int)}
globals().update(_numbers)


def _collected(name, prefix):
    members = {key: value for key, value in _numbers.items() if key.startswith(prefix)}
    made = enum.IntEnum(name, members, module=__name__)
    globals().update(made.__members__)
    return made


AddressFamily = _collected('AddressFamily', 'AF_')
SocketKind = _collected('SocketKind', 'SOCK_')
MsgFlag = enum.IntFlag('MsgFlag', {k: v for k, v in _numbers.items() if k.startswith('MSG_')}, module=__name__)
globals().update(MsgFlag.__members__)

error = OSError
timeout = TimeoutError
has_ipv6 = True

INADDR_ANY, INADDR_LOOPBACK, INADDR_BROADCAST = 0, 0x7f000001, 0xffffffff
AI_PASSIVE, AI_CANONNAME, AI_NUMERICHOST = 1, 2, 4
NI_NUMERICHOST, NI_NUMERICSERV = 1, 2
EAI_NONAME, EAI_AGAIN, EAI_FAMILY = -2, -3, -6
EBADF, EAGAIN, EWOULDBLOCK = 9, 11, 11

_default_timeout = None


class herror(OSError):
    """An error of host names."""


class gaierror(OSError):
    """An error of addresses."""


for _class in (herror, gaierror, SocketIO):
    _class.__module__ = 'socket'


def getdefaulttimeout():
    """The timeout that new sockets have."""
    return _default_timeout


def setdefaulttimeout(value, /):
    """Set the timeout that new sockets have."""
    global _default_timeout
    _default_timeout = _seconds(value)


def _seconds(value):
    if value is None:
        return None
    value = float(value)
    if value < 0:
        raise ValueError('Timeout value out of range')
    return value


def _as(kind, value):
    try:
        return kind(value)
    except ValueError:
        return value


class socket:
    """One end of a connection."""

    __slots__ = ('_fd', '_family', '_type', '_proto', '_timeout', '_files', '_closed', '__weakref__', '__dict__')

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        self._files, self._closed, self._fd = 0, False, -1
        if fileno is not None:
            self._fd = fileno
            if family == -1:
                family = _socket.get_option(fileno, _socket.SOL_SOCKET, _socket.SO_DOMAIN)
            if type == -1:
                type = _socket.get_option(fileno, _socket.SOL_SOCKET, _socket.SO_TYPE)
            proto = 0 if proto == -1 else proto
        else:
            family = _socket.AF_INET if family == -1 else family
            type = _socket.SOCK_STREAM if type == -1 else type
            proto = 0 if proto == -1 else proto
            self._fd = _socket.open(family, type, proto)
        self._family, self._proto = family, proto
        self._type = type & ~(_socket.SOCK_CLOEXEC | _socket.SOCK_NONBLOCK)
        self._timeout = None
        self.settimeout(0.0 if type & _socket.SOCK_NONBLOCK else _default_timeout)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        if not self._closed:
            self.close()

    def __repr__(self):
        text = f'<{type(self).__module__}.{type(self).__qualname__}{" [closed]" if self._closed else ""} ' \
               f'fd={self.fileno()}, family={int(self.family)}, type={int(self.type)}, proto={self.proto}'
        if not self._closed:
            for name, ask in (('laddr', self.getsockname), ('raddr', self.getpeername)):
                try:
                    address = ask()
                    if address:
                        text += f', {name}={address}'
                except OSError:
                    pass
        return text + '>'

    def __getstate__(self):
        raise TypeError(f'cannot pickle {type(self).__name__!r} object')

    def __del__(self):
        if self._fd >= 0:
            warnings.warn(f'unclosed {self!r}', ResourceWarning, 2, source=self)
            self._really_close()

    @property
    def family(self):
        """The family of addresses."""
        return _as(AddressFamily, self._family)

    @property
    def type(self):
        """What sort of socket it is."""
        return _as(SocketKind, self._type)

    @property
    def proto(self):
        """The protocol's number."""
        return self._proto

    @property
    def timeout(self):
        """How long to wait, or None."""
        return self._timeout

    def fileno(self):
        """The descriptor, or -1 when it is closed."""
        return self._fd

    def get_inheritable(self):
        """Whether child processes have it."""
        return os.get_inheritable(self._fd)

    def set_inheritable(self, inheritable):
        """Whether child processes shall have it."""
        os.set_inheritable(self._fd, inheritable)

    # --- life ---

    def dup(self):
        """Another socket for the same connection."""
        made = self.__class__(self._family, self._type, self._proto, fileno=os.dup(self._fd))
        made.settimeout(self._timeout)
        return made

    def detach(self):
        """Give the descriptor away."""
        fd, self._fd, self._closed = self._fd, -1, True
        return fd

    def close(self):
        """Close it; files made of it keep the connection until they are closed too."""
        self._closed = True
        if self._files <= 0:
            self._really_close()

    def _really_close(self):
        fd, self._fd = self._fd, -1
        if fd >= 0:
            os.close(fd)

    def _decref(self):
        self._files -= 1
        if self._closed and self._files <= 0:
            self._really_close()

    def shutdown(self, how, /):
        """End one direction of the connection, or both."""
        _socket.shutdown(self._fd, how)

    # --- options ---

    def settimeout(self, value, /):
        """How long to wait: seconds, 0 for not at all, None for ever."""
        value = _seconds(value)
        if self._fd >= 0:
            _socket.set_blocking(self._fd, value is None)
        self._timeout = value

    def gettimeout(self):
        """How long to wait."""
        return self._timeout

    def setblocking(self, flag, /):
        """Whether to wait."""
        self.settimeout(None if flag else 0.0)

    def getblocking(self):
        """Whether it waits."""
        return self._timeout != 0.0

    def setsockopt(self, level, optname, value, optlen=None, /):
        """Set an option."""
        if value is None:
            value = bytes(optlen)
        _socket.set_option(self._fd, level, optname, value)

    def getsockopt(self, level, optname, buflen=0, /):
        """The value of an option."""
        return _socket.get_option(self._fd, level, optname)

    def getsockname(self):
        """This end's address."""
        return _socket.getsockname(self._fd)

    def getpeername(self):
        """The other end's address."""
        return _socket.getpeername(self._fd)

    # --- connections ---

    def _wait(self, events, until=None):
        """Wait for the descriptor as long as the timeout allows."""
        if self._timeout:
            left = self._timeout if until is None else until - _time.monotonic()
            if left <= 0 or not _socket.poll([(self._fd, events)], left):
                raise TimeoutError('timed out')

    def bind(self, address, /):
        """Take an address."""
        _socket.bind(self._fd, self._family, address)

    def listen(self, backlog=128, /):
        """Let others connect."""
        _socket.listen(self._fd, backlog)

    def accept(self):
        """The next connection: a socket and where it is from."""
        self._wait(_socket.POLLIN)
        fd, address = _socket.accept(self._fd)
        made = socket(self._family, self._type, self._proto, fileno=fd)
        return made, address

    def connect(self, address, /):
        """Connect to an address."""
        try:
            _socket.connect(self._fd, self._family, address)
        except BlockingIOError:
            if not self._timeout:
                raise
            self._wait(_socket.POLLOUT)
            number = _socket.get_option(self._fd, _socket.SOL_SOCKET, _socket.SO_ERROR)
            if number:
                raise OSError(number, os.strerror(number)) from None

    def connect_ex(self, address, /):
        """The same, giving the number of an error or 0."""
        try:
            self.connect(address)
        except TimeoutError:
            return EAGAIN
        except gaierror:
            raise
        except OSError as error:
            return error.errno
        return 0

    # --- data ---

    def recv(self, bufsize, flags=0, /):
        """Up to so many bytes; none at the end."""
        self._wait(_socket.POLLIN)
        return _socket.recv(self._fd, bufsize, flags)

    def recvfrom(self, bufsize, flags=0, /):
        """Up to so many bytes, and where they are from."""
        self._wait(_socket.POLLIN)
        return _socket.recvfrom(self._fd, bufsize, flags)

    def recv_into(self, buffer, nbytes=0, flags=0):
        """Receive into a buffer, and say how many bytes came."""
        view = memoryview(buffer).cast('B')
        data = self.recv(nbytes or len(view), flags)
        view[:len(data)] = data
        return len(data)

    def recvfrom_into(self, buffer, nbytes=0, flags=0):
        """The same, and where they are from."""
        view = memoryview(buffer).cast('B')
        data, address = self.recvfrom(nbytes or len(view), flags)
        view[:len(data)] = data
        return len(data), address

    def send(self, data, flags=0, /):
        """Send what can be sent at once, and say how much it was."""
        self._wait(_socket.POLLOUT)
        return _socket.send(self._fd, data, flags)

    def sendall(self, data, flags=0, /):
        """Send all."""
        left = memoryview(data).cast('B')
        until = _time.monotonic() + self._timeout if self._timeout else None
        while True:
            self._wait(_socket.POLLOUT, until)
            left = left[_socket.send(self._fd, left, flags):]
            if not len(left):
                return

    def sendto(self, data, *where):
        """Send to an address."""
        if len(where) not in (1, 2):
            raise TypeError(f'sendto() takes 2 or 3 arguments ({len(where) + 1} given)')
        flags = where[0] if len(where) == 2 else 0
        self._wait(_socket.POLLOUT)
        return _socket.sendto(self._fd, data, flags, self._family, where[-1])

    def sendfile(self, file, offset=0, count=None):
        """Send a file's bytes, and say how many they were."""
        if 'b' not in getattr(file, 'mode', 'b'):
            raise ValueError('file should be opened in binary mode')
        if offset:
            file.seek(offset)
        sent = 0
        while count is None or sent < count:
            data = file.read(8192 if count is None else min(8192, count - sent))
            if not data:
                break
            self.sendall(data)
            sent += len(data)
        return sent

    def makefile(self, mode='r', buffering=None, *, encoding=None, errors=None, newline=None):
        """A file that reads from the socket, or writes to it."""
        if not set(mode) <= {'r', 'w', 'b'}:
            raise ValueError(f'invalid mode {mode!r} (only r, w, b allowed)')
        writing, reading, binary = 'w' in mode, 'r' in mode or 'w' not in mode, 'b' in mode
        raw = SocketIO(self, ('r' if reading else '') + ('w' if writing else ''))
        self._files += 1
        if buffering == 0:
            if not binary:
                raise ValueError('unbuffered streams must be binary')
            return raw
        size = buffering if buffering is not None and buffering > 1 else io.DEFAULT_BUFFER_SIZE
        if reading and writing:
            file = io.BufferedRWPair(raw, raw, size)
        else:
            file = io.BufferedReader(raw, size) if reading else io.BufferedWriter(raw, size)
        if binary:
            return file
        text = io.TextIOWrapper(file, encoding or 'utf-8', errors, newline, line_buffering=buffering == 1)
        text.mode = mode
        return text


socket.__module__ = 'socket'
SocketType = socket


def fromfd(fd, family, type, proto=0):
    """A socket of a copy of a descriptor."""
    return socket(family, type, proto, fileno=os.dup(fd))


def socketpair(family=None, type=SOCK_STREAM, proto=0):
    """Two sockets that are connected."""
    family = _socket.AF_UNIX if family is None else family
    return tuple(socket(family, type, proto, fileno=fd) for fd in _socket.pair(family, type, proto))


# What stands for the timeout that `setdefaulttimeout` has set.
_GLOBAL_DEFAULT_TIMEOUT = object()


def create_connection(address, timeout=_GLOBAL_DEFAULT_TIMEOUT, source_address=None, *, all_errors=False):
    """A socket that is connected to an address."""
    host, port = address
    errors = []
    for family, type, proto, _, where in getaddrinfo(host, port, 0, SOCK_STREAM):
        made = None
        try:
            made = socket(family, type, proto)
            if timeout is not _GLOBAL_DEFAULT_TIMEOUT:
                made.settimeout(timeout)
            if source_address:
                made.bind(source_address)
            made.connect(where)
            return made
        except OSError as problem:
            errors.append(problem)
            if made is not None:
                made.close()
    if not errors:
        raise OSError('getaddrinfo returns an empty list')
    try:
        raise ExceptionGroup('create_connection failed', errors) if all_errors else errors[0]
    finally:
        errors.clear()


def has_dualstack_ipv6():
    """Whether a socket can take both sorts of addresses."""
    return True


def create_server(address, *, family=AF_INET, backlog=None, reuse_port=False, dualstack_ipv6=False):
    """A socket that others can connect to."""
    made = socket(family, SOCK_STREAM)
    try:
        made.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        if reuse_port:
            made.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1)
        if family == AF_INET6:
            made.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0 if dualstack_ipv6 else 1)
        made.bind(address)
        made.listen(128 if backlog is None else backlog)
        return made
    except BaseException:
        made.close()
        raise


# --- names ---

_SERVICES = {'ftp': 21, 'ssh': 22, 'telnet': 23, 'smtp': 25, 'domain': 53, 'http': 80, 'pop3': 110, 'ntp': 123,
             'imap2': 143, 'https': 443}


def gethostname():
    """This machine's name."""
    return _socket.gethostname()


def getfqdn(name=''):
    """The full name of a host."""
    return name.strip() if name and name not in ('0.0.0.0', '::') else gethostname()


def gethostbyname(hostname, /):
    """The number of a host."""
    for address in _socket.resolve(hostname or '0.0.0.0'):
        if ':' not in address:
            return address
    raise gaierror(-9, 'Address family for hostname not supported')


def gethostbyname_ex(hostname, /):
    """The name, other names and all numbers of a host."""
    return hostname, [], [address for address in _socket.resolve(hostname) if ':' not in address]


def getservbyname(servicename, protocolname='tcp', /):
    """The port of a service."""
    if servicename not in _SERVICES:
        raise OSError('service/proto not found')
    return _SERVICES[servicename]


def getservbyport(port, protocolname='tcp', /):
    """The service of a port."""
    for name, number in _SERVICES.items():
        if number == port:
            return name
    raise OSError('port/proto not found')


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    """All ways to reach a service of a host: (family, type, proto, name, address)."""
    if isinstance(port, str):
        port = int(port) if port.isdigit() else _SERVICES.get(port)
        if port is None:
            raise gaierror(-8, 'Servname not supported for ai_socktype')
    if host is None:
        hosts = ['0.0.0.0', '::'] if flags & AI_PASSIVE else ['::1', '127.0.0.1']
    else:
        hosts = _socket.resolve(host.decode() if isinstance(host, bytes) else host)
    kinds = [(SOCK_STREAM, 6), (SOCK_DGRAM, 17), (SOCK_RAW, 0)]
    found = []
    for address in hosts:
        its = AF_INET6 if ':' in address else AF_INET
        if family in (0, its):
            where = (address, port or 0, 0, 0) if its == AF_INET6 else (address, port or 0)
            found += [(its, kind, number, '', where) for kind, number in kinds
                      if type in (0, kind) and proto in (0, number)]
    return found


def getnameinfo(sockaddr, flags, /):
    """The names of a host and a service."""
    return sockaddr[0], str(sockaddr[1])


def _packed(number, size):
    return number.to_bytes(size, 'big')


def inet_aton(ip_addr, /):
    """The four bytes of an address."""
    parts = ip_addr.split('.')
    try:
        numbers = [int(part, 0 if part[:1] == '0' and len(part) > 1 and part[1] in 'xX' else
                       8 if part[:1] == '0' and len(part) > 1 else 10) for part in parts]
        if not 1 <= len(numbers) <= 4 or any(number < 0 for number in numbers):
            raise ValueError
        *first, last = numbers
        return b''.join(_packed(number, 1) for number in first) + _packed(last, 5 - len(numbers))
    except (ValueError, OverflowError):
        raise OSError('illegal IP address string passed to inet_aton') from None


def inet_ntoa(packed_ip, /):
    """An address of four bytes as text."""
    if len(packed_ip) != 4:
        raise OSError('packed IP wrong length')
    return '.'.join(map(str, packed_ip))


def inet_pton(address_family, ip_string, /):
    """The bytes of an address of a family."""
    import ipaddress
    try:
        if address_family == AF_INET:
            return ipaddress.IPv4Address(ip_string).packed
        if address_family == AF_INET6:
            return ipaddress.IPv6Address(ip_string).packed
    except ValueError:
        raise OSError('illegal IP address string passed to inet_pton') from None
    raise OSError(97, 'unknown address family')


def inet_ntop(address_family, packed_ip, /):
    """Bytes of an address as text."""
    import ipaddress
    if len(packed_ip) != {AF_INET: 4, AF_INET6: 16}.get(address_family, 4):
        raise ValueError('invalid length of packed IP address string')
    return str(ipaddress.ip_address(bytes(packed_ip)))


def htons(x, /):
    """A number of 16 bits in the order of the network."""
    return int.from_bytes(_packed(x, 2), 'little')


def htonl(x, /):
    """A number of 32 bits in the order of the network."""
    return int.from_bytes(_packed(x, 4), 'little')


ntohs, ntohl = htons, htonl


def if_nameindex():
    """The network interfaces, as pairs of a number and a name."""
    names = os.listdir('/sys/class/net')
    numbers = [int(open(f'/sys/class/net/{name}/ifindex').read()) for name in names]
    return sorted(zip(numbers, names))


def close(fd, /):
    """Close a descriptor."""
    os.close(fd)


__all__ = [name for name in globals() if not name.startswith('_') and name not in ('enum', 'os')]
