"""Fetches what is at an address: http, file, data. (https is not supported.)

    urlopen(address)  ->  OpenerDirector.open: each handler may change the request, one of them answers it, and each may
    change the response:  X_request  X_open  X_response
"""

import base64
import bisect
import contextlib
import email
import io
import os
import re
import sys
import tempfile

import http.client

from urllib.error import ContentTooShortError, HTTPError, URLError
from urllib.parse import quote, unquote, unquote_to_bytes, urldefrag, urljoin, urlparse, urlsplit, urlunparse
from urllib.response import addinfourl
from socket import _GLOBAL_DEFAULT_TIMEOUT

__all__ = ['Request', 'OpenerDirector', 'BaseHandler', 'HTTPDefaultErrorHandler', 'HTTPRedirectHandler', 'ProxyHandler',
           'HTTPPasswordMgr', 'HTTPPasswordMgrWithDefaultRealm', 'HTTPPasswordMgrWithPriorAuth', 'HTTPBasicAuthHandler',
           'HTTPHandler', 'FileHandler', 'UnknownHandler', 'HTTPErrorProcessor', 'urlopen', 'install_opener', 'build_opener',
           'pathname2url', 'url2pathname', 'getproxies', 'urlretrieve', 'urlcleanup', 'DataHandler', 'HTTPSHandler']

__version__ = '%d.%d' % sys.version_info[:2]

_opener = None


def urlopen(url, data=None, timeout=_GLOBAL_DEFAULT_TIMEOUT, *, cafile=None, capath=None, cadefault=False, context=None):
    """What is at an address, as a file with headers."""
    global _opener
    if _opener is None:
        _opener = build_opener()
    return _opener.open(url, data, timeout)


def install_opener(opener):
    """Says what `urlopen` uses."""
    global _opener
    _opener = opener


_url_tempfiles = []


def urlretrieve(url, filename=None, reporthook=None, data=None):
    """Copies what is at an address to a file: (its name, the headers)."""
    kind, path = _split_type(url)
    with contextlib.closing(urlopen(url, data)) as source:
        headers = source.info()
        if kind == 'file' and not filename:
            return os.path.normpath(path), headers
        if filename:
            target = open(filename, 'wb')
        else:
            target = tempfile.NamedTemporaryFile(delete=False)
            filename = target.name
            _url_tempfiles.append(filename)
        with target:
            size, read, block = int(headers['Content-Length'] or -1) if 'content-length' in headers else -1, 0, 0
            if reporthook:
                reporthook(block, 8192, size)
            while part := source.read(8192):
                read += len(part)
                target.write(part)
                block += 1
                if reporthook:
                    reporthook(block, 8192, size)
    if 0 <= size and read < size:
        raise ContentTooShortError('retrieval incomplete: got only %i out of %i bytes' % (read, size), (filename, headers))
    return filename, headers


def urlcleanup():
    """Removes the files that `urlretrieve` has made."""
    for name in _url_tempfiles:
        with contextlib.suppress(OSError):
            os.unlink(name)
    del _url_tempfiles[:]
    install_opener(None)


def _split_type(url):
    found = re.match('([^/:]+):(.*)', url, re.DOTALL)
    return (found[1].lower(), found[2]) if found else (None, url)


def _split_host(url):
    found = re.match('//([^/#?]*)(.*)', url, re.DOTALL)
    if not found:
        return None, url
    path = found[2]
    return found[1], '/' + path if path and path[0] != '/' else path


def request_host(request):
    """The host of a request, without its port."""
    host = urlparse(request.full_url)[1] or request.get_header('Host', '')
    return re.sub(r':\d+$', '', host, count=1).lower()


