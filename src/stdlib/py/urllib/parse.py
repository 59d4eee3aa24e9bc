"""URLs taken apart, put together, and quoted."""

import functools
from collections import namedtuple

__all__ = ['urlparse', 'urlunparse', 'urljoin', 'urldefrag', 'urlsplit', 'urlunsplit', 'urlencode', 'parse_qs',
           'parse_qsl', 'quote', 'quote_plus', 'quote_from_bytes', 'unquote', 'unquote_plus', 'unquote_to_bytes',
           'DefragResult', 'ParseResult', 'SplitResult', 'DefragResultBytes', 'ParseResultBytes', 'SplitResultBytes']

_RELATIVE = {'', 'ftp', 'http', 'gopher', 'nntp', 'imap', 'wais', 'file', 'https', 'shttp', 'mms', 'prospero', 'rtsp',
             'rtsps', 'rtspu', 'sftp', 'svn', 'svn+ssh', 'ws', 'wss'}
_SCHEME = frozenset('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.')


class _Place:
    """What the part between `//` and the path says."""

    __slots__ = ()

    def _user_and_host(self):
        user, at, host = self.netloc.rpartition('@')
        return (user if at else None), host

    @property
    def username(self):
        user = self._user_and_host()[0]
        return None if user is None else user.partition(':')[0]

    @property
    def password(self):
        user = self._user_and_host()[0]
        if user is None or ':' not in user:
            return None
        return user.partition(':')[2]

    def _host_and_port(self):
        host = self._user_and_host()[1]
        if host.startswith('['):
            name, _, rest = host[1:].partition(']')
            return name, rest.removeprefix(':')
        name, _, port = host.partition(':')
        return name, port

    @property
    def hostname(self):
        name = self._host_and_port()[0]
        return name.lower() or None

    @property
    def port(self):
        port = self._host_and_port()[1]
        if not port:
            return None
        if not (port.isdigit() and port.isascii()):
            raise ValueError(f'Port could not be cast to integer value as {port!r}')
        if int(port) > 65535:
            raise ValueError('Port out of range 0-65535')
        return int(port)


class DefragResult(namedtuple('DefragResult', 'url fragment')):
    """A URL and its fragment."""

    __slots__ = ()

    def geturl(self):
        return f'{self.url}#{self.fragment}' if self.fragment else self.url


class SplitResult(namedtuple('SplitResult', 'scheme netloc path query fragment'), _Place):
    """The five parts of a URL."""

    __slots__ = ()

    def geturl(self):
        return urlunsplit(self)


class ParseResult(namedtuple('ParseResult', 'scheme netloc path params query fragment'), _Place):
    """The six parts of a URL."""

    __slots__ = ()

    def geturl(self):
        return urlunparse(self)


class _Encoded:
    """Results whose parts are bytes."""

    __slots__ = ()

    def decode(self, encoding='ascii', errors='strict'):
        """The same as text."""
        return self._text_class(*[part.decode(encoding, errors) for part in self])

    def geturl(self):
        """The URL that they are the parts of."""
        return self.decode().geturl().encode()

    def __getattr__(self, name):
        if name not in ('username', 'password', 'hostname', 'port'):
            raise AttributeError(f'{type(self).__name__!r} object has no attribute {name!r}')
        found = getattr(self.decode(), name)
        return found.encode() if isinstance(found, str) else found


def _encoded(cls):
    """A class of results with its sister of bytes."""
    name = cls.__name__ + 'Bytes'
    made = type(name, (_Encoded, namedtuple(name, cls._fields)), {
        '__slots__': (), '_text_class': cls, '__module__': __name__, '__doc__': cls.__doc__})
    cls.encode = lambda self, encoding='ascii', errors='strict': made(
        *[part.encode(encoding, errors) for part in self])
    return made


DefragResultBytes, SplitResultBytes, ParseResultBytes = map(_encoded, (DefragResult, SplitResult, ParseResult))


def _of_bytes(function):
    """Lets a function take URLs of bytes, and give what is made of bytes then."""
    @functools.wraps(function)
    def either(url, *args, **kwargs):
        if not isinstance(url, (bytes, bytearray, tuple, list)):
            if any(isinstance(arg, bytes) and arg for arg in args):
                raise TypeError('Cannot mix str and non-str arguments')
            return function(url, *args, **kwargs)
        if any(isinstance(arg, str) and arg for arg in args):
            raise TypeError('Cannot mix str and non-str arguments')

        def text(arg):
            if isinstance(arg, (bytes, bytearray)):
                return arg.decode('ascii')
            return tuple(map(text, arg)) if isinstance(arg, (tuple, list)) else arg

        if isinstance(url, (tuple, list)) and not any(isinstance(part, (bytes, bytearray)) for part in url):
            return function(url, *args, **kwargs)
        return function(text(url), *map(text, args), **kwargs).encode()
    return either


