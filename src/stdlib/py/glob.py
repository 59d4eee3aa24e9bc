"""File names that match patterns."""

import fnmatch
import os
import re

__all__ = ['escape', 'glob', 'iglob']

_MAGIC = re.compile('[*?[]')


def has_magic(s):
    """Whether a name is a pattern."""
    return _MAGIC.search(s) is not None


def escape(pathname):
    """Escape all special characters."""
    return re.sub('([*?[])', r'[\1]', pathname)


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """Return a list of paths matching a pathname pattern."""
    return list(iglob(pathname, root_dir=root_dir, recursive=recursive, include_hidden=include_hidden))


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """Return an iterator which yields the paths matching a pathname pattern."""
    root = os.fspath(root_dir) if root_dir is not None else ''
    for name in _matching(os.fspath(pathname), root, recursive, include_hidden):
        # `**` matches the empty path too, which is no result.
        if name:
            yield name


def _matching(pathname, root, recursive, hidden):
    folder, name = os.path.split(pathname)
    if not has_magic(pathname):
        place = os.path.join(root, pathname)
        if os.path.isdir(os.path.join(root, folder)) if not name else os.path.lexists(place):
            yield pathname
        return
    if not folder:
        folders = ['']
    elif folder != pathname and has_magic(folder):
        folders = _matching(folder, root, recursive, hidden)
    else:
        folders = [folder]
    for folder in folders:
        for found in _inside(os.path.join(root, folder), name, recursive, hidden):
            yield os.path.join(folder, found)


def _inside(folder, pattern, recursive, hidden):
    """The names in a folder that match; of a pattern without magic, whether it is there."""
    if recursive and pattern == '**':
        if not folder or os.path.isdir(folder):
            yield ''
            yield from _tree(folder, hidden)
    elif not has_magic(pattern):
        if os.path.lexists(os.path.join(folder, pattern)) if pattern else os.path.isdir(folder):
            yield pattern
    else:
        names = _names(folder)
        if not (hidden or pattern.startswith('.')):
            names = [name for name in names if not name.startswith('.')]
        yield from fnmatch.filter(names, pattern)


def _tree(folder, hidden):
    for name in _names(folder):
        if hidden or not name.startswith('.'):
            yield name
            inner = os.path.join(folder, name) if folder else name
            for deeper in _tree(inner, hidden):
                yield os.path.join(name, deeper)


def _names(folder):
    try:
        return os.listdir(folder or os.curdir)
    except OSError:
        return []