class Request:
    """An address, and what to say there."""

    def __init__(self, url, data=None, headers={}, origin_req_host=None, unverifiable=False, method=None):
        self.full_url = url
        self.headers, self.unredirected_hdrs, self._data, self._tunnel_host = {}, {}, None, None
        self.data = data
        for name, value in headers.items():
            self.add_header(name, value)
        self.origin_req_host = request_host(self) if origin_req_host is None else origin_req_host
        self.unverifiable = unverifiable
        if method:
            self.method = method

    @property
    def full_url(self):
        return f'{self._full_url}#{self.fragment}' if self.fragment else self._full_url

    @full_url.setter
    def full_url(self, url):
        if url.startswith('<') and url.endswith('>'):
            url = url[1:-1].strip()
        self._full_url, self.fragment = urldefrag(url.removeprefix('URL:'))
        self.fragment = self.fragment or None
        self.type, rest = _split_type(self._full_url)
        if self.type is None:
            raise ValueError('unknown url type: %r' % self.full_url)
        self.host, self.selector = _split_host(rest)
        if self.host:
            self.host = unquote(self.host)

    @property
    def data(self):
        return self._data

    @data.setter
    def data(self, data):
        if data != self._data:
            self._data = data
            if self.has_header('Content-length'):
                self.remove_header('Content-length')

    @data.deleter
    def data(self):
        self.data = None

    def get_method(self):
        """GET, or POST if there is something to send."""
        return getattr(self, 'method', 'POST' if self.data is not None else 'GET')

    def get_full_url(self):
        return self.full_url

    def set_proxy(self, host, type):
        """Sends the request to a proxy."""
        if self.type == 'https' and not self._tunnel_host:
            self._tunnel_host = self.host
        else:
            self.type, self.selector = type, self.full_url
        self.host = host

    def has_proxy(self):
        return self.selector == self.full_url

    def add_header(self, key, val):
        self.headers[key.capitalize()] = val

    def add_unredirected_header(self, key, val):
        self.unredirected_hdrs[key.capitalize()] = val

    def has_header(self, header_name):
        return header_name in self.headers or header_name in self.unredirected_hdrs

    def get_header(self, header_name, default=None):
        return self.headers.get(header_name, self.unredirected_hdrs.get(header_name, default))

    def remove_header(self, header_name):
        self.headers.pop(header_name, None)
        self.unredirected_hdrs.pop(header_name, None)

    def header_items(self):
        return list({**self.unredirected_hdrs, **self.headers}.items())


class OpenerDirector:
    """Asks its handlers, by the names of their methods."""

    def __init__(self):
        self.addheaders = [('User-agent', 'Python-urllib/%s' % __version__)]
        self.handlers = []
        self.handle_open, self.handle_error, self.process_response, self.process_request = {}, {}, {}, {}

    def add_handler(self, handler):
        """Adds a handler."""
        if not hasattr(handler, 'add_parent'):
            raise TypeError('expected BaseHandler instance, got %r' % type(handler))
        added = False
        for name in dir(handler):
            if name in ('redirect_request', 'do_open', 'proxy_open'):
                continue
            protocol, _, condition = name.partition('_')
            if condition.startswith('error'):
                kind = condition.partition('_')[2]
                kind = int(kind) if kind.isdigit() else kind
                table, key = self.handle_error.setdefault(protocol, {}), kind
            elif condition in ('open', 'response', 'request'):
                table = {'open': self.handle_open, 'response': self.process_response,
                         'request': self.process_request}[condition]
                key = protocol
            else:
                continue
            bisect.insort(table.setdefault(key, []), handler)
            added = True
        if added:
            bisect.insort(self.handlers, handler)
            handler.add_parent(self)

    def close(self):
        """There is nothing to close."""

    @staticmethod
    def _ask(table, kind, method, *args):
        for handler in table.get(kind, ()):
            if (result := getattr(handler, method)(*args)) is not None:
                return result
        return None

    def open(self, fullurl, data=None, timeout=_GLOBAL_DEFAULT_TIMEOUT):
        """What is at an address."""
        if isinstance(fullurl, str):
            request = Request(fullurl, data)
        else:
            request = fullurl
            if data is not None:
                request.data = data
        request.timeout = timeout
        protocol = request.type
        for handler in self.process_request.get(protocol, ()):
            request = getattr(handler, protocol + '_request')(request)
        sys.audit('urllib.Request', request.full_url, request.data, request.headers, request.get_method())
        response = self._open(request, data)
        for handler in self.process_response.get(protocol, ()):
            response = getattr(handler, protocol + '_response')(request, response)
        return response

    def _open(self, request, data=None):
        result = self._ask(self.handle_open, 'default', 'default_open', request)
        if not result:
            result = self._ask(self.handle_open, request.type, request.type + '_open', request)
        return result or self._ask(self.handle_open, 'unknown', 'unknown_open', request)

    def error(self, proto, *args):
        """Asks the handlers about an error."""
        if proto in ('http', 'https'):
            table, code = self.handle_error['http'], args[2]
            if result := self._ask(table, code, 'http_error_%s' % code, *args):
                return result
            return self._ask(table, 'default', 'http_error_default', *args)
        return self._ask(self.handle_error, proto, proto + '_error', *args)


