"""Where the system's files of time zones are."""

import os

_DEFAULT = ('/usr/share/zoneinfo', '/usr/lib/zoneinfo', '/usr/share/lib/zoneinfo', '/etc/zoneinfo')


class ZoneInfoNotFoundError(KeyError):
    """There is no such zone."""

    __module__ = 'zoneinfo'


class InvalidTZPathWarning(RuntimeWarning):
    """A folder that is no absolute path."""

    __module__ = 'zoneinfo'


def reset_tzpath(to=None):
    """Sets the folders in which zones are looked for; without any, those of PYTHONTZPATH or of the system."""
    global TZPATH
    if to is not None:
        if isinstance(to, (str, bytes)):
            raise TypeError(f'tzpath must be a list or tuple, not {type(to)}, {to!r}')
        to = tuple(map(os.fspath, to))
        if wrong := [path for path in to if not os.path.isabs(path)]:
            raise ValueError(_message(wrong))
        TZPATH = to
        return
    if (given := os.environ.get('PYTHONTZPATH')) is None:
        TZPATH = _DEFAULT
        return
    folders = given.split(os.pathsep) if given else []
    TZPATH = tuple(path for path in folders if os.path.isabs(path))
    if len(TZPATH) < len(folders):
        import warnings
        wrong = [path for path in folders if not os.path.isabs(path)]
        warnings.warn('Invalid paths specified in PYTHONTZPATH environment variable. ' + _message(wrong),
                      InvalidTZPathWarning, stacklevel=3)


def _message(wrong):
    listed = '\n    '.join(map(repr, wrong))
    return f'Paths should be absolute but found the following relative paths:\n    {listed}'


def _check(key):
    """A key stays below the folders."""
    if os.path.isabs(key):
        raise ValueError(f'ZoneInfo keys may not be absolute paths, got: {key}')
    if len(normal := os.path.normpath(key)) != len(key):
        raise ValueError(f'ZoneInfo keys must be normalized relative paths, got: {key}')
    if os.path.normpath(os.path.join('_', normal))[:1] != '_':
        raise ValueError(f'ZoneInfo keys must refer to subdirectories of TZPATH, got: {key}')


def open_zone(key):
    """The file of a zone."""
    _check(key)
    for folder in TZPATH:
        try:
            if os.path.isfile(path := os.path.join(folder, key)):
                return open(path, 'rb')
        except ValueError:
            break
    raise ZoneInfoNotFoundError(f'No time zone found with key {key}')


def available_timezones():
    """The names of all zones. Each file is looked at."""
    found = set()
    for root in TZPATH:
        for folder, inner, files in os.walk(root):
            if folder == root:
                inner[:] = [name for name in inner if name not in ('right', 'posix')]
            for name in files:
                path = os.path.join(folder, name)
                key = os.path.relpath(path, root)
                if key not in found:
                    try:
                        with open(path, 'rb') as file:
                            if file.read(4) == b'TZif':
                                found.add(key)
                    except OSError:
                        pass
    found.discard('posixrules')
    return found


reset_tzpath()
