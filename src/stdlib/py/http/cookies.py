"""Cookies: what servers and browsers tell each other about them.

    jar = SimpleCookie();  jar['name'] = 'value';  jar['name']['path'] = '/';  print(jar)
"""

import re
import string
import types

__all__ = ['CookieError', 'BaseCookie', 'SimpleCookie']


class CookieError(Exception):
    """Not a cookie."""


_LEGAL = string.ascii_letters + string.digits + "!#$%&'*+-.^_`|~:"
_UNQUOTED = set(_LEGAL)
_QUOTED = {number: '\\%03o' % number for number in set(range(256)) - set(map(ord, _LEGAL + ' ()/<=>?@[]{}'))}
_QUOTED.update({ord('"'): '\\"', ord('\\'): '\\\\'})
_ESCAPE = re.compile(r'\\(?:([0-3][0-7][0-7])|(.))')


def _quote(text):
    """The text in quotes, unless it needs none."""
    return text if text is None or text and set(text) <= _UNQUOTED else '"' + text.translate(_QUOTED) + '"'


def _unquote(text):
    """What is in quotes."""
    if text is None or len(text) < 2 or text[0] != '"' or text[-1] != '"':
        return text
    return _ESCAPE.sub(lambda found: chr(int(found[1], 8)) if found[1] else found[2], text[1:-1])


def _getdate(future=0):
    from time import gmtime, strftime, time
    return strftime('%a, %d %b %Y %H:%M:%S GMT', gmtime(time() + future))


class Morsel(dict):
    """A cookie: a key, a value, and attributes."""

    _reserved = {'expires': 'expires', 'path': 'Path', 'comment': 'Comment', 'domain': 'Domain', 'max-age': 'Max-Age',
                 'secure': 'Secure', 'httponly': 'HttpOnly', 'version': 'Version', 'samesite': 'SameSite'}
    _flags = {'secure', 'httponly'}

    def __init__(self):
        self._key = self._value = self._coded_value = None
        for key in self._reserved:
            dict.__setitem__(self, key, '')

    key = property(lambda self: self._key)
    value = property(lambda self: self._value)
    coded_value = property(lambda self: self._coded_value)

    def __setitem__(self, name, value):
        name = name.lower()
        if name not in self._reserved:
            raise CookieError('Invalid attribute %r' % (name,))
        dict.__setitem__(self, name, value)

    def setdefault(self, key, val=None):
        key = key.lower()
        if key not in self._reserved:
            raise CookieError('Invalid attribute %r' % (key,))
        return dict.setdefault(self, key, val)

    def __eq__(self, other):
        if not isinstance(other, Morsel):
            return NotImplemented
        return dict.__eq__(self, other) and (self._value, self._key, self._coded_value) == (
            other._value, other._key, other._coded_value)

    __ne__ = object.__ne__

    def copy(self):
        made = Morsel()
        dict.update(made, self)
        made.__dict__.update(self.__dict__)
        return made

    def update(self, values):
        given = {}
        for key, value in dict(values).items():
            key = key.lower()
            if key not in self._reserved:
                raise CookieError('Invalid attribute %r' % (key,))
            given[key] = value
        dict.update(self, given)

    def isReservedKey(self, K):
        """Whether it is the name of an attribute."""
        return K.lower() in self._reserved

    def set(self, key, val, coded_val):
        """Sets the key and the value, plain and as it is sent."""
        if key.lower() in self._reserved:
            raise CookieError('Attempt to set a reserved key %r' % (key,))
        if not key or not set(key) <= _UNQUOTED:
            raise CookieError('Illegal key %r' % (key,))
        self._key, self._value, self._coded_value = key, val, coded_val

    def __getstate__(self):
        return {'key': self._key, 'value': self._value, 'coded_value': self._coded_value}

    def __setstate__(self, state):
        self._key, self._value, self._coded_value = state['key'], state['value'], state['coded_value']

    def output(self, attrs=None, header='Set-Cookie:'):
        """The line of a header."""
        return f'{header} {self.OutputString(attrs)}'

    __str__ = output

    def __repr__(self):
        return f'<{self.__class__.__name__}: {self.OutputString()}>'

    def js_output(self, attrs=None):
        """A script that sets the cookie."""
        return ('\n        <script type="text/javascript">\n        <!-- begin hiding\n        document.cookie = "%s";\n'
                '        // end hiding -->\n        </script>\n        ' % self.OutputString(attrs).replace('"', r'\"'))

    def OutputString(self, attrs=None):
        """The cookie without the header's name."""
        parts = [f'{self.key}={self.coded_value}']
        wanted = self._reserved if attrs is None else attrs
        for key, value in sorted(self.items()):
            if value == '' or key not in wanted:
                continue
            name = self._reserved[key]
            if key == 'expires' and isinstance(value, int):
                parts.append(f'{name}={_getdate(value)}')
            elif key == 'max-age' and isinstance(value, int):
                parts.append('%s=%d' % (name, value))
            elif key == 'comment' and isinstance(value, str):
                parts.append(f'{name}={_quote(value)}')
            elif key not in self._flags:
                parts.append(f'{name}={value}')
            elif value:
                parts.append(name)
        return '; '.join(parts)

    __class_getitem__ = classmethod(types.GenericAlias)