def build_opener(*handlers):
    """An opener with the usual handlers; those that are given stand in place of their bases."""
    opener = OpenerDirector()
    usual = [ProxyHandler, UnknownHandler, HTTPHandler, HTTPDefaultErrorHandler, HTTPRedirectHandler, FileHandler,
             HTTPErrorProcessor, DataHandler, HTTPSHandler]
    for default in usual:
        if not any(issubclass(it, default) if isinstance(it, type) else isinstance(it, default) for it in handlers):
            opener.add_handler(default())
    for handler in handlers:
        opener.add_handler(handler() if isinstance(handler, type) else handler)
    return opener


class BaseHandler:
    """What all handlers have: an opener, and a place among others."""

    handler_order = 500

    def add_parent(self, parent):
        self.parent = parent

    def close(self):
        """There is nothing to close."""

    def __lt__(self, other):
        return self.handler_order < other.handler_order if hasattr(other, 'handler_order') else True


class HTTPErrorProcessor(BaseHandler):
    """Takes all but 200 to 299 for errors."""

    handler_order = 1000

    def http_response(self, request, response):
        if 200 <= response.code < 300:
            return response
        return self.parent.error('http', request, response, response.code, response.msg, response.info())

    https_response = http_response


class HTTPDefaultErrorHandler(BaseHandler):
    """Raises what nobody else has handled."""

    def http_error_default(self, req, fp, code, msg, hdrs):
        raise HTTPError(req.full_url, code, msg, hdrs, fp)


class HTTPRedirectHandler(BaseHandler):
    """Goes where it is sent."""

    max_repeats, max_redirections = 4, 10
    inf_msg = ('The HTTP server returned a redirect error that would lead to an infinite loop.\n'
               'The last 30x error message was:\n')

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        """The request that follows, or an error."""
        method = req.get_method()
        if not (code in (301, 302, 303, 307, 308) and method in ('GET', 'HEAD') or code in (301, 302, 303) and method == 'POST'):
            raise HTTPError(req.full_url, code, msg, headers, fp)
        kept = {name: value for name, value in req.headers.items() if name.lower() not in ('content-length', 'content-type')}
        return Request(newurl.replace(' ', '%20'), method='HEAD' if method == 'HEAD' else 'GET', headers=kept,
                       origin_req_host=req.origin_req_host, unverifiable=True)

    def http_error_302(self, req, fp, code, msg, headers):
        newurl = headers['location'] if 'location' in headers else headers.get('uri')
        if newurl is None:
            return None
        parts = urlparse(newurl)
        if parts.scheme not in ('http', 'https', 'ftp', ''):
            raise HTTPError(newurl, code, f"{msg} - Redirection to url '{newurl}' is not allowed", headers, fp)
        if not parts.path and parts.netloc:
            parts = parts._replace(path='/')
        newurl = urljoin(req.full_url, quote(urlunparse(parts), encoding='iso-8859-1', safe="!\"#$%&'()*+,/:;<=>?@[\\]^`{|}~"))
        new = self.redirect_request(req, fp, code, msg, headers, newurl)
        if new is None:
            return None
        visited = new.redirect_dict = req.redirect_dict if hasattr(req, 'redirect_dict') else {}
        if visited.get(newurl, 0) >= self.max_repeats or len(visited) >= self.max_redirections:
            raise HTTPError(req.full_url, code, self.inf_msg + msg, headers, fp)
        req.redirect_dict = visited
        visited[newurl] = visited.get(newurl, 0) + 1
        fp.read()
        fp.close()
        return self.parent.open(new, timeout=req.timeout)

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


