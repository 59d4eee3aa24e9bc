"""Paths; seen as `os.path`."""

import posix

__all__ = [
    'normcase', 'isabs', 'join', 'splitdrive', 'split', 'splitext', 'basename', 'dirname',
    'commonprefix', 'getsize', 'getmtime', 'getatime', 'getctime', 'islink', 'exists', 'lexists',
    'isdir', 'isfile', 'expanduser', 'expandvars', 'normpath', 'abspath', 'samefile', 'curdir',
    'pardir', 'sep', 'pathsep', 'defpath', 'altsep', 'extsep', 'devnull', 'realpath', 'relpath',
    'commonpath', 'ismount', 'isjunction', 'samestat', 'sameopenfile', 'splitroot',
    'supports_unicode_filenames',
]

supports_unicode_filenames = False
curdir = '.'
pardir = '..'
extsep = '.'
sep = '/'
pathsep = ':'
defpath = '/bin:/usr/bin'
altsep = None
devnull = '/dev/null'


def _text(path):
    if isinstance(path, (str, bytes)):
        return path
    try:
        return type(path).__fspath__(path)
    except AttributeError:
        raise TypeError('expected str, bytes or os.PathLike object, '
                        f'not {type(path).__name__}') from None


def _of_bytes(function, *paths):
    """What a function makes of paths that are bytes."""
    made = function(*[path.decode('utf-8', 'surrogateescape') for path in paths])
    if isinstance(made, tuple):
        return tuple(part.encode('utf-8', 'surrogateescape') for part in made)
    return made.encode('utf-8', 'surrogateescape')


def normcase(s):
    """Normalize case of pathname.  Has no effect under Posix"""
    return _text(s)


def isabs(s):
    """Test whether a path is absolute"""
    return _text(s)[:1] in ('/', b'/')


def join(a, *p):
    """Join two or more pathname components, inserting '/' as needed."""
    path = _text(a)
    sep = b'/' if isinstance(path, bytes) else '/'
    for part in map(_text, p):
        if isinstance(part, bytes) != isinstance(path, bytes):
            raise TypeError("Can't mix strings and bytes in path components")
        if part.startswith(sep):
            path = part
        elif not path or path.endswith(sep):
            path += part
        else:
            path += sep + part
    return path


def split(p):
    """Split a pathname.  Returns tuple "(head, tail)"."""
    p = _text(p)
    if isinstance(p, bytes):
        return _of_bytes(split, p)
    at = p.rfind('/') + 1
    head, tail = p[:at], p[at:]
    if head and head != '/' * len(head):
        head = head.rstrip('/')
    return head, tail


def splitext(p):
    """Split the extension from a pathname."""
    p = _text(p)
    if isinstance(p, bytes):
        return _of_bytes(splitext, p)
    start = p.rfind('/') + 1
    dot = p.rfind('.')
    # Dots at the start of the name are no extension.
    if dot > start and p[start:dot].strip('.'):
        return p[:dot], p[dot:]
    return p, ''


def splitdrive(p):
    """Split a pathname into drive and path. On Posix, drive is always empty."""
    p = _text(p)
    return p[:0], p


def basename(p):
    """Returns the final component of a pathname"""
    return split(p)[1]


def dirname(p):
    """Returns the directory component of a pathname"""
    return split(p)[0]


def commonprefix(m):
    """Given a list of pathnames, returns the longest common leading component"""
    if not m:
        return ''
    low, high = min(m), max(m)
    for at, char in enumerate(low):
        if char != high[at]:
            return low[:at]
    return low


def _mode(path, follow=True):
    try:
        return posix._stat(path, follow)[0] & 0o170000
    except (OSError, ValueError):
        return 0


def exists(path):
    """Test whether a path exists.  Returns False for broken symbolic links"""
    return _mode(path) != 0


def lexists(path):
    """Test whether a path exists.  Returns True for broken symbolic links"""
    return _mode(path, False) != 0


def isdir(s):
    """Return true if the pathname refers to an existing directory."""
    return _mode(s) == 0o040000


def isfile(path):
    """Test whether a path is a regular file"""
    return _mode(path) == 0o100000


def islink(path):
    """Test whether a path is a symbolic link"""
    return _mode(path, False) == 0o120000


def getsize(filename):
    """Return the size of a file."""
    return posix._stat(filename, True)[6]


def getatime(filename):
    """Return the last access time of a file."""
    return posix._stat(filename, True)[7] / 1e9


def getmtime(filename):
    """Return the last modification time of a file."""
    return posix._stat(filename, True)[8] / 1e9


def getctime(filename):
    """Return the metadata change time of a file."""
    return posix._stat(filename, True)[9] / 1e9


def samefile(f1, f2):
    """Test whether two pathnames reference the same actual file"""
    return posix._stat(f1, True)[1:3] == posix._stat(f2, True)[1:3]


def samestat(s1, s2):
    """Test whether two stat buffers reference the same file"""
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def sameopenfile(fp1, fp2):
    """Test whether two open file objects reference the same file"""
    return samefile(fp1, fp2)


