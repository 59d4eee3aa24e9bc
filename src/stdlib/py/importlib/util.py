"""Finding modules, and making them from specifications."""

import _imp
import importlib
import os
import sys
import types

from importlib.machinery import BuiltinImporter, ModuleSpec, NamespaceLoader, SourceFileLoader

__all__ = ['cache_from_source', 'source_from_cache', 'find_spec', 'module_from_spec', 'resolve_name', 'spec_from_file_location', 'spec_from_loader']


def cache_from_source(path, debug_override=None, *, optimization=None):
    """Where the compiled form of a file would be."""
    folder, name = os.path.split(os.fspath(path))
    base, _, ending = name.rpartition('.')
    name = f'{base or ending}.{sys.implementation.cache_tag}'
    if optimization is None and debug_override is not None:
        optimization = '' if debug_override else 1
    if optimization not in (None, ''):
        if not str(optimization).isalnum():
            raise ValueError(f'{str(optimization)!r} is not alphanumeric')
        name += f'.opt-{optimization}'
    return os.path.join(folder, '__pycache__', name + '.pyc')


def source_from_cache(path):
    """The file that a compiled form is of."""
    folder, name = os.path.split(os.fspath(path))
    above, cache = os.path.split(folder)
    if cache != '__pycache__':
        raise ValueError(f'__pycache__ not bottom-level directory in {path!r}')
    if name.count('.') not in (2, 3):
        raise ValueError(f'expected only 2 or 3 dots in {name!r}')
    return os.path.join(above, name.partition('.')[0] + '.py')


def resolve_name(name, package):
    """Resolve a relative module name to an absolute one."""
    if not name.startswith('.'):
        return name
    if not package:
        raise ImportError(f'no package specified for {name!r} (required for relative module names)')
    level = len(name) - len(name.lstrip('.'))
    return importlib._resolve(name[level:], package, level)


def find_spec(name, package=None):
    """Return the spec for a module, or None; parents are imported, the module is not."""
    name = resolve_name(name, package)
    if name not in sys.modules:
        return _find(name)
    module = sys.modules[name]
    if module is None:
        return None
    try:
        spec = module.__spec__
    except AttributeError:
        raise ValueError(f'{name}.__spec__ is not set') from None
    if spec is None:
        raise ValueError(f'{name}.__spec__ is None')
    return spec


def _find(name):
    parent = name.rpartition('.')[0]
    path = None
    if parent:
        module = importlib.import_module(parent)
        try:
            path = module.__path__
        except AttributeError as error:
            raise ModuleNotFoundError(
                f'__path__ attribute not found on {parent!r} while trying to find {name!r}',
                name=name) from error
    found = _imp.find(name, path)
    if found is None:
        return None
    kind, file, folders = found
    if kind == 'folders':
        spec = ModuleSpec(name, NamespaceLoader, is_package=True)
    elif kind == 'built-in' or file.startswith('<frozen'):
        return ModuleSpec(name, BuiltinImporter, origin=file or kind, is_package=folders is not None)
    else:
        spec = spec_from_file_location(name, file)
    if folders is not None:
        spec.submodule_search_locations = folders
        spec.parent = name
    return spec


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=None):
    """Return a module spec based on a file location."""
    location = os.path.abspath(location)
    if loader is None:
        if not location.endswith('.py'):
            return None
        loader = SourceFileLoader(name, location)
    spec = ModuleSpec(name, loader, origin=location)
    spec.has_location = True
    if submodule_search_locations is None and loader.is_package(name):
        submodule_search_locations = [location.rpartition('/')[0]]
    if submodule_search_locations is not None:
        spec.submodule_search_locations = submodule_search_locations
        spec.parent = name
    return spec


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """Return a module spec based on a loader."""
    if is_package is None and hasattr(loader, 'is_package'):
        is_package = loader.is_package(name)
    return ModuleSpec(name, loader, origin=origin, is_package=bool(is_package))


def module_from_spec(spec):
    """Create a module based on the provided spec."""
    module = spec.loader.create_module(spec)
    if module is None:
        module = types.ModuleType(spec.name)
        module.__spec__ = spec
        module.__loader__ = spec.loader
        module.__package__ = spec.parent
        if spec.submodule_search_locations is not None:
            module.__path__ = spec.submodule_search_locations
        if spec.has_location:
            module.__file__ = spec.origin
    return module