class ProxyHandler(BaseHandler):
    """Sends requests to proxies."""

    handler_order = 100

    def __init__(self, proxies=None):
        self.proxies = getproxies() if proxies is None else proxies
        for kind, url in self.proxies.items():
            kind = kind.lower()
            setattr(self, f'{kind}_open', lambda request, url=url, kind=kind: self.proxy_open(request, url, kind))

    def proxy_open(self, req, proxy, type):
        original = req.type
        parts = urlsplit(proxy if '//' in proxy else f'{type}://{proxy}')
        if req.host and proxy_bypass(req.host):
            return None
        if parts.username and parts.password:
            user = f'{unquote(parts.username)}:{unquote(parts.password)}'
            req.add_header('Proxy-authorization', 'Basic ' + base64.b64encode(user.encode()).decode('ascii'))
        host = unquote(parts.netloc.rpartition('@')[2])
        kind = parts.scheme or original
        req.set_proxy(host, kind)
        if original == kind or original == 'https':
            return None
        return self.parent.open(req, timeout=req.timeout)


def getproxies():
    """The proxies that the environment names."""
    found = {}
    for name, value in os.environ.items():
        if value and name.lower().endswith('_proxy'):
            found[name.lower()[:-6]] = value
    if 'REQUEST_METHOD' in os.environ:
        # In a CGI script anybody can set this one.
        found.pop('http', None)
    for name, value in os.environ.items():
        if name.endswith('_proxy'):
            if value:
                found[name.lower()[:-6]] = value
            else:
                found.pop(name.lower()[:-6], None)
    return found


getproxies_environment = getproxies


def proxy_bypass(host, proxies=None):
    """Whether the environment says that a host needs no proxy."""
    proxies = getproxies() if proxies is None else proxies
    without = proxies.get('no', '')
    if without == '*':
        return True
    host = host.lower()
    bare = re.sub(r':\d*$', '', host)
    for name in without.split(','):
        if name := name.strip().lstrip('.').lower():
            if bare == name or host == name or bare.endswith('.' + name) or host.endswith('.' + name):
                return True
    return False


proxy_bypass_environment = proxy_bypass


class HTTPPasswordMgr:
    """Passwords by realms and addresses."""

    def __init__(self):
        self.passwd = {}

    def add_password(self, realm, uri, user, passwd):
        """Adds a password for one or several addresses."""
        uris = (uri,) if isinstance(uri, str) else uri
        table = self.passwd.setdefault(realm, {})
        for with_port in True, False:
            table[tuple(self.reduce_uri(it, with_port) for it in uris)] = (user, passwd)

    def find_user_password(self, realm, authuri):
        """(user, password) for an address, or (None, None)."""
        for with_port in True, False:
            wanted = self.reduce_uri(authuri, with_port)
            for uris, found in self.passwd.get(realm, {}).items():
                if any(self.is_suburi(uri, wanted) for uri in uris):
                    return found
        return None, None

    def reduce_uri(self, uri, default_port=True):
        """(host with port, path)"""
        parts = urlsplit(uri)
        authority, path = (parts[1], parts[2] or '/') if parts[1] else (uri, '/')
        if default_port and ':' not in authority and (port := {'http': 80, 'https': 443}.get(parts[0])):
            authority = f'{authority}:{port}'
        return authority, path

    def is_suburi(self, base, test):
        """Whether an address is below another."""
        if base == test:
            return True
        if base[0] != test[0]:
            return False
        prefix = base[1] if base[1].endswith('/') else base[1] + '/'
        return test[1].startswith(prefix)


class HTTPPasswordMgrWithDefaultRealm(HTTPPasswordMgr):
    """The realm None stands for all others."""

    def find_user_password(self, realm, authuri):
        found = super().find_user_password(realm, authuri)
        return found if found[0] is not None else super().find_user_password(None, authuri)


