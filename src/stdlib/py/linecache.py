"""Lines of source files, read once."""

import os
import sys

__all__ = ['getline', 'clearcache', 'checkcache', 'lazycache']

cache = {}


def clearcache():
    """Clear the cache entirely."""
    cache.clear()


def getline(filename, lineno, module_globals=None):
    """A line of a file, or '' when there is none."""
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ''


def getlines(filename, module_globals=None):
    """The lines of a file, each with its line end."""
    if filename in cache:
        return cache[filename][2]
    return updatecache(filename, module_globals)


def checkcache(filename=None):
    """Forget the files that have changed."""
    for name in [filename] if filename is not None else list(cache):
        if name not in cache or cache[name][1] is None:
            continue
        size, mtime, _, path = cache[name]
        try:
            stat = os.stat(path)
        except OSError:
            del cache[name]
            continue
        if (size, mtime) != (stat.st_size, stat.st_mtime):
            del cache[name]


def updatecache(filename, module_globals=None):
    """Read a file again; a relative name is looked for along sys.path too."""
    cache.pop(filename, None)
    if not filename or (filename.startswith('<') and filename.endswith('>')):
        return []
    candidates = [filename]
    if not os.path.isabs(filename):
        candidates += [os.path.join(folder, filename) for folder in sys.path]
    for path in candidates:
        try:
            stat = os.stat(path)
            with open(path, encoding='utf-8') as file:
                lines = file.readlines()
        except (OSError, UnicodeDecodeError):
            continue
        if lines and not lines[-1].endswith('\n'):
            lines[-1] += '\n'
        cache[filename] = stat.st_size, stat.st_mtime, lines, path
        return lines
    return []


def lazycache(filename, module_globals):
    """Whether the source can be had from the module's loader: it can't."""
    return False
