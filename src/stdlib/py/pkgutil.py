"""What is in packages."""

import importlib
import importlib.util
import os
import sys
from collections import namedtuple

__all__ = ['get_importer', 'iter_importers', 'walk_packages', 'iter_modules', 'get_data', 'extend_path',
           'resolve_name', 'ModuleInfo', 'find_loader', 'get_loader']

ModuleInfo = namedtuple('ModuleInfo', 'module_finder name ispkg')
ModuleInfo.__doc__ = 'A namedtuple with minimal info about a module.'


class _FileFinder:
    """Finds modules in a folder."""

    def __init__(self, path):
        self.path = path

    def __repr__(self):
        return f'FileFinder({self.path!r})'

    def _modules(self):
        try:
            names = sorted(os.listdir(self.path or '.'))
        except OSError:
            return
        for name in names:
            full = os.path.join(self.path, name)
            if os.path.isdir(full) and '.' not in name:
                if os.path.exists(os.path.join(full, '__init__.py')):
                    yield name, True
            elif name.endswith('.py') and name != '__init__.py' and '.' not in name[:-3]:
                yield name[:-3], False


_FileFinder.__name__ = _FileFinder.__qualname__ = 'FileFinder'


def get_importer(path_item):
    """What finds modules in a folder."""
    path_item = os.fsdecode(path_item)
    return _FileFinder(path_item) if os.path.isdir(path_item or '.') else None


def iter_importers(fullname=''):
    """What finds a module."""
    package = fullname.rpartition('.')[0]
    path = importlib.import_module(package).__path__ if package else sys.path
    for item in path:
        yield get_importer(item)


def iter_modules(path=None, prefix=''):
    """The modules of folders, or of `sys.path`."""
    if isinstance(path, str):
        raise ValueError('path must be None or list of paths to look for modules in')
    seen = set()
    for item in sys.path if path is None else path:
        finder = get_importer(item)
        for name, is_package in finder._modules() if finder else ():
            if name not in seen:
                seen.add(name)
                yield ModuleInfo(finder, prefix + name, is_package)


def walk_packages(path=None, prefix='', onerror=None):
    """The same with the modules of packages below."""
    seen = set()
    for info in iter_modules(path, prefix):
        yield info
        if not info.ispkg:
            continue
        try:
            __import__(info.name)
        except ImportError:
            if onerror is not None:
                onerror(info.name)
        except Exception:
            if onerror is None:
                raise
            onerror(info.name)
        else:
            below = [it for it in getattr(sys.modules[info.name], '__path__', None) or [] if it not in seen]
            seen.update(below)
            yield from walk_packages(below, info.name + '.', onerror)


def get_data(package, resource):
    """The bytes of a file of a package."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        return None
    module = importlib.import_module(package)
    folder = os.path.dirname(module.__file__)
    with open(os.path.join(folder, *resource.split('/')), 'rb') as file:
        return file.read()


def get_loader(module_or_name):
    """The loader of a module."""
    module = sys.modules.get(module_or_name) if isinstance(module_or_name, str) else module_or_name
    if module is not None:
        return getattr(module, '__loader__', None)
    return find_loader(module_or_name)


def find_loader(fullname):
    """The loader of a module that need not be imported."""
    spec = importlib.util.find_spec(fullname)
    return spec.loader if spec is not None else None


def extend_path(path, name):
    """The path of a package that lies in several folders."""
    path = path[:]
    for folder in sys.path:
        below = os.path.join(folder, *name.split('.'))
        if os.path.isdir(below) and below not in path:
            path.append(below)
    return path


def resolve_name(name):
    """What a name such as `a.b:c.d` or `a.b.c` stands for."""
    module, colon, rest = name.partition(':')
    parts = module.split('.')
    if not all(part.isidentifier() for part in parts) or colon and rest and not all(
            part.isidentifier() for part in rest.split('.')):
        raise ValueError(f'invalid format: {name!r}')
    if colon:
        found = importlib.import_module(module)
        parts = rest.split('.') if rest else []
    else:
        found = importlib.import_module(parts.pop(0))
        path = found.__name__
        while parts:
            path = f'{path}.{parts[0]}'
            try:
                found = importlib.import_module(path)
                parts.pop(0)
            except ImportError:
                break
    for part in parts:
        found = getattr(found, part)
    return found