_PATTERN = re.compile(r'''\s*(?P<key>[\w\d!#%&'~_`><@,:/\$\*\+\-\.\^\|\)\(\?\}\{\=]+?)(\s*=\s*(?P<val>"(?:[^\\"]|\\.)*"'''
                      r'''|\w{3,6},\s[\w\d\s-]{9,11}\s[\d:]{8}\sGMT|[\w\d!#%&'~_`><@,:/\$\*\+\-\.\^\|\)\(\?\}\{\=\[\]]*))?'''
                      r'''\s*(\s+|;|$)''', re.ASCII)


class BaseCookie(dict):
    """Cookies by their keys."""

    def value_decode(self, val):
        """(value, value as it was sent)"""
        return val, val

    def value_encode(self, val):
        """(value, value as it is sent)"""
        text = str(val)
        return text, text

    def __init__(self, input=None):
        if input:
            self.load(input)

    def _put(self, key, value, coded):
        morsel = self.get(key, Morsel())
        morsel.set(key, value, coded)
        dict.__setitem__(self, key, morsel)

    def __setitem__(self, key, value):
        if isinstance(value, Morsel):
            dict.__setitem__(self, key, value)
        else:
            self._put(key, *self.value_encode(value))

    def output(self, attrs=None, header='Set-Cookie:', sep='\r\n'):
        """The lines of headers."""
        return sep.join(value.output(attrs, header) for _, value in sorted(self.items()))

    __str__ = output

    def __repr__(self):
        pairs = [f'{key}={value.value!r}' for key, value in sorted(self.items())]
        return f"<{self.__class__.__name__}: {' '.join(pairs)}>"

    def js_output(self, attrs=None):
        """Scripts that set the cookies."""
        return ''.join(value.js_output(attrs) for _, value in sorted(self.items()))

    def load(self, rawdata):
        """Takes the cookies out of a header, or out of a dictionary."""
        if isinstance(rawdata, str):
            self._parse(rawdata)
            return
        for key, value in rawdata.items():
            self[key] = value

    def _parse(self, text):
        at, found, seen = 0, [], False
        while 0 <= at < len(text):
            part = _PATTERN.match(text, at)
            if not part:
                break
            key, value = part['key'], part['val']
            at = part.end()
            if key[0] == '$':
                if seen:
                    found.append((key[1:], value, True))
            elif key.lower() in Morsel._reserved:
                if not seen:
                    return
                if value is None:
                    if key.lower() not in Morsel._flags:
                        return
                    found.append((key, True, True))
                else:
                    found.append((key, _unquote(value), True))
            elif value is not None:
                found.append((key, self.value_decode(value), False))
                seen = True
            else:
                return
        morsel = None
        for key, value, is_attribute in found:
            if is_attribute:
                morsel[key] = value
            else:
                self._put(key, *value)
                morsel = self[key]


class SimpleCookie(BaseCookie):
    """Cookies whose values are texts."""

    def value_decode(self, val):
        return _unquote(val), val

    def value_encode(self, val):
        text = str(val)
        return text, _quote(text)
