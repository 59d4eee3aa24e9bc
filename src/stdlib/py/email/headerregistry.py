"""Values of headers that know what they mean: they are texts, and have addresses, a date, or parameters besides.

    msg['To'].addresses[0].domain     msg['Date'].datetime     msg['Content-Type'].params['charset']
"""

import datetime

from email import errors, utils
from email._fold import fold_words
from email.header import decode_header, make_header

__all__ = ['Address', 'Group', 'HeaderRegistry']


class Address:
    """A name and an address."""

    def __init__(self, display_name='', username='', domain='', addr_spec=None):
        inputs = ''.join(filter(None, (display_name, username, domain, addr_spec)))
        if '\r' in inputs or '\n' in inputs:
            raise ValueError('invalid arguments; address parts cannot contain CR or LF')
        if addr_spec is not None:
            if username or domain:
                raise TypeError('addrspec specified when username and/or domain also specified')
            username, at, domain = addr_spec.rpartition('@')
            if not at:
                username, domain = domain, ''
            if len(username) > 1 and username[0] == username[-1] == '"':
                username = utils.unquote(username)
        self._display_name, self._username, self._domain = display_name, username, domain

    display_name = property(lambda self: self._display_name)
    username = property(lambda self: self._username)
    domain = property(lambda self: self._domain)

    @property
    def addr_spec(self):
        """The address alone."""
        name = self.username
        if set(name) & set('()<>@,:;"[]\\ \t') or name.startswith('.') or name.endswith('.'):
            name = '"' + utils.quote(name) + '"'
        if self.domain:
            return name + '@' + self.domain
        return name or '<>'

    def __repr__(self):
        return '{}(display_name={!r}, username={!r}, domain={!r})'.format(
            self.__class__.__name__, self.display_name, self.username, self.domain)

    def __str__(self):
        name = _quoted_name(self.display_name)
        if not name:
            return self.addr_spec
        return f"{name} <{'' if self.addr_spec == '<>' else self.addr_spec}>"

    def __eq__(self, other):
        if not isinstance(other, Address):
            return NotImplemented
        return (self.display_name, self.username, self.domain) == (other.display_name, other.username, other.domain)


def _quoted_name(name):
    """A name, in quotes if it needs them."""
    if set(name) & set('()<>@,:;.\\"[]'):
        return '"' + utils.quote(name) + '"'
    return name


class Group:
    """Addresses with a name in common; without a name it is one address."""

    def __init__(self, display_name=None, addresses=None):
        self._display_name, self._addresses = display_name, tuple(addresses) if addresses else ()

    display_name = property(lambda self: self._display_name)
    addresses = property(lambda self: self._addresses)

    def __repr__(self):
        return '{}(display_name={!r}, addresses={!r}'.format(self.__class__.__name__, self.display_name, self.addresses)

    def __str__(self):
        if self.display_name is None and len(self.addresses) == 1:
            return str(self.addresses[0])
        name = _quoted_name(self.display_name or '')
        inner = ', '.join(str(address) for address in self.addresses)
        return f'{name}: {inner};' if inner else f'{name}:;'

    def __eq__(self, other):
        if not isinstance(other, Group):
            return NotImplemented
        return (self.display_name, self.addresses) == (other.display_name, other.addresses)


def _decoded(text):
    """A text with its encoded words decoded."""
    if '=?' not in text:
        return text
    try:
        return str(make_header(decode_header(text)))
    except (errors.HeaderParseError, LookupError, UnicodeDecodeError):
        return text


class BaseHeader(str):
    """The value of a header."""

    max_count = None

    def __new__(cls, name, value):
        text, more = cls._parse(value)
        made = super().__new__(cls, utils._sanitize(text) if utils._has_surrogates(text) else text)
        made._name, made._defects = name, more.pop('defects', ())
        made.__dict__.update(more)
        return made

    @classmethod
    def _parse(cls, value):
        """(the text, what else is known)"""
        return _decoded(str(value)), {}

    name = property(lambda self: self._name)
    defects = property(lambda self: tuple(self._defects))

    def __reduce__(self):
        return make, (self._name, str(self))

    def _pieces(self):
        """The words that a line may end between."""
        return str(self)

    def fold(self, *, policy):
        """The lines of the header."""
        return fold_words(self.name, self._pieces(), policy)


class UnstructuredHeader(BaseHeader):
    """Any text."""


class UniqueUnstructuredHeader(UnstructuredHeader):
    """Any text, of which there is one."""

    max_count = 1


class DateHeader(BaseHeader):
    """A date; `datetime` is None if it is none."""

    max_count = None

    @classmethod
    def _parse(cls, value):
        if isinstance(value, datetime.datetime):
            return utils.format_datetime(value), {'_datetime': value}
        if not value:
            return '', {'_datetime': None, 'defects': [errors.HeaderMissingRequiredValue()]}
        try:
            when = utils.parsedate_to_datetime(value)
        except ValueError:
            return str(value), {'_datetime': None, 'defects': [errors.InvalidDateDefect('Invalid date value or format')]}
        return utils.format_datetime(when), {'_datetime': when}

    datetime = property(lambda self: self._datetime)


class UniqueDateHeader(DateHeader):
    """A date, of which there is one."""

    max_count = 1


