"""A message: headers, seen as a dictionary in which a name may stand several times, and a content or parts.

`Message` is the old class, `EmailMessage` (in `_rich`) the one that `email.policy.default` makes.
"""

import binascii
import quopri
import re

from io import StringIO

from email import errors, utils
from email import charset as _charset
from email._policybase import compat32
from email.utils import _has_surrogates

__all__ = ['Message', 'EmailMessage']

Charset = _charset.Charset
_SPECIAL = re.compile(r'[ \(\)<>@,;:\\"/\[\]\?=]')


def __getattr__(name):
    if name in ('EmailMessage', 'MIMEPart'):
        from email import _rich
        return getattr(_rich, name)
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


def _first(value):
    """(what stands before the parameters, the rest)"""
    head, semicolon, rest = str(value).partition(';')
    return head.strip(), rest if semicolon else None


def _format_param(name, value=None, quoted=True):
    """A parameter as it stands in a header."""
    if not value:
        return name
    if isinstance(value, tuple):
        return f'{name}*={utils.encode_rfc2231(value[2], value[0], value[1])}'
    try:
        value.encode('ascii')
    except UnicodeEncodeError:
        return f"{name}*={utils.encode_rfc2231(value, 'utf-8', '')}"
    if quoted or _SPECIAL.search(value):
        return f'{name}="{utils.quote(value)}"'
    return f'{name}={value}'


def _split_params(text):
    """The parameters of a header, cut where a semicolon stands in no quotes."""
    found, text = [], ';' + str(text)
    while text[:1] == ';':
        text = text[1:]
        end = text.find(';')
        while end > 0 and (text.count('"', 0, end) - text.count('\\"', 0, end)) % 2:
            end = text.find(';', end + 1)
        if end < 0:
            end = len(text)
        part = text[:end]
        if '=' in part:
            name, _, value = part.partition('=')
            part = name.strip().lower() + '=' + value.strip()
        found.append(part.strip())
        text = text[end:]
    return found


def _unquoted(value):
    return (value[0], value[1], utils.unquote(value[2])) if isinstance(value, tuple) else utils.unquote(value)


