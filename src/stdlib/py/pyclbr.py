"""What classes and functions a module has, found without running it."""

import ast
import importlib.util
import sys

__all__ = ['readmodule', 'readmodule_ex', 'Class', 'Function']

_modules = {}


class _Object:
    """A class or a function, and where it is."""

    def __init__(self, module, name, file, lineno, end_lineno, parent):
        self.module, self.name, self.file, self.lineno, self.end_lineno = module, name, file, lineno, end_lineno
        self.parent, self.children = parent, {}
        if parent is not None:
            parent.children[name] = self


class Function(_Object):
    """A function, with what is defined in it."""

    def __init__(self, module, name, file, lineno, parent=None, is_async=False, *, end_lineno=None):
        super().__init__(module, name, file, lineno, end_lineno, parent)
        self.is_async = is_async
        if isinstance(parent, Class):
            parent.methods[name] = lineno


class Class(_Object):
    """A class, with its bases (texts where they are not known) and its methods."""

    def __init__(self, module, name, super_, file, lineno, parent=None, *, end_lineno=None):
        super().__init__(module, name, file, lineno, end_lineno, parent)
        self.super, self.methods = super_ or [], {}


def readmodule(module, path=None):
    """The classes of a module by name."""
    return {name: value for name, value in _read(module, path or []).items() if isinstance(value, Class)}


def readmodule_ex(module, path=None):
    """The classes and functions of a module by name."""
    return _read(module, path or [])


def _read(module, path, package=None):
    full = f'{package}.{module}' if package else module
    if full in _modules:
        return _modules[full]
    tree = {}
    if module in sys.builtin_module_names and package is None:
        _modules[module] = tree
        return tree
    head, dot, rest = module.rpartition('.')
    if dot:
        parent = _read(head, path, package)
        if package is not None:
            head = f'{package}.{head}'
        if '__path__' not in parent:
            raise ImportError(f'No package named {head}')
        return _read(rest, parent['__path__'], head)
    source, file, folders = _source(full, module, path, package)
    _modules[full] = tree
    if folders is not None:
        tree['__path__'] = folders
    if source is not None:
        _Visitor(full, file, tree, package is not None, path).visit(ast.parse(source))
    return tree


def _source(full, module, path, package):
    """(text, file, folders) of a module."""
    import os
    for folder in path if package is not None else list(path) + sys.path:
        base = os.path.join(folder, module)
        for file, folders in (os.path.join(base, '__init__.py'), [base]), (base + '.py', None):
            if os.path.isfile(file):
                with open(file, encoding='utf-8') as opened:
                    return opened.read(), file, folders
    spec = importlib.util.find_spec(full)
    if spec is None:
        raise ModuleNotFoundError(f'no module named {full!r}', name=full)
    return None, spec.origin, spec.submodule_search_locations


class _Visitor(ast.NodeVisitor):
    """Notes definitions, and names of what is imported if they are classes."""

    def __init__(self, module, file, tree, inside, path):
        self._module, self._file, self._tree, self._inside, self._path = module, file, tree, inside, path
        self._stack = []

    def visit_ClassDef(self, node):
        bases = []
        for base in node.bases:
            name = ast.unparse(base)
            if name in self._tree:
                bases.append(self._tree[name])
            elif len(parts := name.split('.')) > 1 and parts[-2] in _modules:
                bases.append(_modules[parts[-2]].get(parts[-1], name))
            else:
                bases.append(name)
        parent = self._stack[-1] if self._stack else None
        made = Class(self._module, node.name, bases, self._file, node.lineno, parent, end_lineno=node.end_lineno)
        self._within(node, made, parent)

    def visit_FunctionDef(self, node, is_async=False):
        parent = self._stack[-1] if self._stack else None
        made = Function(self._module, node.name, self._file, node.lineno, parent, is_async, end_lineno=node.end_lineno)
        self._within(node, made, parent)

    def visit_AsyncFunctionDef(self, node):
        self.visit_FunctionDef(node, True)

    def _within(self, node, made, parent):
        if parent is None:
            self._tree[made.name] = made
        self._stack.append(made)
        self.generic_visit(node)
        self._stack.pop()

    def visit_Import(self, node):
        if self._stack:
            return
        for name in node.names:
            try:
                _read(name.name, self._path, self._module if self._inside else None)
            except (ImportError, SyntaxError):
                try:
                    _read(name.name, [])
                except (ImportError, SyntaxError):
                    continue

    def visit_ImportFrom(self, node):
        if self._stack:
            return
        try:
            module = '.' * node.level + (node.module or '')
            found = _read(importlib.util.resolve_name(module, self._module), self._path)
        except (ImportError, SyntaxError):
            return
        for name in node.names:
            if name.name in found:
                self._tree[name.asname or name.name] = found[name.name]
            elif name.name == '*':
                for known, value in found.items():
                    if not known.startswith('_'):
                        self._tree[known] = value
