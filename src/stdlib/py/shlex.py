"""Command lines as a shell splits them."""

import re

__all__ = ['split', 'quote', 'join']

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