@_of_bytes
def urlsplit(url, scheme='', allow_fragments=True):
    """A URL as (scheme, netloc, path, query, fragment)."""
    url = url.lstrip(''.join(map(chr, range(33))))
    for char in '\t\r\n':
        url = url.replace(char, '')
        scheme = scheme.replace(char, '')
    scheme = scheme.strip(''.join(map(chr, range(33))))
    name, colon, rest = url.partition(':')
    if colon and name and name[0].isascii() and name[0].isalpha() and all(char in _SCHEME for char in name):
        scheme, url = name.lower(), rest
    netloc = query = fragment = ''
    if url.startswith('//'):
        end = min((at for at in map(lambda char: url.find(char, 2), '/?#') if at >= 0), default=len(url))
        netloc, url = url[2:end], url[end:]
        if ('[' in netloc) != (']' in netloc):
            raise ValueError('Invalid IPv6 URL')
    if allow_fragments:
        url, _, fragment = url.partition('#')
    url, _, query = url.partition('?')
    return SplitResult(scheme, netloc, url, query, fragment)


@_of_bytes
def urlparse(url, scheme='', allow_fragments=True):
    """The same with the parameters of the last part of the path."""
    scheme, netloc, path, query, fragment = urlsplit(url, scheme, allow_fragments)
    params = ''
    folder, slash, last = path.rpartition('/')
    if ';' in last and scheme in _RELATIVE | {'sip', 'sips', 'tel', 'mms', 'hdl'}:
        last, _, params = last.partition(';')
        path = folder + slash + last
    return ParseResult(scheme, netloc, path, params, query, fragment)


@_of_bytes
def urlunsplit(components):
    """The URL of five parts."""
    scheme, netloc, url, query, fragment = components
    if netloc or (scheme and scheme in _RELATIVE and url[:2] != '//' and scheme == 'file') or url[:2] == '//':
        if url and url[:1] != '/':
            url = '/' + url
        url = '//' + (netloc or '') + url
    if scheme:
        url = f'{scheme}:{url}'
    if query:
        url = f'{url}?{query}'
    return f'{url}#{fragment}' if fragment else url


@_of_bytes
def urlunparse(components):
    """The URL of six parts."""
    scheme, netloc, url, params, query, fragment = components
    return urlunsplit((scheme, netloc, f'{url};{params}' if params else url, query, fragment))


@_of_bytes
def urljoin(base, url, allow_fragments=True):
    """Where a link in the page `base` leads."""
    if not base or not url:
        return url or base
    there = urlparse(base, '', allow_fragments)
    link = urlparse(url, there.scheme, allow_fragments)
    if link.scheme != there.scheme or link.scheme not in _RELATIVE:
        return url
    if link.netloc:
        return urlunparse(link)
    if not link.path and not link.params:
        return urlunparse((link.scheme, there.netloc, there.path, there.params, link.query or there.query,
                           link.fragment))
    parts = there.path.split('/')
    if parts[-1] != '':
        del parts[-1]
    if link.path.startswith('/'):
        segments = link.path.split('/')
    else:
        segments = parts + link.path.split('/')
        segments[1:-1] = filter(None, segments[1:-1])
    made = []
    for segment in segments:
        if segment == '..':
            if made:
                made.pop()
        elif segment != '.':
            made.append(segment)
    if segments[-1] in ('.', '..'):
        made.append('')
    return urlunparse((link.scheme, there.netloc, '/'.join(made) or '/', link.params, link.query, link.fragment))


@_of_bytes
def urldefrag(url):
    """A URL without its fragment, and the fragment."""
    if '#' not in url:
        return DefragResult(url, '')
    scheme, netloc, path, params, query, fragment = urlparse(url)
    return DefragResult(urlunparse((scheme, netloc, path, params, query, '')), fragment)


# --- quoting ---