class AddressHeader(BaseHeader):
    """Addresses."""

    @classmethod
    def _parse(cls, value):
        if isinstance(value, str):
            groups = cls._read(value)
        else:
            items = value if hasattr(value, '__iter__') else [value]
            groups = [item if hasattr(item, 'addresses') else Group(None, [item]) for item in items]
        return ', '.join(map(str, groups)), {'_groups': tuple(groups)}

    @staticmethod
    def _read(text):
        """Groups of a text: those with a name end with a semicolon."""
        groups, rest, inside = [], text, False
        parts, start, quoted, depth = [], 0, False, 0
        for place, char in enumerate(rest):
            if char == '"' and rest[place - 1:place] != '\\':
                quoted = not quoted
            elif not quoted and char == '(':
                depth += 1
            elif not quoted and char == ')':
                depth -= 1
            elif not quoted and not depth and (char == ',' and not inside or char == ';' and inside):
                parts.append(rest[start:place + (char == ';')])
                start, inside = place + 1, False
            elif not quoted and not depth and char == ':' and '<' not in rest[start:place]:
                inside = True
        parts.append(rest[start:])
        for part in parts:
            part = part.strip().removeprefix(',').strip()
            if not part:
                continue
            if part.endswith(';') and ':' in part:
                name, _, inner = part[:-1].partition(':')
                groups.append(Group(_decoded(utils.unquote(name.strip())), AddressHeader._addresses(inner)))
            else:
                groups.extend(Group(None, [address]) for address in AddressHeader._addresses(part))
        return groups

    @staticmethod
    def _addresses(text):
        return [Address(_decoded(name), addr_spec=address) for name, address in utils.getaddresses([text]) if name or address]

    groups = property(lambda self: self._groups)

    @property
    def addresses(self):
        """All addresses."""
        return tuple(address for group in self._groups for address in group.addresses)

    def _pieces(self):
        return list(self._groups)


class UniqueAddressHeader(AddressHeader):
    """Addresses, in one header."""

    max_count = 1


class SingleAddressHeader(AddressHeader):
    """One address."""

    @property
    def address(self):
        if len(self.addresses) != 1:
            raise ValueError(f'value of single address header {self.name} is not a single address')
        return self.addresses[0]


class UniqueSingleAddressHeader(SingleAddressHeader):
    """One address, in one header."""

    max_count = 1


class MIMEVersionHeader(BaseHeader):
    """The version, which is 1.0."""

    max_count = 1

    @classmethod
    def _parse(cls, value):
        major, _, minor = str(value).partition('.')
        known = major.strip().isdigit() and minor.strip().isdigit()
        return str(value), {'major': int(major) if known else None, 'minor': int(minor) if known else None,
                            'version': str(value) if known else None}


class ParameterizedMIMEHeader(BaseHeader):
    """A value with parameters."""

    max_count = 1

    @classmethod
    def _parse(cls, value):
        from email.message import _first, _split_params
        value = str(value)
        head, rest = _first(value)
        params = {}
        if rest is not None:
            pairs = [('', head)]
            for part in _split_params(rest):
                name, equals, text = part.partition('=')
                if name:
                    pairs.append((name, text))
            for name, text in utils.decode_params(pairs)[1:]:
                text = utils.collapse_rfc2231_value(text) if isinstance(text, tuple) else text
                params[name.lower()] = utils.unquote(text)
        shown = value
        if '*=' in value:
            shown = '; '.join([head, *(f'{name}="{utils.quote(text)}"' for name, text in params.items())])
        return shown, {'_params': params, '_head': head.lower(), '_written': value}

    def _pieces(self):
        return self._written

    @property
    def params(self):
        """The parameters."""
        import types
        return types.MappingProxyType(self._params)


class ContentTypeHeader(ParameterizedMIMEHeader):
    """What the content is."""

    @property
    def content_type(self):
        return self._head if self._head.count('/') == 1 else 'text/plain'

    maintype = property(lambda self: self.content_type.split('/')[0])
    subtype = property(lambda self: self.content_type.split('/')[1])


class ContentDispositionHeader(ParameterizedMIMEHeader):
    """Whether the content is shown or kept."""

    content_disposition = property(lambda self: self._head or None)


class ContentTransferEncodingHeader(BaseHeader):
    """How the content is encoded."""

    max_count = 1
    cte = property(lambda self: str(self).strip().lower())


class MessageIDHeader(BaseHeader):
    """A message's name."""

    max_count = 1


_CLASSES = {
    'subject': UniqueUnstructuredHeader, 'date': UniqueDateHeader, 'resent-date': DateHeader, 'orig-date': UniqueDateHeader,
    'sender': UniqueSingleAddressHeader, 'resent-sender': SingleAddressHeader, 'to': UniqueAddressHeader,
    'resent-to': AddressHeader, 'cc': UniqueAddressHeader, 'resent-cc': AddressHeader, 'bcc': UniqueAddressHeader,
    'resent-bcc': AddressHeader, 'from': UniqueAddressHeader, 'resent-from': AddressHeader, 'reply-to': UniqueAddressHeader,
    'mime-version': MIMEVersionHeader, 'content-type': ContentTypeHeader, 'content-disposition': ContentDispositionHeader,
    'content-transfer-encoding': ContentTransferEncodingHeader, 'message-id': MessageIDHeader,
}


def make(name, value):
    """The value of a header, of the class for its name."""
    return _CLASSES.get(name.lower(), UnstructuredHeader)(name, value)


def max_count(name):
    """How many headers of that name there may be, or None."""
    return _CLASSES.get(name.lower(), UnstructuredHeader).max_count


class HeaderRegistry:
    """Makes values of headers; classes can be added."""

    def __init__(self, base_class=BaseHeader, default_class=UnstructuredHeader, use_default_map=True):
        self.registry, self.base_class, self.default_class = {}, base_class, default_class
        if use_default_map:
            self.registry.update(_CLASSES)

    def map_to_type(self, name, cls):
        """Says which class the values of a header have."""
        self.registry[name.lower()] = cls

    def __getitem__(self, name):
        cls = self.registry.get(name.lower(), self.default_class)
        return cls if issubclass(cls, self.base_class) else type('_' + cls.__name__, (cls, self.base_class), {})

    def __call__(self, name, value):
        return self[name](name, value)