class HTTPPasswordMgrWithPriorAuth(HTTPPasswordMgrWithDefaultRealm):
    """Some addresses get the password without being asked."""

    def __init__(self):
        self.authenticated = {}
        super().__init__()

    def add_password(self, realm, uri, user, passwd, is_authenticated=False):
        self.update_authenticated(uri, is_authenticated)
        if realm is not None:
            super().add_password(None, uri, user, passwd)
        super().add_password(realm, uri, user, passwd)

    def update_authenticated(self, uri, is_authenticated=False):
        for it in (uri,) if isinstance(uri, str) else uri:
            for with_port in True, False:
                self.authenticated[self.reduce_uri(it, with_port)] = is_authenticated

    def is_authenticated(self, authuri):
        for with_port in True, False:
            wanted = self.reduce_uri(authuri, with_port)
            for uri, known in self.authenticated.items():
                if self.is_suburi(uri, wanted):
                    return known
        return None


class AbstractBasicAuthHandler:
    """Gives a name and a password when asked for them."""

    _challenge = re.compile(r'(?:^|,)[ \t]*([^ \t,]+)[ \t]+realm=(["\']?)([^"\']*)\2', re.IGNORECASE)

    def __init__(self, password_mgr=None):
        self.passwd = HTTPPasswordMgr() if password_mgr is None else password_mgr
        self.add_password = self.passwd.add_password

    def http_error_auth_reqed(self, authreq, host, req, headers):
        unknown = None
        for header in headers.get_all(authreq) or ():
            for scheme, _, realm in self._challenge.findall(header):
                if scheme.lower() == 'basic':
                    return self.retry_http_basic_auth(host, req, realm)
                unknown = scheme
        if unknown is not None:
            raise ValueError('AbstractBasicAuthHandler does not support the following scheme: %r' % (unknown,))
        return None

    def retry_http_basic_auth(self, host, req, realm):
        user, password = self.passwd.find_user_password(realm, host)
        if password is None:
            return None
        auth = 'Basic ' + base64.b64encode(f'{user}:{password}'.encode()).decode('ascii')
        if req.get_header(self.auth_header, None) == auth:
            return None
        req.add_unredirected_header(self.auth_header, auth)
        return self.parent.open(req, timeout=req.timeout)

    def http_request(self, req):
        if getattr(self.passwd, 'is_authenticated', lambda url: False)(req.full_url) and not req.has_header('Authorization'):
            user, password = self.passwd.find_user_password(None, req.full_url)
            auth = base64.b64encode(f'{user}:{password}'.encode()).decode('ascii')
            req.add_unredirected_header('Authorization', 'Basic ' + auth)
        return req

    https_request = http_request


class HTTPBasicAuthHandler(AbstractBasicAuthHandler, BaseHandler):
    """Gives servers a name and a password."""

    auth_header = 'Authorization'

    def http_error_401(self, req, fp, code, msg, headers):
        return self.http_error_auth_reqed('www-authenticate', req.full_url, req, headers)


class ProxyBasicAuthHandler(AbstractBasicAuthHandler, BaseHandler):
    """Gives proxies a name and a password."""

    auth_header = 'Proxy-authorization'

    def http_error_407(self, req, fp, code, msg, headers):
        return self.http_error_auth_reqed('proxy-authenticate', req.host, req, headers)


