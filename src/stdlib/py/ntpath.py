"""Paths as Windows writes them: a drive, a root, and names between backslashes. Only the text is looked at.

    C:\\a\\b   drive C:, root \\        \\\\host\\share\\a   drive \\\\host\\share, root \\        C:a   drive C:, no root
"""

import os

__all__ = ['normcase', 'isabs', 'join', 'splitdrive', 'splitroot', 'split', 'splitext', 'basename', 'dirname',
           'commonprefix', 'normpath', 'curdir', 'pardir', 'sep', 'pathsep', 'defpath', 'altsep', 'extsep', 'devnull']

curdir, pardir, extsep, sep, altsep, pathsep = '.', '..', '.', '\\', '/', ';'
defpath, devnull = '.;C:\\bin', 'nul'


def normcase(s):
    """Make all letters small and all slashes backslashes."""
    return os.fspath(s).replace('/', '\\').lower()


def splitroot(p):
    """The drive, the root and the rest."""
    p = os.fspath(p)
    plain = p.replace('/', '\\')
    if plain[:2] == '\\\\':
        # A share of a host, or a device.
        start = 8 if plain[:8].upper() == '\\\\?\\UNC\\' else 2
        first = plain.find('\\', start)
        second = plain.find('\\', first + 1) if first >= 0 else -1
        if first < 0 or second < 0:
            return p, '', ''
        return p[:second], p[second:second + 1], p[second + 1:]
    if plain[:1] == '\\':
        return '', p[:1], p[1:]
    if plain[1:2] == ':':
        if plain[2:3] == '\\':
            return p[:2], p[2:3], p[3:]
        return p[:2], '', p[2:]
    return '', '', p


def splitdrive(p):
    """The drive and the rest."""
    drive, root, rest = splitroot(p)
    return drive, root + rest


def isabs(s):
    """Whether a path begins at a root."""
    plain = os.fspath(s)[:3].replace('/', '\\')
    return plain.startswith('\\') or plain.startswith(':\\', 1)


def join(path, *paths):
    """One path behind the other; one with a root or another drive begins anew."""
    drive, root, rest = splitroot(path)
    for path in map(os.fspath, paths):
        its_drive, its_root, its_rest = splitroot(path)
        if its_root:
            if its_drive or not drive:
                drive = its_drive
            root, rest = its_root, its_rest
            continue
        if its_drive and its_drive != drive:
            if its_drive.lower() != drive.lower():
                drive, root, rest = its_drive, its_root, its_rest
                continue
            drive = its_drive
        if rest and rest[-1] not in '\\/':
            rest += '\\'
        rest += its_rest
    if rest and not root and drive and drive[-1] not in ':\\/':
        return drive + '\\' + rest
    return drive + root + rest


def split(p):
    """All but the last part, and the last part."""
    drive, root, rest = splitroot(p)
    at = max(rest.rfind('\\'), rest.rfind('/')) + 1
    return drive + root + rest[:at].rstrip('\\/'), rest[at:]


def splitext(p):
    """The path and its extension."""
    p = os.fspath(p)
    start = max(p.rfind('\\'), p.rfind('/')) + 1
    dot = p.rfind('.')
    if dot > start and p[start:dot].strip('.'):
        return p[:dot], p[dot:]
    return p, ''


def basename(p):
    """The last part."""
    return split(p)[1]


def dirname(p):
    """All but the last part."""
    return split(p)[0]


def commonprefix(m):
    """What all the texts begin with."""
    import posixpath
    return posixpath.commonprefix(m)


def normpath(path):
    """The path without doubled slashes, dots and names that are left again."""
    drive, root, rest = splitroot(os.fspath(path).replace('/', '\\'))
    parts = []
    for part in rest.split('\\'):
        if part in ('', '.'):
            continue
        if part == '..' and parts and parts[-1] != '..':
            parts.pop()
        elif part != '..' or not root:
            parts.append(part)
    return drive + root + '\\'.join(parts) or '.'
