"""Regular expressions. The matching is done in Rust, by `_re`."""

import _re
import enum

__all__ = [
    'match', 'fullmatch', 'search', 'sub', 'subn', 'split', 'findall', 'finditer', 'compile',
    'purge', 'escape', 'error', 'Pattern', 'Match', 'A', 'I', 'L', 'M', 'S', 'X', 'U', 'ASCII',
    'IGNORECASE', 'LOCALE', 'MULTILINE', 'DOTALL', 'VERBOSE', 'UNICODE', 'NOFLAG', 'RegexFlag',
]

Pattern = _re.Pattern
Match = _re.Match


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
        text = str(template, 'latin-1')
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
        if flags & 4:
            raise ValueError('cannot use LOCALE flag with a str pattern')
        if flags & 256 and flags & 32:
            raise ValueError('ASCII and UNICODE flags are incompatible')
        text = pattern
    elif isinstance(pattern, (bytes, bytearray)):
        if flags & 32:
            raise ValueError('cannot use UNICODE flag with a bytes pattern')
        text = bytes(pattern).decode('latin-1')
    else:
        raise TypeError('first argument must be string or compiled pattern')
    made = _re.compile(pattern, text, flags & ~128)
    if type(made) is tuple:
        raise error(made[0], pattern, made[1])
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


class Scanner:
    """Cuts a text into tokens: a list of pairs of a pattern and what is called with its matches."""

    def __init__(self, lexicon, flags=0):
        self.lexicon = lexicon
        self._parts = [(compile(phrase, flags), action) for phrase, action in lexicon]

    def scan(self, string):
        """The tokens, and the rest that no pattern matches."""
        found, at = [], 0
        while True:
            for pattern, action in self._parts:
                self.match = match = pattern.match(string, at)
                if match is not None:
                    break
            else:
                break
            if match.end() == at:
                break
            at = match.end()
            token = action(self, match.group()) if callable(action) else action
            if token is not None:
                found.append(token)
        return found, string[at:]
