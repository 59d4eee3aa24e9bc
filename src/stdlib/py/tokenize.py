"""The tokens of a text, one after the other."""

import re as _re
import token
from collections import namedtuple as _namedtuple
from token import *

import _ast

cookie_re = _re.compile(r'^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)', _re.ASCII)
_BLANK = _re.compile(br'^[ \t\f]*(?:[#\r\n]|$)', _re.ASCII)

__all__ = token.__all__ + ['tokenize', 'generate_tokens', 'detect_encoding', 'untokenize', 'TokenInfo', 'open', 'TokenError']
_open = open


class TokenError(Exception):
    pass


class TokenInfo(_namedtuple('TokenInfo', 'type string start end line')):
    """A token: its kind, text, where it begins and ends, and the line it stands in."""

    def __repr__(self):
        kind = f'{self.type} ({tok_name[self.type]})'
        return (f'TokenInfo(type={kind}, string={self.string!r}, start={self.start!r}, end={self.end!r}, '
                f'line={self.line!r})')

    @property
    def exact_type(self):
        """The kind, told apart for each operator."""
        if self.type == OP and self.string in EXACT_TOKEN_TYPES:
            return EXACT_TOKEN_TYPES[self.string]
        return self.type


def detect_encoding(readline):
    """The encoding of a file by its mark or coding line, and the lines that were read to see it."""
    def line():
        try:
            return readline()
        except StopIteration:
            return b''

    def cookie(text):
        found = cookie_re.match(text.decode('latin-1'))
        if not found:
            return None
        import codecs
        try:
            codecs.lookup(found[1])
        except LookupError:
            raise SyntaxError('unknown encoding: ' + found[1]) from None
        name = found[1].lower().replace('_', '-')
        return 'utf-8' if name == 'utf-8' or name.startswith('utf-8-') else (
            'iso-8859-1' if name in ('latin-1', 'iso-8859-1', 'iso-latin-1') else found[1])

    first = line()
    usual = 'utf-8'
    if first.startswith(b'\xef\xbb\xbf'):
        first, usual = first[3:], 'utf-8-sig'
    if not first:
        return usual, []
    named = cookie(first)
    if named:
        return (usual if usual != 'utf-8' else named), [first]
    if not _BLANK.match(first):
        return usual, [first]
    second = line()
    if not second:
        return usual, [first]
    return cookie(second) or usual, [first, second]


def open(filename):
    """Opens a file of Python's to read its text."""
    with _open(filename, 'rb') as file:
        encoding, _ = detect_encoding(file.readline)
    return _open(filename, encoding=encoding)


def tokenize(readline):
    """The tokens of what `readline` gives as bytes; the first one names the encoding."""
    encoding, lines = detect_encoding(readline)
    yield TokenInfo(ENCODING, encoding, (0, 0), (0, 0), '')
    text = b''.join(lines).decode(encoding) + ''.join(line.decode(encoding) for line in _rest(readline))
    yield from _tokens(text)


def generate_tokens(readline):
    """The same for what gives str, without the encoding."""
    yield from _tokens(''.join(_rest(readline)))


def _rest(readline):
    while True:
        try:
            line = readline()
        except StopIteration:
            return
        if not line:
            return
        yield line


def _tokens(text):
    try:
        shown = _ast.tokens(text)
    except SyntaxError as error:
        if isinstance(error, IndentationError):
            raise
        message, place = error.msg, (error.lineno, error.offset or 1)
        if 'never closed' in message:
            message, place = 'unexpected EOF in multi-line statement', (text.count('\n') + 1, 0)
        elif 'unterminated triple-quoted' in message:
            message = 'EOF in multi-line string'
        raise TokenError(message, place) from None
    lines = text.splitlines(keepends=True)
    for kind, string, start, end in shown[1:]:
        yield TokenInfo(globals()[kind], string, start, end, ''.join(lines[start[0] - 1:end[0]]))


def untokenize(iterable):
    """Text out of tokens: as it was when they say where they stood, else with blanks between."""
    parts, row, column, encoding = [], 1, 0, None
    indents, at_start = [], True
    for item in iterable:
        kind, string = item[:2]
        if kind == ENCODING:
            encoding = string
            continue
        if kind == ENDMARKER:
            break
        if len(item) == 2:
            if kind == INDENT:
                indents.append(string)
                continue
            if kind == DEDENT:
                indents.pop()
                continue
            if at_start and indents and kind not in (NEWLINE, NL):
                parts.append(indents[-1])
            parts.append(string + ' ' if kind in (NAME, NUMBER) else string)
            at_start = kind in (NEWLINE, NL)
            continue
        start, end = item[2:4]
        if kind == DEDENT:
            continue
        if start[0] > row:
            parts.append('\\\n' * (start[0] - row))
            row, column = start[0], 0
        parts.append(' ' * (start[1] - column) + string)
        if kind == FSTRING_MIDDLE:
            parts[-1] = parts[-1].replace('{', '{{').replace('}', '}}')
        row, column = end
        if kind in (NEWLINE, NL):
            row, column = row + 1, 0
    text = ''.join(parts)
    return text.encode(encoding) if encoding is not None else text