_SAFE = frozenset(b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~')


def quote(string, safe='/', encoding=None, errors=None):
    """A text with everything special as %XX."""
    if isinstance(string, str):
        string = string.encode(encoding or 'utf-8', errors or 'strict')
    elif encoding is not None or errors is not None:
        raise TypeError("quote() doesn't support 'encoding' for bytes" if encoding is not None
                        else "quote() doesn't support 'errors' for bytes")
    return quote_from_bytes(string, safe)


def quote_from_bytes(bs, safe='/'):
    """The same of bytes."""
    if not isinstance(bs, (bytes, bytearray)):
        raise TypeError('quote_from_bytes() expected bytes')
    keep = _SAFE | set(safe.encode('ascii', 'ignore') if isinstance(safe, str) else safe)
    return ''.join(chr(byte) if byte in keep else f'%{byte:02X}' for byte in bs)


def quote_plus(string, safe='', encoding=None, errors=None):
    """The same with a plus for a space."""
    space = ' ' if isinstance(safe, str) else b' '
    return quote(string, safe + space, encoding, errors).replace(' ', '+')


def unquote_to_bytes(string):
    """The bytes of a quoted text."""
    if isinstance(string, str):
        string = string.encode()
    first, *rest = string.split(b'%')
    made = [first]
    for part in rest:
        try:
            made.append(bytes([int(part[:2], 16)]) if len(part) >= 2 else int('x'))
            made.append(part[2:])
        except ValueError:
            made += [b'%', part]
    return b''.join(made)


def unquote(string, encoding='utf-8', errors='replace'):
    """A text without the %XX."""
    if isinstance(string, bytes):
        return unquote_to_bytes(string).decode(encoding or 'utf-8', errors or 'replace')
    if '%' not in string:
        return string
    made = []
    at = 0
    # What is not ASCII stays; only runs of ASCII may be quoted.
    while at < len(string):
        start = at
        ascii = string[at].isascii()
        while at < len(string) and string[at].isascii() == ascii:
            at += 1
        run = string[start:at]
        made.append(unquote_to_bytes(run).decode(encoding or 'utf-8', errors or 'replace') if ascii else run)
    return ''.join(made)


def unquote_plus(string, encoding='utf-8', errors='replace'):
    """The same with a space for a plus."""
    return unquote(string.replace('+', ' '), encoding, errors)


def urlencode(query, doseq=False, safe='', encoding=None, errors=None, quote_via=quote_plus):
    """Pairs of names and values as a query."""
    pairs = query.items() if hasattr(query, 'items') else query

    def quoted(value):
        if isinstance(value, bytes):
            return quote_via(value, safe)
        return quote_via(str(value), safe, encoding, errors)

    made = []
    try:
        for name, value in pairs:
            values = [value]
            if doseq and not isinstance(value, (str, bytes)):
                try:
                    values = list(value)
                except TypeError:
                    pass
            made += [f'{quoted(name)}={quoted(it)}' for it in values]
    except (TypeError, ValueError) as error:
        raise TypeError('not a valid non-string sequence or mapping object') from error
    return '&'.join(made)


def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, encoding='utf-8', errors='replace',
              max_num_fields=None, separator='&'):
    """A query as pairs of names and values."""
    if not separator or not isinstance(separator, (str, bytes)):
        raise ValueError('Separator must be of type string or bytes.')
    if isinstance(separator, bytes):
        separator = separator.decode('ascii')
    if not qs:
        return []
    if isinstance(qs, (bytes, bytearray)):
        pairs = parse_qsl(qs.decode('ascii'), keep_blank_values, strict_parsing, encoding, errors, max_num_fields,
                          separator)
        return [(name.encode('ascii'), value.encode('ascii')) for name, value in pairs]
    parts = qs.split(separator)
    if max_num_fields is not None and max_num_fields < len(parts):
        raise ValueError('Max number of fields exceeded')
    made = []
    for part in parts:
        if not part and not strict_parsing:
            continue
        name, equals, value = part.partition('=')
        if not equals:
            if strict_parsing:
                raise ValueError(f'bad query field: {part!r}')
            if not keep_blank_values:
                continue
        if value or keep_blank_values:
            made.append((unquote_plus(name, encoding, errors), unquote_plus(value, encoding, errors)))
    return made


def parse_qs(qs, keep_blank_values=False, strict_parsing=False, encoding='utf-8', errors='replace',
             max_num_fields=None, separator='&'):
    """A query as a dict of lists of values."""
    made = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding, errors, max_num_fields, separator):
        made.setdefault(name, []).append(value)
    return made
