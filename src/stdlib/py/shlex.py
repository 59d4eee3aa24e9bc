"""Command lines as a shell splits them."""

import re

__all__ = ['shlex', 'split', 'quote', 'join']

_UNSAFE = re.compile(r'[^\w@%+=:,./-]', re.ASCII)


def split(s, comments=False, posix=True):
    """The words of a command line."""
    if s is None:
        raise ValueError('s argument must not be None')
    words = []
    word = None
    at = 0
    while at < len(s):
        char = s[at]
        at += 1
        if char in ' \t\r\n':
            if word is not None:
                words.append(word)
                word = None
        elif comments and char == '#' and word is None:
            at = s.find('\n', at) + 1 or len(s)
        elif char == '\\' and posix:
            if at == len(s):
                raise ValueError('No escaped character')
            word = (word or '') + s[at]
            at += 1
        elif char in '\'"':
            word = word or ''
            start = at - 1
            while True:
                if at >= len(s):
                    raise ValueError('No closing quotation')
                inner = s[at]
                at += 1
                if inner == char:
                    break
                if inner == '\\' and char == '"' and posix and s[at:at + 1] in ('"', '\\'):
                    inner = s[at]
                    at += 1
                if posix:
                    word += inner
            if not posix:
                word += s[start:at]
        else:
            word = (word or '') + char
    if word is not None:
        words.append(word)
    return words


def quote(s):
    """A text as one word of a command line."""
    if not s:
        return "''"
    if _UNSAFE.search(s) is None:
        return s
    return "'" + s.replace("'", "'\"'\"'") + "'"


def join(split_command):
    """Words as a command line."""
    return ' '.join(quote(arg) for arg in split_command)


class shlex:
    """Words, quoted text and signs, one after the other, of a text or a file.

    Each state says what the characters mean: between words, in a word, in quotes, behind a
    backslash.
    """

    def __init__(self, instream=None, infile=None, posix=False, punctuation_chars=False):
        if instream is None:
            import sys
            instream = sys.stdin
        self._text = instream if isinstance(instream, str) else instream.read()
        self._at = 0
        self.instream, self.infile, self.posix = instream, infile, posix
        self.eof = None if posix else ''
        self.commenters = '#'
        self.wordchars = 'abcdfeghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_'
        if posix:
            self.wordchars += 'ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ'
        self.whitespace, self.whitespace_split = ' \t\r\n', False
        self.quotes, self.escape, self.escapedquotes = '\'"', '\\', '"'
        self._signs = '();<>|&' if punctuation_chars is True else punctuation_chars or ''
        if self._signs:
            self.wordchars = ''.join(char for char in self.wordchars + '~-./*?=' if char not in self._signs)
        self.pushback = []
        self.lineno = 1
        self.debug, self.token = 0, ''

    @property
    def punctuation_chars(self):
        return self._signs

    def push_token(self, tok):
        """Gives a token back."""
        self.pushback.insert(0, tok)

    def get_token(self):
        """The next token; `eof` at the end."""
        if self.pushback:
            return self.pushback.pop(0)
        return self.read_token()

    def _next(self):
        char = self._text[self._at:self._at + 1]
        self._at += 1
        if char == '\n':
            self.lineno += 1
        return char

    def _skip_comment(self):
        end = self._text.find('\n', self._at)
        self._at = len(self._text) if end < 0 else end
        self._next()

    def read_token(self):
        token, quoted, state, outer = '', False, ' ', ' '
        while True:
            char = self._next()
            if state == ' ':
                if not char:
                    return self.eof
                if char in self.whitespace:
                    continue
                if char in self.commenters:
                    self._skip_comment()
                elif self.posix and char in self.escape:
                    outer, state = 'a', char
                elif char in self.wordchars:
                    token, state = char, 'a'
                elif char in self._signs:
                    token, state = char, 'c'
                elif char in self.quotes:
                    token, state = '' if self.posix else char, char
                elif self.whitespace_split:
                    token, state = char, 'a'
                else:
                    return char
            elif state in self.quotes:
                quoted = True
                if not char:
                    raise ValueError('No closing quotation')
                if char == state:
                    if not self.posix:
                        return token + char
                    state = 'a'
                elif self.posix and char in self.escape and state in self.escapedquotes:
                    outer, state = state, char
                else:
                    token += char
            elif state in self.escape:
                if not char:
                    raise ValueError('No escaped character')
                if outer in self.quotes and char != state and char != outer:
                    token += state
                token, state = token + char, outer
            elif not char:
                break
            elif char in self.whitespace:
                if token or self.posix and quoted:
                    break
            elif char in self.commenters:
                self._skip_comment()
                if token or self.posix and quoted:
                    break
            elif state == 'c':
                if char not in self._signs:
                    self._at -= 1
                    break
                token += char
            elif self.posix and char in self.quotes:
                state = char
            elif self.posix and char in self.escape:
                outer, state = 'a', char
            elif char in self.wordchars or char in self.quotes or self.whitespace_split and char not in self._signs:
                token += char
            else:
                self._at -= 1
                if token or self.posix and quoted:
                    break
                state = ' '
        return token if token or self.posix and quoted else self.eof

    def __iter__(self):
        return self

    def __next__(self):
        token = self.get_token()
        if token == self.eof:
            raise StopIteration
        return token