class AbstractHTTPHandler(BaseHandler):
    """Asks a server."""

    def __init__(self, debuglevel=None):
        self._debuglevel = debuglevel or 0

    def set_http_debuglevel(self, level):
        self._debuglevel = level

    def do_request_(self, request):
        """Adds the headers that a request needs."""
        if not request.host:
            raise URLError('no host given')
        if request.data is not None:
            data = request.data
            if isinstance(data, str):
                raise TypeError('POST data should be bytes, an iterable of bytes, or a file object. It cannot be of type str.')
            if not request.has_header('Content-type'):
                request.add_unredirected_header('Content-type', 'application/x-www-form-urlencoded')
            if not request.has_header('Content-length') and not request.has_header('Transfer-encoding'):
                length = http.client.HTTPConnection._length_of(data, request.get_method())
                if length is not None:
                    request.add_unredirected_header('Content-length', str(length))
                else:
                    request.add_unredirected_header('Transfer-encoding', 'chunked')
        host = request.host
        if request.has_proxy():
            host = _split_host(_split_type(request.selector)[1])[0]
        if not request.has_header('Host'):
            request.add_unredirected_header('Host', host)
        for name, value in self.parent.addheaders:
            name = name.capitalize()
            if not request.has_header(name):
                request.add_unredirected_header(name, value)
        return request

    def do_open(self, http_class, req, **http_conn_args):
        """Sends a request; the response."""
        if not req.host:
            raise URLError('no host given')
        connection = http_class(req.host, timeout=req.timeout, **http_conn_args)
        connection.set_debuglevel(self._debuglevel)
        headers = {**req.unredirected_hdrs, **{name: value for name, value in req.headers.items()
                                               if name not in req.unredirected_hdrs}}
        # One request is made on a connection.
        headers['Connection'] = 'close'
        headers = {name.title(): value for name, value in headers.items()}
        if req._tunnel_host:
            tunnel = {name: headers.pop(name) for name in ('Proxy-Authorization',) if name in headers}
            connection.set_tunnel(req._tunnel_host, headers=tunnel)
        try:
            try:
                connection.request(req.get_method(), req.selector, req.data, headers,
                                   encode_chunked=req.has_header('Transfer-encoding'))
            except OSError as problem:
                raise URLError(problem) from None
            response = connection.getresponse()
        except:
            connection.close()
            raise
        if connection.sock:
            connection.sock.close()
            connection.sock = None
        response.url = req.full_url
        response.msg = response.reason
        return response


class HTTPHandler(AbstractHTTPHandler):
    """http:"""

    def http_open(self, req):
        return self.do_open(http.client.HTTPConnection, req)

    http_request = AbstractHTTPHandler.do_request_


class HTTPSHandler(AbstractHTTPHandler):
    """https: there is no encryption here."""

    def __init__(self, debuglevel=None, context=None, check_hostname=None):
        super().__init__(debuglevel)

    def https_open(self, req):
        return self.do_open(http.client.HTTPSConnection, req)

    https_request = AbstractHTTPHandler.do_request_


class UnknownHandler(BaseHandler):
    """What nobody knows."""

    def unknown_open(self, req):
        raise URLError('unknown url type: %s' % req.type)


class FileHandler(BaseHandler):
    """file: of this computer."""

    def file_open(self, req):
        if req.selector[:2] == '//' and req.selector[2:3] != '/' and req.host and req.host != 'localhost':
            raise URLError('file:// scheme is supported only on localhost')
        return self.open_local_file(req)

    def open_local_file(self, req):
        import email.utils
        import mimetypes
        name = url2pathname(req.selector)
        try:
            if req.host and req.host not in ('localhost', '127.0.0.1'):
                raise URLError('file not on local host')
            known = os.stat(name)
            headers = email.message_from_string('Content-type: %s\nContent-length: %d\nLast-modified: %s\n' % (
                mimetypes.guess_type(name)[0] or 'text/plain', known.st_size,
                email.utils.formatdate(known.st_mtime, usegmt=True)))
            return addinfourl(open(name, 'rb'), headers, 'file://' + (req.host or '') + req.selector)
        except OSError as problem:
            if isinstance(problem, URLError):
                raise
            raise URLError(problem) from problem


class DataHandler(BaseHandler):
    """data: the content is in the address."""

    def data_open(self, req):
        _, data = req.full_url.split(':', 1)
        kind, data = data.split(',', 1)
        data = unquote_to_bytes(data)
        if kind.endswith(';base64'):
            data = base64.decodebytes(data)
            kind = kind[:-7]
        headers = email.message_from_string('Content-type: %s\nContent-length: %d\n' % (
            kind or 'text/plain;charset=US-ASCII', len(data)))
        return addinfourl(io.BytesIO(data), headers, req.full_url)


def url2pathname(pathname):
    """The path of a file that an address names."""
    return unquote(pathname)


def pathname2url(pathname):
    """The path of an address that names a file."""
    return quote(pathname)


def parse_http_list(s):
    """The items of a list; commas in quotes are part of one."""
    return [part.strip() for part in re.findall(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+', s)]


def parse_keqv_list(l):
    """A dictionary of items `key=value`."""
    made = {}
    for item in l:
        key, value = item.split('=', 1)
        made[key] = value[1:-1] if value[:1] == value[-1:] == '"' else value
    return made
