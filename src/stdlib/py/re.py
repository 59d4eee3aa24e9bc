"""Regular expressions. The matching is done in Rust, by `_re`."""

import _re
import enum

__all__ = [
    'match', 'fullmatch', 'search', 'sub', 'subn', 'split', 'findall', 'finditer', 'compile',
    'purge', 'escape', 'error', 'Pattern', 'Match', 'A', 'I', 'L', 'M', 'S', 'X', 'U', 'ASCII',
    'IGNORECASE', 'LOCALE', 'MULTILINE', 'DOTALL', 'VERBOSE', 'UNICODE', 'NOFLAG', 'RegexFlag',
]

_END = (1 << 62) - 1
_GenericAlias = type(list[int])


class RegexFlag(enum.IntFlag):
    NOFLAG = 0
    ASCII = A = 256
    IGNORECASE = I = 2
    LOCALE = L = 4
    UNICODE = U = 32
    MULTILINE = M = 8
    DOTALL = S = 16
    VERBOSE = X = 64
    DEBUG = 128

    def __repr__(self):
        if self._value_ == 0:
            return 're.NOFLAG'
        known = [
            f're.{flag._name_}' for flag in RegexFlag
            if flag._value_ and self._value_ & flag._value_ == flag._value_
        ]
        rest = self._value_
        for flag in RegexFlag:
            rest &= ~flag._value_
        if rest:
            known.append(hex(rest))
        return '|'.join(known)

    __str__ = object.__str__


NOFLAG = RegexFlag.NOFLAG
A = ASCII = RegexFlag.ASCII
I = IGNORECASE = RegexFlag.IGNORECASE
L = LOCALE = RegexFlag.LOCALE
U = UNICODE = RegexFlag.UNICODE
M = MULTILINE = RegexFlag.MULTILINE
S = DOTALL = RegexFlag.DOTALL
X = VERBOSE = RegexFlag.VERBOSE
DEBUG = RegexFlag.DEBUG


