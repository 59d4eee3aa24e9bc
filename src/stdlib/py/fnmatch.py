"""Names that match patterns of the shell: `*`, `?`, `[seq]`, `[!seq]`."""

import functools
import os
import re

__all__ = ['filter', 'fnmatch', 'fnmatchcase', 'translate']


def fnmatch(name, pat):
    """Test whether a file name matches a pattern."""
    return fnmatchcase(os.fspath(name), os.fspath(pat))


@functools.lru_cache(maxsize=256)
def _compiled(pat):
    if isinstance(pat, bytes):
        return re.compile(translate(pat.decode('latin-1')).encode('latin-1')).match
    return re.compile(translate(pat)).match


def filter(names, pat):
    """Construct a list from those names that match a pattern."""
    match = _compiled(os.fspath(pat))
    return [name for name in names if match(os.fspath(name))]


def fnmatchcase(name, pat):
    """Test whether a name matches a pattern, including case."""
    return _compiled(pat)(name) is not None


def translate(pat):
    """The regular expression of a pattern."""
    parts = []
    at = 0
    while at < len(pat):
        char = pat[at]
        at += 1
        if char == '*':
            if not parts or parts[-1] != '.*':
                parts.append('.*')
        elif char == '?':
            parts.append('.')
        elif char == '[':
            end = at + (pat[at:at + 1] == '!')
            end = pat.find(']', end + (pat[end:end + 1] == ']'))
            if end < 0:
                parts.append('\\[')
                continue
            inner = pat[at:end].replace('\\', '\\\\').replace('[', '\\[')
            at = end + 1
            if inner.startswith('!'):
                inner = '^' + inner[1:]
            elif inner.startswith('^'):
                inner = '\\' + inner
            parts.append(f'[{inner}]')
        else:
            parts.append(re.escape(char))
    return f"(?s:{''.join(parts)})\\Z"
