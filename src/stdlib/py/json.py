"""JSON: text out of objects, and objects out of text."""

__all__ = ['dump', 'dumps', 'load', 'loads', 'JSONDecoder', 'JSONDecodeError', 'JSONEncoder', 'detect_encoding']

_INFINITY = float('inf')


class JSONDecodeError(ValueError):
    """What is wrong with a document, and where."""

    __module__ = 'json.decoder'

    def __init__(self, msg, doc, pos):
        lineno = doc.count('\n', 0, pos) + 1
        colno = pos - doc.rfind('\n', 0, pos)
        super().__init__(f'{msg}: line {lineno} column {colno} (char {pos})')
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = lineno
        self.colno = colno

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


# --- decoding ---

_WHITESPACE = ' \t\n\r'
_BACKSLASH = {'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}
_CONSTANTS = {'NaN': float('nan'), 'Infinity': _INFINITY, '-Infinity': -_INFINITY}
_DIGITS = frozenset('0123456789')


def _skip(text, at):
    while text[at:at + 1] in _WHITESPACE and at < len(text):
        at += 1
    return at


def _hex4(text, at):
    digits = text[at:at + 4]
    if len(digits) == 4 and all(char in '0123456789abcdefABCDEF' for char in digits):
        return int(digits, 16)
    raise JSONDecodeError('Invalid \\uXXXX escape', text, at - 1)


def _scan_string(text, at, strict):
    """The string whose first character is at `at`, and the place behind its quote."""
    begin = at - 1
    end = text.find('"', at)
    if end < 0:
        # Something else may be wrong before the end.
        end = len(text)
    plain = text[at:end]
    if '\\' not in plain and end < len(text) and (not strict or plain.isprintable()):
        return plain, end + 1
    parts = []
    while True:
        start = at
        while at < len(text) and (char := text[at]) != '"' and char != '\\':
            if strict and char < ' ':
                raise JSONDecodeError('Invalid control character at', text, at)
            at += 1
        parts.append(text[start:at])
        if at >= len(text):
            raise JSONDecodeError('Unterminated string starting at', text, begin)
        if char == '"':
            return ''.join(parts), at + 1
        at += 1
        if at >= len(text):
            raise JSONDecodeError('Unterminated string starting at', text, begin)
        escape = text[at]
        if escape != 'u':
            try:
                parts.append(_BACKSLASH[escape])
            except KeyError:
                raise JSONDecodeError('Invalid \\escape', text, at - 1) from None
            at += 1
            continue
        code = _hex4(text, at + 1)
        at += 5
        if 0xd800 <= code <= 0xdbff and text[at:at + 2] == '\\u':
            low = _hex4(text, at + 2)
            if 0xdc00 <= low <= 0xdfff:
                code = 0x10000 + ((code - 0xd800) << 10 | (low - 0xdc00))
                at += 6
        parts.append(chr(code))


class JSONDecoder:
    """Simple JSON decoder"""

    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
                 strict=True, object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or _CONSTANTS.__getitem__
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook

    def decode(self, s):
        """Return the Python representation of `s`, a str that contains a JSON document."""
        value, end = self.raw_decode(s, _skip(s, 0))
        end = _skip(s, end)
        if end != len(s):
            raise JSONDecodeError('Extra data', s, end)
        return value

    def raw_decode(self, s, idx=0):
        """Decode a JSON document from the start of `s`; also gives where it ended."""
        if idx < 0:
            raise ValueError('idx cannot be negative')
        return self._value(s, idx)

    def _value(self, s, at):
        char = s[at:at + 1]
        if char == '"':
            return _scan_string(s, at + 1, self.strict)
        if char == '{':
            return self._object(s, at + 1)
        if char == '[':
            return self._array(s, at + 1)
        if char in _DIGITS or char == '-':
            return self._number(s, at)
        if char == 'n' and s.startswith('null', at):
            return None, at + 4
        if char == 't' and s.startswith('true', at):
            return True, at + 4
        if char == 'f' and s.startswith('false', at):
            return False, at + 5
        if char == 'N' and s.startswith('NaN', at):
            return self.parse_constant('NaN'), at + 3
        if char == 'I' and s.startswith('Infinity', at):
            return self.parse_constant('Infinity'), at + 8
        raise JSONDecodeError('Expecting value', s, at)

    def _number(self, s, at):
        start = at
        length = len(s)
        if s[at] == '-':
            at += 1
            if s.startswith('Infinity', at):
                return self.parse_constant('-Infinity'), at + 8
        digits = at
        while at < length and s[at] in _DIGITS:
            at += 1
        if at == digits:
            raise JSONDecodeError('Expecting value', s, start)
        if s[digits] == '0':
            at = digits + 1
        is_float = False
        if at + 1 < length and s[at] == '.' and s[at + 1] in _DIGITS:
            is_float = True
            at += 2
            while at < length and s[at] in _DIGITS:
                at += 1
        if at < length and s[at] in 'eE':
            exponent = at + 1
            if exponent < length and s[exponent] in '+-':
                exponent += 1
            if exponent < length and s[exponent] in _DIGITS:
                is_float = True
                at = exponent
                while at < length and s[at] in _DIGITS:
                    at += 1
        text = s[start:at]
        return (self.parse_float if is_float else self.parse_int)(text), at

    def _array(self, s, at):
        values = []
        at = _skip(s, at)
        if s[at:at + 1] == ']':
            return values, at + 1
        while True:
            value, at = self._value(s, at)
            values.append(value)
            at = _skip(s, at)
            char = s[at:at + 1]
            if char == ']':
                return values, at + 1
            if char != ',':
                raise JSONDecodeError("Expecting ',' delimiter", s, at)
            at = _skip(s, at + 1)

    def _object(self, s, at):
        pairs = []
        at = _skip(s, at)
        if s[at:at + 1] == '}':
            return self._finish(pairs), at + 1
        if s[at:at + 1] != '"':
            raise JSONDecodeError('Expecting property name enclosed in double quotes', s, at)
        while True:
            key, at = _scan_string(s, at + 1, self.strict)
            at = _skip(s, at)
            if s[at:at + 1] != ':':
                raise JSONDecodeError("Expecting ':' delimiter", s, at)
            value, at = self._value(s, _skip(s, at + 1))
            pairs.append((key, value))
            at = _skip(s, at)
            char = s[at:at + 1]
            if char == '}':
                return self._finish(pairs), at + 1
            if char != ',':
                raise JSONDecodeError("Expecting ',' delimiter", s, at)
            at = _skip(s, at + 1)
            if s[at:at + 1] != '"':
                raise JSONDecodeError('Expecting property name enclosed in double quotes', s, at)

    def _finish(self, pairs):
        if self.object_pairs_hook is not None:
            return self.object_pairs_hook(pairs)
        made = dict(pairs)
        return made if self.object_hook is None else self.object_hook(made)


# --- encoding ---

_ESCAPES = {chr(code): f'\\u{code:04x}' for code in range(0x20)}
_ESCAPES.update({'\\': '\\\\', '"': '\\"', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t'})
_translation = {ord(char): text for char, text in _ESCAPES.items()}


def _quote(text):
    if text.isprintable() and '"' not in text and '\\' not in text:
        return f'"{text}"'
    return '"' + text.translate(_translation) + '"'


def _quote_ascii(text):
    quoted = _quote(text)
    if quoted.isascii() and '\x7f' not in quoted:
        return quoted
    parts = []
    for char in quoted:
        code = ord(char)
        if ' ' <= char <= '~':
            parts.append(char)
        elif code < 0x10000:
            parts.append(f'\\u{code:04x}')
        else:
            code -= 0x10000
            parts.append(f'\\u{0xd800 | code >> 10:04x}\\u{0xdc00 | code & 0x3ff:04x}')
    return ''.join(parts)


class JSONEncoder:
    """Extensible JSON encoder for Python data structures."""

    item_separator = ', '
    key_separator = ': '

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True,
                 sort_keys=False, indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ','
        if default is not None:
            self.default = default

    def default(self, o):
        """To be overridden: something serializable for `o`, or a TypeError."""
        raise TypeError(f'Object of type {o.__class__.__name__} is not JSON serializable')

    def encode(self, o):
        """Return a JSON string representation of a Python data structure."""
        parts = []
        self._write(o, parts.append, 0, set())
        return ''.join(parts)

    def iterencode(self, o, _one_shot=False):
        """Encode the given object and yield each string representation as available."""
        parts = []
        self._write(o, parts.append, 0, set())
        return iter(parts)

    def _float(self, o):
        if o != o:
            text = 'NaN'
        elif o == _INFINITY:
            text = 'Infinity'
        elif o == -_INFINITY:
            text = '-Infinity'
        else:
            return float.__repr__(o)
        if not self.allow_nan:
            raise ValueError('Out of range float values are not JSON compliant: ' + repr(o))
        return text

    def _quote(self, text):
        return _quote_ascii(text) if self.ensure_ascii else _quote(text)

    def _write(self, o, write, level, open):
        if isinstance(o, str):
            write(self._quote(o))
        elif o is None:
            write('null')
        elif o is True:
            write('true')
        elif o is False:
            write('false')
        elif isinstance(o, int):
            write(int.__repr__(o))
        elif isinstance(o, float):
            write(self._float(o))
        elif isinstance(o, (list, tuple)):
            self._write_items(o, write, level, open)
        elif isinstance(o, dict):
            self._write_pairs(o, write, level, open)
        else:
            self._enter(o, open)
            self._write(self.default(o), write, level, open)
            open.discard(id(o))

    def _enter(self, o, open):
        if self.check_circular:
            if id(o) in open:
                raise ValueError('Circular reference detected')
            open.add(id(o))

    def _breaks(self, level):
        """What goes before an item at a level, and before the closing bracket."""
        if self.indent is None:
            return '', ''
        unit = self.indent if isinstance(self.indent, str) else ' ' * self.indent
        return '\n' + unit * (level + 1), '\n' + unit * level

    def _write_items(self, items, write, level, open):
        if not items:
            write('[]')
            return
        self._enter(items, open)
        before, after = self._breaks(level)
        separator = '[' + before
        for item in items:
            write(separator)
            self._write(item, write, level + 1, open)
            separator = self.item_separator + before
        write(after + ']')
        open.discard(id(items))

    def _key(self, key):
        if isinstance(key, str):
            return key
        if isinstance(key, float):
            return self._float(key)
        if key is True:
            return 'true'
        if key is False:
            return 'false'
        if key is None:
            return 'null'
        if isinstance(key, int):
            return int.__repr__(key)
        if self.skipkeys:
            return None
        raise TypeError(f'keys must be str, int, float, bool or None, not {key.__class__.__name__}')

    def _write_pairs(self, mapping, write, level, open):
        if not mapping:
            write('{}')
            return
        self._enter(mapping, open)
        before, after = self._breaks(level)
        opening = separator = '{' + before
        for key, value in sorted(mapping.items()) if self.sort_keys else mapping.items():
            key = self._key(key)
            if key is None:
                continue
            write(separator)
            write(self._quote(key))
            write(self.key_separator)
            self._write(value, write, level + 1, open)
            separator = self.item_separator + before
        write('{}' if separator is opening else after + '}')
        open.discard(id(mapping))


# --- functions ---

def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None,
          indent=None, separators=None, default=None, sort_keys=False, **kw):
    """Serialize `obj` to a JSON formatted `str`."""
    cls = JSONEncoder if cls is None else cls
    return cls(skipkeys=skipkeys, ensure_ascii=ensure_ascii, check_circular=check_circular,
               allow_nan=allow_nan, indent=indent, separators=separators, default=default,
               sort_keys=sort_keys, **kw).encode(obj)


def dump(obj, fp, **kw):
    """Serialize `obj` as a JSON formatted stream to `fp`."""
    fp.write(dumps(obj, **kw))


def detect_encoding(b):
    """The encoding of a document: by its mark, or by where its zeros are."""
    if b.startswith((b'\x00\x00\xfe\xff', b'\xff\xfe\x00\x00')):
        return 'utf-32'
    if b.startswith((b'\xfe\xff', b'\xff\xfe')):
        return 'utf-16'
    return 'utf-8-sig' if b.startswith(b'\xef\xbb\xbf') else 'utf-8'


_default_decoder = JSONDecoder()


def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
          object_pairs_hook=None, **kw):
    """Deserialize `s` (a str, bytes or bytearray that contains a JSON document)."""
    if isinstance(s, str):
        if s.startswith('\ufeff'):
            raise JSONDecodeError('Unexpected UTF-8 BOM (decode using utf-8-sig)', s, 0)
    elif isinstance(s, (bytes, bytearray)):
        s = s.decode(detect_encoding(s))
    else:
        raise TypeError(f'the JSON object must be str, bytes or bytearray, not {s.__class__.__name__}')
    settings = {
        'object_hook': object_hook, 'parse_float': parse_float, 'parse_int': parse_int,
        'parse_constant': parse_constant, 'object_pairs_hook': object_pairs_hook,
    }
    settings = {name: value for name, value in settings.items() if value is not None}
    if cls is None and not settings and not kw:
        return _default_decoder.decode(s)
    return (JSONDecoder if cls is None else cls)(**settings, **kw).decode(s)


def load(fp, **kw):
    """Deserialize `fp` (a file that contains a JSON document)."""
    return loads(fp.read(), **kw)