def ismount(path):
    """Test whether a path is a mount point"""
    try:
        here = posix._stat(path, False)
        if here[0] & 0o170000 == 0o120000:
            return False
        path = _text(path)
        above = posix._stat(realpath(join(path, b'..' if isinstance(path, bytes) else '..')), False)
    except (OSError, ValueError):
        return False
    return here[2] != above[2] or here[1] == above[1]


def isjunction(path):
    """Test whether a path is a junction: those are another system's"""
    _text(path)
    return False


def splitroot(p):
    """Split a pathname into drive, root and tail."""
    p = _text(p)
    sep, empty = (b'/', b'') if isinstance(p, bytes) else ('/', '')
    if p[:1] != sep:
        return empty, empty, p
    if p[1:2] != sep or p[2:3] == sep:
        return empty, sep, p[1:]
    return empty, p[:2], p[2:]


def expanduser(path):
    """Expand ~ and ~user constructions.  If user or $HOME is unknown, do nothing."""
    path = _text(path)
    if isinstance(path, bytes):
        return _of_bytes(expanduser, path)
    if not path.startswith('~'):
        return path
    user, slash, rest = path[1:].partition('/')
    if not user:
        from os import environ
        home = environ.get('HOME')
        if home is None:
            return path
    else:
        import pwd
        try:
            home = pwd.getpwnam(user).pw_dir
        except (KeyError, OSError):
            return path
    return home.rstrip('/') + slash + rest or '/'


def expandvars(path):
    """Expand shell variables of form $var and ${var}."""
    from os import environ
    path = _text(path)
    if isinstance(path, bytes):
        return _of_bytes(expandvars, path)
    made = []
    at = 0
    while (found := path.find('$', at)) >= 0:
        made.append(path[at:found])
        at = found + 1
        braced = path[at:at + 1] == '{'
        end = path.find('}', at) if braced else at
        if not braced:
            while end < len(path) and (path[end].isalnum() or path[end] == '_'):
                end += 1
        name = path[at + braced:end]
        if end > at and name in environ:
            made.append(environ[name])
            at = end + braced
        else:
            made.append('$')
    made.append(path[at:])
    return ''.join(made)


def normpath(path):
    """Normalize path, eliminating double slashes, etc."""
    path = _text(path)
    if isinstance(path, bytes):
        return _of_bytes(normpath, path)
    slashes = 0
    if path.startswith('/'):
        slashes = 2 if path.startswith('//') and not path.startswith('///') else 1
    parts = []
    for part in path.split('/'):
        if part in ('', '.'):
            continue
        if part != '..' or (not slashes and not parts) or (parts and parts[-1] == '..'):
            parts.append(part)
        elif parts:
            parts.pop()
    return '/' * slashes + '/'.join(parts) or '.'


def abspath(path):
    """Return an absolute path."""
    path = _text(path)
    if isinstance(path, bytes):
        return _of_bytes(abspath, path)
    return normpath(path if isabs(path) else join(posix.getcwd(), path))


def realpath(filename, *, strict=False):
    """Return the canonical path, eliminating any symbolic links encountered in the path."""
    filename = _text(filename)
    if isinstance(filename, bytes):
        return _of_bytes(lambda path: realpath(path, strict=strict), filename)
    rest = [part for part in reversed(filename.split('/'))]
    path = '/' if isabs(filename) else posix.getcwd()
    followed = 0
    while rest:
        part = rest.pop()
        if part in ('', '.'):
            continue
        if part == '..':
            path = dirname(path)
            continue
        next_path = join(path, part)
        if islink(next_path) and followed < 40:
            followed += 1
            target = posix.readlink(next_path)
            if isabs(target):
                path = '/'
            rest.extend(reversed(target.split('/')))
            continue
        if strict:
            posix._stat(next_path, False)
        path = next_path
    return path


def relpath(path, start=None):
    """Return a relative version of a path"""
    if not path:
        raise ValueError('no path specified')
    path = _text(path)
    if isinstance(path, bytes):
        return _of_bytes(relpath, path, *(() if start is None else (_text(start),)))
    origin = [part for part in abspath(curdir if start is None else start).split('/') if part]
    target = [part for part in abspath(path).split('/') if part]
    shared = len(commonprefix([origin, target]))
    return '/'.join(['..'] * (len(origin) - shared) + target[shared:]) or '.'


def commonpath(paths):
    """Given a sequence of path names, returns the longest common sub-path."""
    paths = list(map(_text, paths))
    if not paths:
        raise ValueError('commonpath() arg is an empty sequence')
    if isinstance(paths[0], bytes):
        return _of_bytes(lambda *paths: commonpath(paths), *paths)
    if len({isabs(path) for path in paths}) != 1:
        raise ValueError("Can't mix absolute and relative paths")
    split_paths = [[part for part in path.split('/') if part and part != '.'] for path in paths]
    return ('/' if isabs(paths[0]) else '') + '/'.join(commonprefix(split_paths))
