"""TOML, a format of configuration files: tables of keys and values.

    title = "x"          [owner]            [[points]]
    a.b = [1, 2.5]       born = 1979-05-27  x = 1
"""

import re
from datetime import date, datetime, time, timedelta, timezone

__all__ = ['loads', 'load', 'TOMLDecodeError']


class TOMLDecodeError(ValueError):
    """The text is not TOML."""


_BARE_KEY = re.compile(r'[A-Za-z0-9_-]+')
_TIME = r'([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,6})\d*)?'
_DATETIME = re.compile(rf'(\d{{4}})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?:[Tt ]{_TIME}(?:([Zz])|([+-])([01]\d|2[0-3]):([0-5]\d))?)?')
_LOCAL_TIME = re.compile(_TIME)
_NUMBER = re.compile(r'0(?:x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|b[01](?:_?[01])*|o[0-7](?:_?[0-7])*)'
                     r'|[+-]?(?:0|[1-9](?:_?\d)*)((?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?)')
_ESCAPES = {'b': '\b', 't': '\t', 'n': '\n', 'f': '\f', 'r': '\r', '"': '"', '\\': '\\'}
_CONTROL = set(map(chr, range(32))) - {'\t'} | {'\x7f'}


def load(fp, /, *, parse_float=float):
    """The tables of a binary file."""
    data = fp.read()
    try:
        text = data.decode()
    except AttributeError:
        raise TypeError("File must be opened in binary mode, e.g. use `open('foo.toml', 'rb')`") from None
    return loads(text, parse_float=parse_float)


def loads(s, /, *, parse_float=float):
    """The tables of a text."""
    try:
        text = s.replace('\r\n', '\n')
    except AttributeError:
        raise TypeError(f"Expected str object, not '{type(s).__qualname__}'") from None
    if parse_float is not float:
        def number(text):
            value = parse_float(text)
            if isinstance(value, (dict, list)):
                raise ValueError('parse_float must not return dicts or lists')
            return value
    else:
        number = float
    return _Reader(text, number).document()


