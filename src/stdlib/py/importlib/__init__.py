"""Importing by program."""

import _imp
import sys

__all__ = ['__import__', 'import_module', 'invalidate_caches', 'reload']

__import__ = __import__


def import_module(name, package=None):
    """Import a module; `package` is where a relative name (`.x`) starts."""
    level = 0
    if name.startswith('.'):
        if not package:
            raise TypeError(f"the 'package' argument is required to perform a relative import for {name!r}")
        level = len(name) - len(name.lstrip('.'))
        name = _resolve(name[level:], package, level)
    __import__(name)
    return sys.modules[name]


def _resolve(name, package, level):
    """The absolute name of a relative one."""
    parts = package.rsplit('.', level - 1)
    if len(parts) < level:
        raise ImportError('attempted relative import beyond top-level package')
    return f'{parts[0]}.{name}' if name else parts[0]


def reload(module):
    """Run a module's code again, in the same module."""
    from importlib import util
    name = getattr(module, '__name__', None)
    if not isinstance(name, str):
        raise TypeError('reload() argument must be a module')
    if sys.modules.get(name) is not module:
        raise ImportError(f'module {name} not in sys.modules', name=name)
    spec = util._find(name)
    if spec is None:
        raise ModuleNotFoundError(f'spec not found for the module {name!r}', name=name)
    module.__spec__ = spec
    spec.loader.exec_module(module)
    return sys.modules[name]


def invalidate_caches():
    """Nothing is cached: a new file is found at once."""
