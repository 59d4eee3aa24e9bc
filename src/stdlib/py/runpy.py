"""Running modules and files as if they were the program."""

import _imp
import importlib.util
import io
import os
import sys
import types

__all__ = ['run_module', 'run_path']


def _run(code, init_globals, run_name, spec, script, alter_sys, path=None):
    module = types.ModuleType(run_name)
    names = module.__dict__
    names.update(init_globals or {})
    package = spec.parent if spec is not None else ''
    names.update(__name__=run_name, __file__=script, __cached__=None, __doc__=None,
                 __loader__=getattr(spec, 'loader', None), __package__=package, __spec__=spec)
    if not alter_sys:
        exec(code, names)
        return dict(names)
    known, argument = sys.modules.get(run_name), sys.argv[0] if sys.argv else None
    sys.modules[run_name] = module
    sys.argv[:1] = [script]
    if path is not None:
        sys.path.insert(0, path)
    try:
        exec(code, names)
        return dict(names)
    finally:
        if path is not None and path in sys.path:
            sys.path.remove(path)
        if argument is not None:
            sys.argv[0] = argument
        if known is None:
            sys.modules.pop(run_name, None)
        else:
            sys.modules[run_name] = known


def _source(path):
    with io.open_code(path) as file:
        return compile(file.read(), path, 'exec')


def _code_of(spec):
    text = _imp.embedded(spec.name) if spec.origin == f'<frozen {spec.name}>' else None
    if text is not None:
        return compile(text, spec.origin, 'exec')
    if not spec.origin or not spec.origin.endswith('.py'):
        raise ImportError(f'No code object available for {spec.name}')
    return _source(spec.origin)


def _get_module_details(mod_name):
    """The name, spec and code of a module, or of the `__main__` of a package."""
    try:
        spec = importlib.util.find_spec(mod_name)
    except (ImportError, AttributeError, TypeError, ValueError) as error:
        raise ImportError(f'Error while finding module specification for {mod_name!r} '
                          f'({type(error).__name__}: {error})') from error
    if spec is None:
        raise ImportError(f'No module named {mod_name}')
    if spec.submodule_search_locations is None:
        return mod_name, spec, _code_of(spec)
    if mod_name == '__main__' or mod_name.endswith('.__main__'):
        raise ImportError('Cannot use package as __main__ module')
    try:
        return _get_module_details(mod_name + '.__main__')
    except ImportError as error:
        if mod_name + '.__main__' not in str(error):
            raise
        raise ImportError(f'{error}; {mod_name!r} is a package and cannot be directly executed') from None


def run_module(mod_name, init_globals=None, run_name=None, alter_sys=False):
    """Run a module's code, and give the names that it leaves."""
    name, spec, code = _get_module_details(mod_name)
    return _run(code, init_globals, run_name or name, spec, spec.origin, alter_sys)


def run_path(path_name, init_globals=None, run_name=None):
    """Run a file, or the `__main__` of a folder, and give the names that it leaves."""
    run_name = run_name or '<run_path>'
    path = os.fspath(path_name)
    if os.path.isdir(path):
        script = os.path.join(path, '__main__.py')
        if not os.path.exists(script):
            raise ImportError(f"can't find '__main__' module in {path!r}")
        return _run(_source(script), init_globals, run_name, None, script, True, path)
    return _run(_source(path), init_globals, run_name, None, path, True)
