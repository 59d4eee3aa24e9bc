"""What `help` prints: an object's signature, its documentation, and what it is made of."""

import builtins
import inspect
import sys
import types

__all__ = ['help', 'getdoc', 'render_doc', 'doc', 'plain', 'locate']


def getdoc(object):
    """The documentation of an object, or the comments above it."""
    text = inspect.getdoc(object) or inspect.getcomments(object)
    return text.rstrip() if text else ''


def plain(text):
    """A text without overstriking."""
    import re
    return re.sub('.\b', '', text)


def _indent(text, prefix='    '):
    if not text:
        return ''
    lines = [(prefix + line).rstrip() for line in text.split('\n')]
    return '\n'.join(lines)


def _value(object, most):
    text = repr(object)
    return text if len(text) <= most else text[:most - 3] + '...'


def _class_name(cls, module):
    return cls.__name__ if cls.__module__ in (module, None) else f'{cls.__module__}.{cls.__name__}'


def _signature(object):
    try:
        return str(inspect.signature(object))
    except (ValueError, TypeError):
        return '(...)'


def _visible(name):
    if name in ('__author__', '__builtins__', '__cached__', '__credits__', '__date__', '__doc__', '__docformat__',
                '__file__', '__loader__', '__module__', '__name__', '__package__', '__path__', '__qualname__',
                '__slots__', '__spec__', '__version__', '__abstractmethods__', '__static_attributes__',
                '__firstlineno__'):
        return False
    if name.startswith('__') and name.endswith('__'):
        return True
    return not name.startswith('_')


def _doc_routine(object, name, bound=False):
    """A function or a method, with its documentation."""
    original = getattr(object, '__name__', name)
    function = getattr(object, '__func__', object)
    note = ''
    if inspect.ismethod(object) and bound:
        owner = object.__self__
        note = f' method of {owner.__module__}.{owner.__name__} class' if inspect.isclass(owner) else \
            f' method of {type(owner).__module__}.{type(owner).__qualname__} instance'
    is_async = inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function)
    title = f'{original}' if original == name else f'{name} = {original}'
    signature = _signature(object)
    if original == '<lambda>':
        title, signature = f'{name} lambda', signature[1:-1] + ' '
    line = f'{"async " if is_async else ""}{title}{signature}{note}'
    text = getdoc(object)
    return line + '\n' + (_indent(text).rstrip() + '\n' if text else '')


def _doc_data(name, object, most=70):
    line = f'{name} = {_value(object, most - len(name) - 3)}'
    return line + '\n'


# What every instance may have, in the interpreter's own words.
_SLOTS = {'__dict__': 'dictionary for instance variables', '__weakref__': 'list of weak references to the object'}


def _doc_descriptor(name, object):
    text = _SLOTS.get(name) or getdoc(object)
    return (name + '\n' if name else '') + (_indent(text) + '\n' if text else '')


def _attributes(cls):
    """The attributes of a class: name, sort, where it is defined, the object."""
    found = []
    for name, kind, home, object in inspect.classify_class_attrs(cls):
        if isinstance(object, property):
            kind = 'readonly property' if object.fset is None else 'data descriptor'
        elif kind == 'data' and inspect.isdatadescriptor(object):
            kind = 'data descriptor'
        found.append((name, kind, home, object))
    return found


def _doc_class(cls, name=None):
    """A class with all that it has."""
    name, module = name or cls.__name__, cls.__module__
    title = f'class {name}' if name == cls.__name__ else f'{name} = class {cls.__name__}'
    if cls.__bases__:
        title += f'({", ".join(_class_name(base, module) for base in cls.__bases__)})'
    out = []
    signature = None
    try:
        signature = str(inspect.signature(cls))
    except (ValueError, TypeError):
        pass
    if signature and signature != '()':
        out.append(cls.__name__ + signature + '\n')
    # A class does not inherit its documentation.
    text = getdoc(cls) if cls.__dict__.get('__doc__') else ''
    if text:
        out.append(text + '\n')
    order = list(inspect.getmro(cls))
    if len(order) > 2:
        out.append('Method resolution order:')
        out += [f'    {_class_name(base, module)}' for base in order]
        out.append('')
    subclasses = sorted((_class_name(it, module) for it in type.__subclasses__(cls)
                         if not it.__name__.startswith('_') and it.__module__ == 'builtins'), key=str)
    if subclasses:
        out.append('Built-in subclasses:')
        out += [f'    {it}' for it in subclasses[:4]]
        out.append('')
    first = True

    def rule():
        nonlocal first
        if not first:
            out.append('-' * 70)
        first = False

    attributes = [it for it in _attributes(cls) if _visible(it[0])]
    for home in order:
        mine = [it for it in attributes if it[2] is home]
        attributes = [it for it in attributes if it[2] is not home]
        if home is builtins.object:
            break
        tag = 'defined here' if home is cls else f'inherited from {_class_name(home, module)}'
        mine.sort()
        for heading, kind, show in (
                ('Methods', 'method', None), ('Class methods', 'class method', None),
                ('Static methods', 'static method', None),
                ('Readonly properties', 'readonly property', _doc_descriptor),
                ('Data descriptors', 'data descriptor', _doc_descriptor),
                ('Data and other attributes', 'data', _doc_data)):
            members = [it for it in mine if it[1] == kind]
            if not members:
                continue
            rule()
            out.append(f'{heading} {tag}:\n')
            for member, _, _, object in members:
                if show is not None:
                    value = object if kind != 'data' else getattr(cls, member, object)
                    out.append(show(member, value))
                elif object is None:
                    out.append(_doc_data(member, None))
                else:
                    text = _doc_routine(getattr(cls, member), member)
                    if kind == 'class method':
                        line, newline, rest = text.partition('\n')
                        text = f'{line} from {type(cls).__module__}.{type(cls).__name__}{newline}{rest}'
                    out.append(text)
    contents = '\n'.join(out).rstrip()
    if not contents:
        return title + '\n'
    return title + '\n' + '\n'.join((' |  ' + line).rstrip() for line in contents.split('\n')) + '\n'