class Message:
    """A message whose headers are texts."""

    def __init__(self, policy=compat32):
        self.policy, self._headers, self._unixfrom, self._payload, self._charset = policy, [], None, None, None
        self.preamble = self.epilogue = None
        self.defects, self._default_type = [], 'text/plain'

    # --- as text ---

    def __str__(self):
        return self.as_string()

    def as_string(self, unixfrom=False, maxheaderlen=0, policy=None):
        """The whole message."""
        from email.generator import Generator
        out = StringIO()
        Generator(out, mangle_from_=False, maxheaderlen=maxheaderlen, policy=policy or self.policy).flatten(self, unixfrom)
        return out.getvalue()

    def __bytes__(self):
        return self.as_bytes()

    def as_bytes(self, unixfrom=False, policy=None):
        """The whole message as bytes."""
        from email.generator import BytesGenerator
        from io import BytesIO
        out = BytesIO()
        BytesGenerator(out, mangle_from_=False, policy=policy or self.policy).flatten(self, unixfrom)
        return out.getvalue()

    def is_multipart(self):
        """Whether it has parts."""
        return isinstance(self._payload, list)

    def set_unixfrom(self, unixfrom):
        self._unixfrom = unixfrom

    def get_unixfrom(self):
        return self._unixfrom

    # --- content ---

    def attach(self, payload):
        """Adds a part."""
        if self._payload is None:
            self._payload = [payload]
        else:
            try:
                self._payload.append(payload)
            except AttributeError:
                raise TypeError('Attach is not valid on a message with a non-multipart payload') from None

    def get_payload(self, i=None, decode=False):
        """The content: a text or a list of parts; with `decode` bytes, None for parts."""
        if self.is_multipart():
            if decode:
                return None
            return self._payload if i is None else self._payload[i]
        if i is not None and not isinstance(self._payload, list):
            raise TypeError('Expected list, got %s' % type(self._payload))
        payload = self._payload
        encoding = str(self.get('content-transfer-encoding', '')).lower()
        if isinstance(payload, str):
            if _has_surrogates(payload):
                raw = payload.encode('ascii', 'surrogateescape')
                if not decode:
                    try:
                        payload = raw.decode(self.get_content_charset('ascii'), 'replace')
                    except LookupError:
                        payload = raw.decode('ascii', 'replace')
            elif decode:
                try:
                    raw = payload.encode('ascii')
                except UnicodeError:
                    raw = payload.encode('raw-unicode-escape')
        if not decode:
            return payload
        if not isinstance(payload, str):
            return payload
        if encoding == 'quoted-printable':
            return quopri.decodestring(raw)
        if encoding == 'base64':
            return self._from_base64(raw)
        if encoding in ('x-uuencode', 'uuencode', 'uue', 'x-uue'):
            return raw
        return raw

    def _from_base64(self, raw):
        data = b''.join(raw.splitlines())
        try:
            return binascii.a2b_base64(data + b'==='[:-len(data) % 4], strict_mode=False)
        except binascii.Error:
            self.policy.handle_defect(self, errors.InvalidBase64LengthDefect())
            return data

    def set_payload(self, payload, charset=None):
        """Sets the content."""
        if hasattr(payload, 'decode'):
            self._payload = payload.decode('ascii', 'surrogateescape')
        elif isinstance(payload, str) and charset is not None and not payload.isascii():
            name = charset.output_charset if isinstance(charset, Charset) else charset
            self._payload = payload.encode(name, 'surrogateescape').decode('ascii', 'surrogateescape')
        else:
            self._payload = payload
        if charset is not None:
            self.set_charset(charset)

    def set_charset(self, charset):
        """Sets the character set, and encodes the content."""
        if charset is None:
            self.del_param('charset')
            self._charset = None
            return
        if not isinstance(charset, Charset):
            charset = Charset(charset)
        self._charset = charset
        if 'MIME-Version' not in self:
            self.add_header('MIME-Version', '1.0')
        if 'Content-Type' not in self:
            self.add_header('Content-Type', 'text/plain', charset=charset.get_output_charset())
        else:
            self.set_param('charset', charset.get_output_charset())
        if charset != charset.get_output_charset():
            self._payload = charset.body_encode(self._payload)
        if 'Content-Transfer-Encoding' not in self:
            encoding = charset.get_body_encoding()
            if callable(encoding):
                encoding(self)
            else:
                payload = self._payload
                if payload:
                    payload = payload.encode('ascii', 'surrogateescape') if _has_surrogates(payload) else \
                        payload.encode(charset.output_charset)
                self._payload = charset.body_encode(payload)
                self.add_header('Content-Transfer-Encoding', encoding)

    def get_charset(self):
        """The character set that was set."""
        return self._charset

    # --- headers ---

    def __len__(self):
        return len(self._headers)

    def __getitem__(self, name):
        return self.get(name)

    def __setitem__(self, name, val):
        most = self.policy.header_max_count(name)
        if most:
            have = sum(key.lower() == name.lower() for key, _ in self._headers)
            if have >= most:
                raise ValueError(f'There may be at most {most} {name} headers in a message')
        self._headers.append(self.policy.header_store_parse(name, val))

    def __delitem__(self, name):
        name = name.lower()
        self._headers = [(key, value) for key, value in self._headers if key.lower() != name]

    def __contains__(self, name):
        name = name.lower()
        return any(key.lower() == name for key, _ in self._headers)

    def __iter__(self):
        for name, _ in self._headers:
            yield name

    def keys(self):
        """The names of all headers."""
        return [name for name, _ in self._headers]

    def values(self):
        """The values of all headers."""
        return [self.policy.header_fetch_parse(name, value) for name, value in self._headers]

    def items(self):
        """(name, value) of all headers."""
        return [(name, self.policy.header_fetch_parse(name, value)) for name, value in self._headers]

    def get(self, name, failobj=None):
        """The value of the first header of that name."""
        wanted = name.lower()
        for key, value in self._headers:
            if key.lower() == wanted:
                return self.policy.header_fetch_parse(key, value)
        return failobj

    def get_all(self, name, failobj=None):
        """The values of all headers of that name."""
        wanted = name.lower()
        return [self.policy.header_fetch_parse(key, value) for key, value in self._headers
                if key.lower() == wanted] or failobj

    def set_raw(self, name, value):
        """Adds a header as it was read."""
        self._headers.append((name, value))

    def raw_items(self):
        """(name, value) of all headers as they were read."""
        return iter(self._headers.copy())

    def add_header(self, _name, _value, **_params):
        """Adds a header with parameters; None stands for one without a value."""
        parts = [] if _value is None else [_value]
        for key, value in _params.items():
            name = key.replace('_', '-')
            parts.append(name if value is None else _format_param(name, value))
        self[_name] = '; '.join(parts)

    def replace_header(self, _name, _value):
        """Changes the first header of that name."""
        wanted = _name.lower()
        for place, (key, _) in enumerate(self._headers):
            if key.lower() == wanted:
                self._headers[place] = self.policy.header_store_parse(key, _value)
                return
        raise KeyError(_name)

    # --- what the content is ---

    def get_content_type(self):
        """As in `text/plain`."""
        value = self.get('content-type')
        if value is None:
            return self.get_default_type()
        kind = _first(value)[0].lower()
        return kind if kind.count('/') == 1 else 'text/plain'

    def get_content_maintype(self):
        """As in `text`."""
        return self.get_content_type().split('/')[0]

    def get_content_subtype(self):
        """As in `plain`."""
        return self.get_content_type().split('/')[1]

    def get_default_type(self):
        return self._default_type

    def set_default_type(self, ctype):
        self._default_type = ctype

    def _params(self, failobj, header):
        value = self.get(header, None)
        if value is None:
            return failobj
        params = []
        for part in _split_params(value):
            name, equals, text = part.partition('=')
            params.append((name.strip(), text.strip() if equals else ''))
        return utils.decode_params(params)

    def get_params(self, failobj=None, header='content-type', unquote=True):
        """(name, value) of the parameters; the first is what stands before them."""
        params = self._params(None, header)
        if params is None:
            return failobj
        return [(name, _unquoted(value)) for name, value in params] if unquote else params

    def get_param(self, param, failobj=None, header='content-type', unquote=True):
        """The value of a parameter."""
        for name, value in self._params([], header) if header in self else []:
            if name.lower() == param.lower():
                return _unquoted(value) if unquote else value
        return failobj

    def set_param(self, param, value, header='Content-Type', requote=True, charset=None, language='', replace=False):
        """Sets a parameter."""
        if not isinstance(value, tuple) and charset:
            value = (charset, language, value)
        if header not in self and header.lower() == 'content-type':
            text = 'text/plain'
        else:
            text = str(self.get(header, ''))
        if self.get_param(param, header=header) is None:
            made = _format_param(param, value, requote)
            text = f'{text}; {made}' if text else made
        else:
            parts = []
            for name, old in self.get_params(header=header, unquote=requote):
                parts.append(_format_param(name, value if name.lower() == param.lower() else old, requote))
            text = '; '.join(parts)
        if text != self.get(header):
            if replace:
                self.replace_header(header, text)
            else:
                del self[header]
                self[header] = text

    def del_param(self, param, header='content-type', requote=True):
        """Takes a parameter away."""
        if header not in self:
            return
        parts = [_format_param(name, value, requote) for name, value in self.get_params(header=header, unquote=requote)
                 if name.lower() != param.lower()]
        text = '; '.join(parts)
        if text != self.get(header):
            del self[header]
            self[header] = text

    def set_type(self, type, header='Content-Type', requote=True):
        """Sets the type, and keeps the parameters."""
        if type.count('/') != 1:
            raise ValueError
        if header.lower() == 'content-type':
            del self['mime-version']
            self['MIME-Version'] = '1.0'
        if header not in self:
            self[header] = type
            return
        params = self.get_params(header=header, unquote=requote)
        del self[header]
        self[header] = type
        for name, value in params[1:]:
            self.set_param(name, value, header, requote)

    def get_filename(self, failobj=None):
        """The name of the file that the content is."""
        name = self.get_param('filename', None, 'content-disposition')
        if name is None:
            name = self.get_param('name', None, 'content-type')
        return failobj if name is None else utils.collapse_rfc2231_value(name).strip()

    def get_boundary(self, failobj=None):
        """What stands between the parts."""
        boundary = self.get_param('boundary')
        return failobj if boundary is None else utils.collapse_rfc2231_value(boundary).rstrip()

    def set_boundary(self, boundary):
        """Sets what stands between the parts."""
        if 'content-type' not in self:
            raise errors.HeaderParseError('No Content-Type header found')
        params, made = self.get_params(unquote=False), []
        found = False
        for name, value in params:
            if name.lower() == 'boundary':
                value, found = '"%s"' % boundary, True
            made.append(f'{name}={value}' if value else name)
        if not found:
            made.append('boundary="%s"' % boundary)
        text = '; '.join(made)
        self._headers = [(key, text if key.lower() == 'content-type' else value) if key.lower() != 'content-type'
                         else self.policy.header_store_parse(key, text) for key, value in self._headers]

    def get_content_charset(self, failobj=None):
        """The character set that the header names."""
        charset = self.get_param('charset')
        if charset is None:
            return failobj
        if isinstance(charset, tuple):
            charset = utils.collapse_rfc2231_value(charset)
        try:
            charset.encode('us-ascii')
        except UnicodeError:
            return failobj
        return charset.lower()

    def get_charsets(self, failobj=None):
        """The character sets of all parts."""
        return [part.get_content_charset(failobj) for part in self.walk()]

    def get_content_disposition(self):
        """`inline`, `attachment` or None."""
        value = self.get('content-disposition')
        return None if value is None else _first(value)[0].lower()

    from email.iterators import walk