class _Reader:
    """Reads a document from a place in its text on."""

    def __init__(self, text, parse_float):
        self.text, self.at, self.parse_float = text, 0, parse_float
        self.root = {}
        self.declared, self.frozen = set(), set()
        # Tables that keys with dots made, by the header that they stand under.
        self.dotted = {}

    def error(self, message):
        if self.at >= len(self.text):
            return TOMLDecodeError(f'{message} (at end of document)')
        line = self.text.count('\n', 0, self.at) + 1
        column = self.at - self.text.rfind('\n', 0, self.at)
        return TOMLDecodeError(f'{message} (at line {line}, column {column})')

    def peek(self, size=1):
        return self.text[self.at:self.at + size]

    def skip(self, characters):
        while self.at < len(self.text) and self.text[self.at] in characters:
            self.at += 1

    def comment(self):
        if self.peek() == '#':
            end = self.text.find('\n', self.at)
            end = len(self.text) if end < 0 else end
            for place in range(self.at + 1, end):
                if self.text[place] in _CONTROL:
                    self.at = place
                    raise self.error(f'Found invalid character {self.text[place]!r}')
            self.at = end

    def blank(self):
        """Passes blanks, line ends and comments."""
        while True:
            before = self.at
            self.skip(' \t\n')
            self.comment()
            if self.at == before:
                return

    # --- tables ---

    def document(self):
        header = ()
        while True:
            self.skip(' \t')
            sign = self.peek()
            if not sign:
                return self.root
            if sign == '\n':
                self.at += 1
                continue
            if sign == '[':
                header = self.list_header() if self.peek(2) == '[[' else self.table_header()
            elif sign in '"\'' or _BARE_KEY.match(sign):
                self.pair(header)
            elif sign != '#':
                raise self.error('Invalid statement')
            self.skip(' \t')
            self.comment()
            if self.at < len(self.text):
                if self.peek() != '\n':
                    raise self.error('Expected newline or end of document after a statement')
                self.at += 1

    def nested(self, path, through_lists=True):
        """The table of a path, made where there is none."""
        table = self.root
        for key in path:
            table = table.setdefault(key, {})
            if isinstance(table, list) and through_lists:
                table = table[-1]
            if not isinstance(table, dict):
                raise KeyError('There is no nest behind this key')
        return table

    def is_frozen(self, path):
        return any(path[:size] in self.frozen for size in range(1, len(path) + 1))

    def table_header(self):
        self.at += 1
        self.skip(' \t')
        key = self.key()
        if key in self.declared or self.is_frozen(key):
            raise self.error(f'Cannot declare {key} twice')
        self.declared.add(key)
        try:
            self.nested(key)
        except KeyError:
            raise self.error('Cannot overwrite a value') from None
        if self.peek() != ']':
            raise self.error("Expected ']' at the end of a table declaration")
        self.at += 1
        return key

    def list_header(self):
        self.at += 2
        self.skip(' \t')
        key = self.key()
        if self.is_frozen(key):
            raise self.error(f'Cannot mutate immutable namespace {key}')
        # What was declared below the last table of the list may be declared again.
        for known in (self.declared, self.frozen):
            known -= {path for path in known if path[:len(key)] == key}
        self.declared.add(key)
        try:
            above = self.nested(key[:-1])
            if isinstance(above.setdefault(key[-1], []), list):
                above[key[-1]].append({})
            else:
                raise KeyError
        except KeyError:
            raise self.error('Cannot overwrite a value') from None
        if self.peek(2) != ']]':
            raise self.error("Expected ']]' at the end of an array declaration")
        self.at += 2
        return key

    def pair(self, header):
        key, value = self.key_and_value()
        for size in range(1, len(key)):
            path = header + key[:size]
            if path in self.declared and self.dotted.get(path) != header:
                raise self.error(f'Cannot redefine namespace {path}')
            self.declared.add(path)
            self.dotted[path] = header
        if self.is_frozen(header + key[:-1]):
            raise self.error(f'Cannot mutate immutable namespace {header + key[:-1]}')
        try:
            table = self.nested(header)
            for part in key[:-1]:
                table = table.setdefault(part, {})
                if not isinstance(table, dict):
                    raise KeyError
        except KeyError:
            raise self.error('Cannot overwrite a value') from None
        if key[-1] in table:
            raise self.error('Cannot overwrite a value')
        if isinstance(value, (dict, list)):
            self.frozen.add(header + key)
        table[key[-1]] = value

    def key_and_value(self):
        key = self.key()
        if self.peek() != '=':
            raise self.error("Expected '=' after a key in a key/value pair")
        self.at += 1
        self.skip(' \t')
        return key, self.value()

    def key(self):
        parts = [self.key_part()]
        self.skip(' \t')
        while self.peek() == '.':
            self.at += 1
            self.skip(' \t')
            parts.append(self.key_part())
            self.skip(' \t')
        return tuple(parts)

    def key_part(self):
        sign = self.peek()
        bare = _BARE_KEY.match(self.text, self.at)
        if bare:
            self.at = bare.end()
            return bare[0]
        if sign == "'":
            return self.literal()
        if sign == '"':
            return self.basic()
        raise self.error('Invalid initial character for a key part')

    # --- values ---

    def value(self):
        sign, text = self.peek(), self.text
        if sign == '"':
            return self.long_basic() if self.peek(3) == '"""' else self.basic()
        if sign == "'":
            return self.long_literal() if self.peek(3) == "'''" else self.literal()
        for word, value in (('true', True), ('false', False)):
            if text.startswith(word, self.at):
                self.at += len(word)
                return value
        if sign == '[':
            return self.array()
        if sign == '{':
            return self.inline_table()
        found = _DATETIME.match(text, self.at)
        if found:
            try:
                value = _date(found)
            except ValueError:
                raise self.error('Invalid date or datetime') from None
            self.at = found.end()
            return value
        found = _LOCAL_TIME.match(text, self.at)
        if found:
            self.at = found.end()
            return _time(found.groups())
        found = _NUMBER.match(text, self.at)
        if found:
            self.at = found.end()
            return self.parse_float(found[0]) if found[1] else int(found[0], 0)
        for word in ('inf', 'nan', '+inf', '-inf', '+nan', '-nan'):
            if text.startswith(word, self.at):
                self.at += len(word)
                return self.parse_float(word)
        raise self.error('Invalid value')

    def array(self):
        self.at += 1
        items = []
        self.blank()
        while self.peek() != ']':
            items.append(self.value())
            self.blank()
            if self.peek() == ',':
                self.at += 1
                self.blank()
            elif self.peek() != ']':
                raise self.error('Unclosed array')
        self.at += 1
        return items

    def inline_table(self):
        self.at += 1
        table, frozen = {}, set()
        self.skip(' \t')
        if self.peek() == '}':
            self.at += 1
            return table
        while True:
            key, value = self.key_and_value()
            inner = table
            for size, part in enumerate(key[:-1], 1):
                if key[:size] in frozen:
                    raise self.error(f'Cannot mutate immutable namespace {key[:size]}')
                inner = inner.setdefault(part, {})
                if not isinstance(inner, dict):
                    raise self.error('Cannot overwrite a value')
            if key[-1] in inner:
                raise self.error(f'Duplicate inline table key {key[-1]!r}')
            inner[key[-1]] = value
            if isinstance(value, (dict, list)):
                frozen.add(key)
            self.skip(' \t')
            if self.peek() == '}':
                self.at += 1
                return table
            if self.peek() != ',':
                raise self.error('Unclosed inline table')
            self.at += 1
            self.skip(' \t')

    # --- strings ---

    def literal(self):
        self.at += 1
        end = self.at
        while end < len(self.text) and self.text[end] != "'":
            if self.text[end] in _CONTROL:
                self.at = end
                raise self.error(f'Found invalid character {self.text[end]!r}')
            end += 1
        if end >= len(self.text):
            self.at = end
            raise self.error('Expected "\'"')
        value = self.text[self.at:end]
        self.at = end + 1
        return value

    def long_literal(self):
        self.at += 3
        if self.peek() == '\n':
            self.at += 1
        end = self.text.find("'''", self.at)
        if end < 0:
            self.at = len(self.text)
            raise self.error('Expected "\'\'\'"')
        for _ in range(2):
            if self.text[end + 3:end + 4] == "'":
                end += 1
        value = self.text[self.at:end]
        for place, sign in enumerate(value):
            if sign in _CONTROL and sign != '\n':
                self.at += place
                raise self.error(f'Found invalid character {sign!r}')
        self.at = end + 3
        return value

    def basic(self):
        self.at += 1
        pieces = []
        while True:
            sign = self.peek()
            if not sign:
                raise self.error('Unterminated string')
            if sign == '"':
                self.at += 1
                return ''.join(pieces)
            if sign == '\\':
                pieces.append(self.escape(False))
            elif sign in _CONTROL:
                raise self.error(f'Illegal character {sign!r}')
            else:
                pieces.append(sign)
                self.at += 1

    def long_basic(self):
        self.at += 3
        if self.peek() == '\n':
            self.at += 1
        pieces = []
        while True:
            sign = self.peek()
            if not sign:
                raise self.error('Unterminated string')
            if sign == '"' and self.peek(3) == '"""':
                extra = 0
                while extra < 2 and self.text[self.at + 3 + extra:self.at + 4 + extra] == '"':
                    extra += 1
                self.at += 3 + extra
                return ''.join(pieces) + '"' * extra
            if sign == '\\':
                pieces.append(self.escape(True))
            elif sign in _CONTROL and sign != '\n':
                raise self.error(f'Illegal character {sign!r}')
            else:
                pieces.append(sign)
                self.at += 1

    def escape(self, long):
        kind = self.text[self.at + 1:self.at + 2]
        if long and kind in (' ', '\t', '\n'):
            self.at += 1
            if kind != '\n':
                self.skip(' \t')
                if not self.peek():
                    return ''
                if self.peek() != '\n':
                    raise self.error("Unescaped '\\' in a string")
            self.skip(' \t\n')
            return ''
        self.at += 2
        if kind in _ESCAPES:
            return _ESCAPES[kind]
        if kind in ('u', 'U'):
            size = 4 if kind == 'u' else 8
            digits = self.peek(size)
            if len(digits) != size or set(digits) - set('0123456789abcdefABCDEF'):
                raise self.error('Invalid hex value')
            number = int(digits, 16)
            self.at += size
            if number > 0x10ffff or 0xd800 <= number <= 0xdfff:
                raise self.error('Escaped character is not a Unicode scalar value')
            return chr(number)
        if not kind:
            raise self.error('Unterminated string')
        raise self.error("Unescaped '\\' in a string")


def _time(groups):
    hour, minute, second, fraction = groups
    return time(int(hour), int(minute), int(second), int(fraction.ljust(6, '0')) if fraction else 0)


def _date(found):
    year, month, day, *clock, utc, sign, hours, minutes = found.groups()
    day = date(int(year), int(month), int(day))
    if clock[0] is None:
        return day
    zone = None
    if sign:
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        zone = timezone(-offset if sign == '-' else offset)
    elif utc:
        zone = timezone.utc
    return datetime.combine(day, _time(clock), zone)