def _section(title, text):
    return f'{title}\n{_indent(text).rstrip()}\n\n'


def _doc_module(module):
    """A module with its classes, functions and data."""
    summary, _, rest = getdoc(module).partition('\n')
    out = _section('NAME', module.__name__ + (f' - {summary}' if summary else ''))
    if rest.strip():
        out += _section('DESCRIPTION', rest.strip('\n'))
    names = getattr(module, '__all__', None)
    shown = [name for name in (names or vars(module)) if names or _visible(name)]
    classes, functions, data = [], [], []
    for name in sorted(shown):
        object = getattr(module, name, None)
        if inspect.isclass(object):
            if names or object.__module__ == module.__name__:
                classes.append((name, object))
        elif inspect.isroutine(object):
            if names or inspect.isbuiltin(object) or inspect.getmodule(object) is module:
                functions.append((name, object))
        elif not inspect.ismodule(object):
            data.append((name, object))
    if classes:
        tree = _tree([cls for _, cls in classes], module.__name__)
        bodies = '\n'.join(_doc_class(cls, name) for name, cls in classes)
        out += _section('CLASSES', tree + '\n' + bodies)
    if functions:
        out += _section('FUNCTIONS', '\n'.join(_doc_routine(it, name) for name, it in functions))
    if data:
        out += _section('DATA', '\n'.join(_doc_data(name, it).rstrip() for name, it in data))
    out += _section('FILE', getattr(module, '__file__', None) or '(built-in)')
    return out


def _tree(classes, module):
    """The classes below their bases."""
    lines, shown = [], set()

    def below(tree, depth):
        for item in tree:
            if isinstance(item, tuple):
                cls, bases = item
                text = '    ' * depth + _class_name(cls, module)
                if bases and len(bases) > 1:
                    text += f'({", ".join(_class_name(base, module) for base in bases)})'
                if (cls, depth) not in shown:
                    lines.append(text)
            else:
                below(item, depth + 1)

    below(inspect.getclasstree(classes, True), 0)
    return '\n'.join(lines) + '\n'


def _kind(object):
    if inspect.ismodule(object):
        return f'module {object.__name__}'
    if inspect.isbuiltin(object):
        return f'built-in function {object.__name__}'
    if isinstance(object, property):
        return 'property'
    if inspect.isclass(object):
        return f'class {object.__name__}'
    if inspect.isfunction(object):
        return f'function {object.__name__}'
    if inspect.ismethod(object):
        return f'method {object.__name__}'
    if inspect.isroutine(object) and not isinstance(object, types.MethodWrapperType):
        return f'method_descriptor {object.__name__}' if hasattr(object, '__objclass__') else \
            f'{type(object).__name__} {object.__name__}'
    return type(object).__name__


def locate(path, forceload=0):
    """What a name with dots stands for, or None."""
    import importlib
    parts = [part for part in path.split('.') if part]
    found, used = None, 0
    while used < len(parts):
        try:
            found = importlib.import_module('.'.join(parts[:used + 1]))
        except ImportError:
            break
        used += 1
    if used == 0:
        found = builtins
    for part in parts[used:]:
        try:
            found = getattr(found, part)
        except AttributeError:
            return None
    return found


def render_doc(thing, title='Python Library Documentation: %s', forceload=0, renderer=None):
    """The text that `help` prints."""
    object, name = thing, None
    if isinstance(thing, str):
        object, name = locate(thing), thing
        if object is None:
            raise ImportError(f'No Python documentation found for {thing!r}.\nUse help() to get the interactive help '
                              'utility.\nUse help(str) for help on the str class.')
    text = _kind(object)
    module = inspect.getmodule(object)
    if name and '.' in name:
        text += ' in ' + name[:name.rfind('.')]
    elif module and module is not object:
        text += ' in module ' + module.__name__
    if not (inspect.ismodule(object) or inspect.isclass(object) or inspect.isroutine(object)
            or isinstance(object, property)):
        # Of other things it is the class that is described.
        object = type(object)
        text += ' object'
    own = getattr(object, '__name__', None)
    if inspect.ismodule(object):
        body = _doc_module(object)
    elif inspect.isclass(object):
        body = _doc_class(object)
    elif inspect.isroutine(object):
        body = _doc_routine(object, own, bound=True)
    else:
        body = _doc_descriptor('', object)
    return title % text + '\n\n' + body


def doc(thing, title='Python Library Documentation: %s', forceload=0, output=None, is_cli=False):
    """Print it."""
    try:
        text = render_doc(thing, title)
    except ImportError as error:
        if is_cli:
            raise
        print(error, end='\n\n')
        return
    (output or sys.stdout).write(text + '\n' if output is None else text)


class Helper:
    """What `help` is."""

    def __repr__(self):
        return '<pydoc.Helper instance>'

    def __call__(self, *args):
        if not args:
            print('Help: help(object) tells about an object, help("module.name") about a name.')
        elif len(args) > 1:
            raise TypeError(f'Helper.__call__() takes from 1 to 2 positional arguments but {len(args) + 1} were given')
        else:
            doc(args[0], 'Help on %s:')


help = Helper()
