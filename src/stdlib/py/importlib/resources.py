"""Files that lie beside modules.

    (files('package') / 'data.txt').read_text()
"""

import contextlib
import importlib
import os
import pathlib
import types

__all__ = ['Package', 'as_file', 'contents', 'files', 'is_resource', 'open_binary', 'open_text', 'path', 'read_binary',
           'read_text']

Package = types.ModuleType | str


def files(anchor=None):
    """The folder of a package, or that of a module."""
    if anchor is None:
        import sys
        anchor = sys._getframe(1).f_globals['__name__']
    module = importlib.import_module(anchor) if isinstance(anchor, str) else anchor
    spec = module.__spec__
    folders = getattr(module, '__path__', None)
    if folders:
        return pathlib.Path(folders[0]) if len(folders) == 1 else _Several(folders)
    if spec is None or not spec.has_location:
        raise TypeError(f'{anchor!r} is not a package that has files')
    return pathlib.Path(spec.origin).parent


class _Several:
    """The folders of a package that has more than one."""

    def __init__(self, folders):
        self._folders = [pathlib.Path(folder) for folder in folders]

    def iterdir(self):
        seen = set()
        for folder in self._folders:
            for path in folder.iterdir():
                if path.name not in seen:
                    seen.add(path.name)
                    yield path

    def joinpath(self, *names):
        for folder in self._folders:
            if (found := folder.joinpath(*names)).exists():
                return found
        return self._folders[0].joinpath(*names)

    __truediv__ = joinpath

    def is_dir(self):
        return True

    def is_file(self):
        return False


@contextlib.contextmanager
def as_file(path):
    """A resource as a path of the file system, which it is."""
    yield pathlib.Path(path)


def _resource(package, name):
    parent, file = os.path.split(str(name))
    if parent:
        raise ValueError(f'{name!r} must be only a file name')
    return files(package) / file


def open_binary(package, resource):
    """A resource as a file of bytes."""
    return _resource(package, resource).open('rb')


def read_binary(package, resource):
    """The bytes of a resource."""
    return _resource(package, resource).read_bytes()


def open_text(package, resource, encoding='utf-8', errors='strict'):
    """A resource as a file of text."""
    return _resource(package, resource).open('r', encoding=encoding, errors=errors)


def read_text(package, resource, encoding='utf-8', errors='strict'):
    """The text of a resource."""
    with open_text(package, resource, encoding, errors) as file:
        return file.read()


def contents(package):
    """The names of what lies beside a package."""
    return [path.name for path in files(package).iterdir()]


def is_resource(package, name):
    """Whether there is a file of that name."""
    return _resource(package, name).is_file()


def path(package, resource):
    """A resource as a path of the file system."""
    return as_file(_resource(package, resource))