class error(Exception):
    """What is wrong with a pattern, and where."""

    __module__ = 're'

    def __init__(self, msg, pattern=None, pos=None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        self.lineno = self.colno = None
        if pattern is not None and pos is not None:
            newline = '\n' if isinstance(pattern, str) else b'\n'
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            msg = f'{msg} at position {pos}'
            if newline in pattern:
                msg = f'{msg} (line {self.lineno}, column {self.colno})'
        super().__init__(msg)


class Pattern:
    """Compiled regular expression object."""

    __slots__ = ('pattern', 'flags', 'groups', 'groupindex', '_compiled', '_names', '_bytes')
    __class_getitem__ = classmethod(_GenericAlias)

    def __init__(self):
        raise TypeError("cannot create 're.Pattern' instances")

    def _text(self, string):
        """What `_re` is to look at: bytes as their Latin-1 text."""
        if self._bytes:
            if isinstance(string, str):
                raise TypeError('cannot use a bytes pattern on a string-like object')
            if not isinstance(string, (bytes, bytearray)):
                raise TypeError(f"expected string or bytes-like object, got '{type(string).__name__}'")
            return bytes(string).decode('latin-1')
        if not isinstance(string, str):
            if isinstance(string, (bytes, bytearray)):
                raise TypeError('cannot use a string pattern on a bytes-like object')
            raise TypeError(f"expected string or bytes-like object, got '{type(string).__name__}'")
        return string

    def _find(self, how, string, pos, endpos):
        spans = _re.find(self._compiled, how, self._text(string), pos, endpos)
        return None if spans is None else _new_match(self, string, spans, pos, endpos)

    def search(self, string, pos=0, endpos=_END):
        """Scan through string looking for a match, and return a corresponding match object."""
        return self._find(0, string, pos, endpos)

    def match(self, string, pos=0, endpos=_END):
        """Matches zero or more characters at the beginning of the string."""
        return self._find(1, string, pos, endpos)

    def fullmatch(self, string, pos=0, endpos=_END):
        """Matches against all of the string."""
        return self._find(2, string, pos, endpos)

    def findall(self, string, pos=0, endpos=_END):
        """Return a list of all non-overlapping matches of pattern in string."""
        found = _re.scan(self._compiled, self._text(string), pos, endpos, 0)
        if self.groups == 0:
            return [string[spans[0]:spans[1]] for spans in found]
        if self.groups == 1:
            return [string[max(spans[2], 0):max(spans[3], 0)] for spans in found]
        places = range(2, 2 * self.groups + 2, 2)
        return [
            tuple([string[max(spans[i], 0):max(spans[i + 1], 0)] for i in places]) for spans in found
        ]

    def finditer(self, string, pos=0, endpos=_END):
        """Return an iterator over all non-overlapping matches for the pattern in string."""
        found = _re.scan(self._compiled, self._text(string), pos, endpos, 0)
        return iter([_new_match(self, string, spans, pos, endpos) for spans in found])

    def split(self, string, maxsplit=0):
        """Split string by the occurrences of pattern."""
        if maxsplit < 0:
            return [string]
        parts = []
        at = 0
        for spans in _re.scan(self._compiled, self._text(string), 0, _END, maxsplit):
            parts.append(string[at:spans[0]])
            for i in range(2, 2 * self.groups + 2, 2):
                parts.append(None if spans[i] < 0 else string[spans[i]:spans[i + 1]])
            at = spans[1]
        parts.append(string[at:])
        return parts

    def subn(self, repl, string, count=0):
        """The string with the matches replaced, and how many there were."""
        if count < 0:
            return string, 0
        text = self._text(string)
        parts = []
        at = 0
        if callable(repl):
            replace = repl
        else:
            pieces = _parse_template(repl, self)
            if len(pieces) == 1 and type(pieces[0]) is not int or not pieces:
                constant = pieces[0] if pieces else repl[:0]
                replace = None
            else:
                replace = lambda match: match._fill(pieces)
        found = _re.scan(self._compiled, text, 0, _END, count)
        for spans in found:
            parts.append(string[at:spans[0]])
            if replace is None:
                parts.append(constant)
            else:
                made = replace(_new_match(self, string, spans, 0, _END))
                if made is not None:
                    parts.append(made)
            at = spans[1]
        parts.append(string[at:])
        return (b'' if self._bytes else '').join(parts), len(found)

    def sub(self, repl, string, count=0):
        """Return the string obtained by replacing the leftmost non-overlapping occurrences."""
        return self.subn(repl, string, count)[0]

    def scanner(self, string, pos=0, endpos=_END):
        return _Scanner(self, string, pos, endpos)

    def __eq__(self, other):
        if not isinstance(other, Pattern):
            return NotImplemented
        return self.pattern == other.pattern and self.flags == other.flags

    def __hash__(self):
        return hash((self.pattern, self.flags))

    def __repr__(self):
        flags = self.flags
        if not self._bytes:
            flags &= ~32
        shown = repr(self.pattern)
        if len(shown) > 200:
            shown = shown[:200]
        if flags:
            return f're.compile({shown}, {RegexFlag(flags)!r})'
        return f're.compile({shown})'

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return compile, (self.pattern, self.flags)


class _Scanner:
    def __init__(self, pattern, string, pos, endpos):
        self.pattern = pattern
        self._string, self._pos, self._endpos = string, pos, endpos

    def _step(self, how):
        made = self.pattern._find(how, self._string, self._pos, self._endpos)
        if made is not None:
            self._pos = made.end() + (made.end() == made.start())
        return made

    def match(self):
        return self._step(1)

    def search(self):
        return self._step(0)


class Match:
    """The result of re.match() and re.search()."""

    __slots__ = ('re', 'string', 'pos', 'endpos', '_spans')
    __class_getitem__ = classmethod(_GenericAlias)

    def __init__(self):
        raise TypeError("cannot create 're.Match' instances")

    def _number(self, group):
        if isinstance(group, str) or isinstance(group, bytes):
            group = self.re.groupindex.get(group, -1)
        elif type(group) is not int:
            try:
                group = group.__index__()
            except AttributeError:
                group = -1
        if not 0 <= group <= self.re.groups:
            raise IndexError('no such group')
        return group

    def _get(self, group, default=None):
        start = self._spans[2 * group]
        return default if start < 0 else self.string[start:self._spans[2 * group + 1]]

    def group(self, *groups):
        """Return subgroup(s) of the match by indices or names."""
        if not groups:
            return self._get(0)
        if len(groups) == 1:
            return self._get(self._number(groups[0]))
        return tuple([self._get(self._number(group)) for group in groups])

    def __getitem__(self, group):
        return self._get(self._number(group))

    def groups(self, default=None):
        """Return a tuple containing all the subgroups of the match, from 1."""
        return tuple([self._get(group, default) for group in range(1, self.re.groups + 1)])

    def groupdict(self, default=None):
        """Return a dictionary containing all the named subgroups of the match."""
        return {name: self._get(number, default) for name, number in self.re.groupindex.items()}

    def start(self, group=0, /):
        """Return index of the start of the substring matched by group."""
        return self._spans[2 * self._number(group)]

    def end(self, group=0, /):
        """Return index of the end of the substring matched by group."""
        return self._spans[2 * self._number(group) + 1]

    def span(self, group=0, /):
        """For match object m, return the 2-tuple (m.start(group), m.end(group))."""
        number = self._number(group)
        return self._spans[2 * number], self._spans[2 * number + 1]

    @property
    def regs(self):
        return tuple([self.span(group) for group in range(self.re.groups + 1)])

    @property
    def lastindex(self):
        """The group that was closed last, or None."""
        last, place = None, (-1, 0)
        for group in range(1, self.re.groups + 1):
            start, end = self.span(group)
            # Of those that end at the same place, the outermost was closed last: it has the
            # lowest number, unless an empty group follows.
            if start >= 0 and (end > place[0] or start == end == place[0] > place[1]):
                last, place = group, (end, start)
        return last

    @property
    def lastgroup(self):
        """The name of that group, or None."""
        last = self.lastindex
        for name, number in self.re.groupindex.items():
            if number == last:
                return name
        return None

    def expand(self, template):
        """Return the string obtained by doing backslash substitution on the template."""
        return self._fill(_parse_template(template, self.re))

    def _fill(self, pieces):
        empty = self.string[:0]
        if not isinstance(empty, str):
            empty = b''
        return empty.join([self._get(p, empty) if type(p) is int else p for p in pieces])

    def __bool__(self):
        return True

    def __repr__(self):
        return f'<re.Match object; span={self.span()}, match={self.group()!r}>'

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


def _new_match(pattern, string, spans, pos, endpos):
    made = Match.__new__(Match)
    made.re = pattern
    made.string = string
    made._spans = spans
    length = len(string)
    made.pos = min(max(pos, 0), length)
    made.endpos = min(max(endpos, 0), length)
    return made


# --- replacement templates ---

_template_cache = {}
_ESCAPES = {'n': '\n', 't': '\t', 'r': '\r', 'f': '\f', 'v': '\v', 'a': '\a', 'b': '\b', '\\': '\\'}


def _parse_template(template, pattern):
    """A template as pieces: text, and the numbers of groups."""
    key = (template, pattern) if isinstance(template, (str, bytes)) else None
    if key in _template_cache:
        return _template_cache[key]
    if isinstance(template, str):
        text = template
        if '\\' not in text:
            return [text] if text else []
    else:
        text = bytes(template).decode('latin-1')
    pieces, literal = [], []

    def group(number, place):
        if number > pattern.groups:
            raise error(f'invalid group reference {number}', template, place)
        if literal:
            pieces.append(''.join(literal))
            literal.clear()
        pieces.append(number)

    at = 0
    while at < len(text):
        char = text[at]
        if char != '\\':
            literal.append(char)
            at += 1
            continue
        if at + 1 == len(text):
            raise error('bad escape (end of pattern)', template, at)
        char = text[at + 1]
        if char == 'g':
            if text[at + 2:at + 3] != '<':
                raise error('missing <', template, at + 2)
            end = text.find('>', at + 3)
            if end < 0:
                if at + 3 == len(text):
                    raise error('missing group name', template, at + 3)
                raise error('missing >, unterminated name', template, at + 3)
            name = text[at + 3:end]
            if not name:
                raise error('missing group name', template, at + 3)
            if name.isdecimal() and name.isascii():
                group(int(name), at + 3)
            elif name in pattern.groupindex:
                group(pattern.groupindex[name], at + 3)
            elif not name.isidentifier():
                raise error(f'bad character in group name {name!r}', template, at + 3)
            else:
                raise IndexError(f'unknown group name {name!r}')
            at = end + 1
        elif char == '0':
            digits = text[at + 1:at + 2]
            while len(digits) < 3 and text[at + 1 + len(digits):at + 2 + len(digits)] in tuple('01234567'):
                digits += text[at + 1 + len(digits)]
            literal.append(chr(int(digits, 8) & 0xff))
            at += 1 + len(digits)
        elif char.isdigit() and char.isascii():
            digits = char
            more = text[at + 2:at + 3]
            if more.isdigit() and more.isascii():
                digits += more
                third = text[at + 3:at + 4]
                if char in '01234567' and more in '01234567' and third and third in '01234567':
                    code = int(digits + third, 8)
                    if code > 0o377:
                        raise error(f'octal escape value \\{digits + third} outside of range 0-0o377',
                                    template, at)
                    literal.append(chr(code))
                    at += 4
                    continue
            group(int(digits), at + 1)
            at += 1 + len(digits)
        elif char in _ESCAPES:
            literal.append(_ESCAPES[char])
            at += 2
        elif char.isascii() and char.isalpha():
            raise error(f'bad escape \\{char}', template, at)
        else:
            literal.append('\\' + char)
            at += 2
    if literal:
        pieces.append(''.join(literal))
    if not isinstance(template, str):
        pieces = [piece if type(piece) is int else piece.encode('latin-1') for piece in pieces]
    if key is not None:
        if len(_template_cache) > 500:
            _template_cache.clear()
        _template_cache[key] = pieces
    return pieces


# --- functions ---

_cache = {}
_MOST = 512


def compile(pattern, flags=0):
    "Compile a regular expression pattern, returning a Pattern object."
    if isinstance(flags, RegexFlag):
        flags = flags.value
    try:
        return _cache[type(pattern), pattern, flags]
    except KeyError:
        pass
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError('cannot process flags argument with a compiled pattern')
        return pattern
    if isinstance(pattern, str):
        is_bytes = False
        if flags & 4:
            raise ValueError('cannot use LOCALE flag with a str pattern')
        if flags & 256 and flags & 32:
            raise ValueError('ASCII and UNICODE flags are incompatible')
        text = pattern
    elif isinstance(pattern, (bytes, bytearray)):
        is_bytes = True
        if flags & 32:
            raise ValueError('cannot use UNICODE flag with a bytes pattern')
        text = bytes(pattern).decode('latin-1')
    else:
        raise TypeError('first argument must be string or compiled pattern')
    compiled, *rest = _re.compile(text, flags & ~128, is_bytes)
    if compiled is None:
        raise error(rest[0], pattern, rest[1])
    made = Pattern.__new__(Pattern)
    made._compiled = compiled
    made.pattern = pattern
    made.flags, made.groups, made.groupindex = rest
    made._bytes = is_bytes
    if len(_cache) >= _MOST:
        del _cache[next(iter(_cache))]
    _cache[type(pattern), pattern, flags] = made
    return made


def match(pattern, string, flags=0):
    """Try to apply the pattern at the start of the string, returning a Match object, or None."""
    return compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    """Try to apply the pattern to all of the string, returning a Match object, or None."""
    return compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    """Scan through string looking for a match to the pattern, returning a Match object, or None."""
    return compile(pattern, flags).search(string)


def sub(pattern, repl, string, count=0, flags=0):
    """Return the string obtained by replacing the leftmost non-overlapping occurrences of the
    pattern in string by the replacement repl: text with escapes, or a function of the match.
    """
    return compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    """Return a 2-tuple containing (new_string, number)."""
    return compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, maxsplit=0, flags=0):
    """Split the source string by the occurrences of the pattern."""
    return compile(pattern, flags).split(string, maxsplit)


def findall(pattern, string, flags=0):
    """Return a list of all non-overlapping matches in the string."""
    return compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    """Return an iterator over all non-overlapping matches in the string."""
    return compile(pattern, flags).finditer(string)


def purge():
    "Clear the regular expression caches"
    _cache.clear()
    _template_cache.clear()


_special = {ord(char): '\\' + char for char in '()[]{}?*+-|^$\\.&~# \t\n\r\v\f'}


def escape(pattern):
    """Escape special characters in a string."""
    if isinstance(pattern, str):
        return pattern.translate(_special)
    return str(pattern, 'latin1').translate(_special).encode('latin1')
