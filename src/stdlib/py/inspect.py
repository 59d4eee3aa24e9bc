"""What can be found out about live objects: kinds, members, signatures, source."""

import builtins
import collections
import functools
import os
import re
import sys
import types

__all__ = [
    'BoundArguments', 'Parameter', 'Signature', 'FullArgSpec', 'Attribute', 'classify_class_attrs', 'cleandoc',
    'getattr_static', 'getcallargs', 'getclosurevars', 'getcomments', 'getcoroutinestate', 'getdoc', 'getfile',
    'getfullargspec', 'getgeneratorlocals', 'getgeneratorstate', 'getmembers', 'getmembers_static', 'getmodule',
    'getmodulename', 'getmro', 'getsource', 'getsourcefile', 'getsourcelines', 'isabstract', 'isasyncgen',
    'isasyncgenfunction', 'isawaitable', 'isbuiltin', 'isclass', 'iscode', 'iscoroutine', 'iscoroutinefunction',
    'isdatadescriptor', 'isframe', 'isfunction', 'isgenerator', 'isgeneratorfunction', 'isgetsetdescriptor',
    'ismemberdescriptor', 'ismethod', 'ismethoddescriptor', 'ismodule', 'isroutine', 'istraceback', 'signature',
    'stack', 'currentframe', 'unwrap', 'get_annotations',
]

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS, CO_NESTED = 1, 2, 4, 8, 16
CO_GENERATOR, CO_NOFREE, CO_COROUTINE, CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 32, 64, 128, 256, 512


# --- kinds ---

def _kind(*kinds):
    def test(object):
        return isinstance(object, kinds)

    return test


ismodule = _kind(types.ModuleType)
isclass = _kind(type)
isfunction = _kind(types.FunctionType)
isbuiltin = _kind(types.BuiltinFunctionType)
isgenerator = _kind(types.GeneratorType)
iscoroutine = _kind(types.CoroutineType)
isasyncgen = _kind(types.AsyncGeneratorType)
istraceback = _kind(types.TracebackType)
isframe = _kind(types.FrameType)
iscode = _kind(types.CodeType)
isgetsetdescriptor = _kind(types.GetSetDescriptorType)
ismemberdescriptor = _kind(types.MemberDescriptorType)
ismethodwrapper = _kind(types.MethodWrapperType)


def ismethod(object):
    """Whether an object is a Python function bound to its first argument."""
    return isinstance(object, types.MethodType) and not isbuiltin(object) and hasattr(object, '__func__') \
        and isinstance(object.__func__, types.FunctionType)


def ismethoddescriptor(object):
    """Whether an object computes attributes, and is neither a function nor data."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    kind = type(object)
    return hasattr(kind, '__get__') and not hasattr(kind, '__set__')


def isdatadescriptor(object):
    """Whether an object computes attributes and may be assigned to."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    kind = type(object)
    return hasattr(kind, '__set__') or hasattr(kind, '__delete__')


def isroutine(object):
    """Whether an object is a function or method of any kind."""
    return isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object)


def isabstract(object):
    """Whether an object is a class with abstract methods."""
    return isclass(object) and bool(getattr(object, '__abstractmethods__', None))


def _has_flag(object, flag):
    while isinstance(object, functools.partial):
        object = object.func
    if ismethod(object):
        object = object.__func__
    return isfunction(object) and bool(object.__code__.co_flags & flag)


def isgeneratorfunction(object):
    """Whether calling an object makes a generator."""
    return _has_flag(object, CO_GENERATOR)


def iscoroutinefunction(object):
    """Whether calling an object makes a coroutine."""
    return _has_flag(object, CO_COROUTINE)


def isasyncgenfunction(object):
    """Whether calling an object makes an asynchronous generator."""
    return _has_flag(object, CO_ASYNC_GENERATOR)


def isawaitable(object):
    """Whether an object can be used in `await`."""
    if isgenerator(object):
        return bool(object.gi_code.co_flags & CO_ITERABLE_COROUTINE)
    return iscoroutine(object) or hasattr(type(object), '__await__')


# --- states ---

GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = 'GEN_CREATED', 'GEN_RUNNING', 'GEN_SUSPENDED', 'GEN_CLOSED'
CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED = (
    'CORO_CREATED', 'CORO_RUNNING', 'CORO_SUSPENDED', 'CORO_CLOSED')


def getgeneratorstate(generator):
    """GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED or GEN_CLOSED"""
    if generator.gi_running:
        return GEN_RUNNING
    if generator.gi_suspended:
        return GEN_SUSPENDED
    return GEN_CLOSED if generator.gi_frame is None else GEN_CREATED


def getcoroutinestate(coroutine):
    """CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED or CORO_CLOSED"""
    if coroutine.cr_running:
        return CORO_RUNNING
    if coroutine.cr_suspended:
        return CORO_SUSPENDED
    return CORO_CLOSED if coroutine.cr_frame is None else CORO_CREATED


def getgeneratorlocals(generator):
    """The local variables of a generator."""
    frame = generator.gi_frame
    return {} if frame is None else frame.f_locals


# --- members ---

Attribute = collections.namedtuple('Attribute', 'name kind defining_class object')


def getmembers(object, predicate=None):
    """All members of an object as (name, value) pairs sorted by name."""
    made = []
    for name in sorted(set(dir(object))):
        try:
            value = getattr(object, name)
        except AttributeError:
            continue
        if predicate is None or predicate(value):
            made.append((name, value))
    return made


def getmembers_static(object, predicate=None):
    """The same, without computing attributes."""
    made = []
    for name in sorted(set(dir(object))):
        try:
            value = getattr_static(object, name)
        except AttributeError:
            continue
        if predicate is None or predicate(value):
            made.append((name, value))
    return made


_absent = object()


def getattr_static(obj, attr, default=_absent):
    """An attribute as it is stored, without descriptors, __getattr__ or __getattribute__."""
    kinds = [obj] if isclass(obj) else []
    if not kinds:
        try:
            own = object.__getattribute__(obj, '__dict__')
        except AttributeError:
            own = {}
        if attr in own:
            return dict.__getitem__(own, attr)
    for start in kinds or [type(obj)]:
        for kind in start.__mro__:
            if attr in kind.__dict__:
                return kind.__dict__[attr]
    if kinds:
        for kind in type(obj).__mro__:
            if attr in kind.__dict__:
                return kind.__dict__[attr]
    if default is not _absent:
        return default
    raise AttributeError(attr)


def classify_class_attrs(cls):
    """All attributes of a class as (name, kind, defining class, object)."""
    made = []
    for name in sorted(set(dir(cls))):
        for base in cls.__mro__:
            if name in base.__dict__:
                break
        else:
            continue
        value = base.__dict__[name]
        if isinstance(value, staticmethod):
            kind = 'static method'
        elif isinstance(value, classmethod):
            kind = 'class method'
        elif isinstance(value, property):
            kind = 'property'
        else:
            kind = 'method' if isroutine(value) else 'data'
        made.append(Attribute(name, kind, base, value))
    return made


def getmro(cls):
    """The classes in which attributes are looked up, in order."""
    return cls.__mro__


def unwrap(func, *, stop=None):
    """The function that decorators have wrapped."""
    seen = {id(func)}
    first = func
    while hasattr(func, '__wrapped__') and not (stop is not None and stop(func)):
        func = func.__wrapped__
        if id(func) in seen or len(seen) >= sys.getrecursionlimit():
            raise ValueError(f'wrapper loop when unwrapping {first!r}')
        seen.add(id(func))
    return func


def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    """The annotations of a class, function or module, strings evaluated on request."""
    if isclass(obj):
        annotations = obj.__dict__.get('__annotations__')
        module = sys.modules.get(obj.__module__)
        known, names = getattr(module, '__dict__', None), dict(vars(obj))
    elif ismodule(obj):
        annotations, known, names = getattr(obj, '__annotations__', None), obj.__dict__, None
    elif callable(obj):
        annotations = getattr(obj, '__annotations__', None)
        known, names = getattr(unwrap(obj), '__globals__', None), None
    else:
        raise TypeError(f'{obj!r} is not a module, class, or callable.')
    if not annotations:
        return {}
    if not eval_str:
        return dict(annotations)
    globals = known if globals is None else globals
    locals = names if locals is None else locals
    return {key: eval(value, globals, locals) if isinstance(value, str) else value
            for key, value in annotations.items()}


# --- documentation and source ---

def cleandoc(doc):
    """A docstring without the indentation that it has in the source."""
    lines = doc.expandtabs().split('\n')
    margins = [len(line) - len(line.lstrip(' ')) for line in lines[1:] if line.strip(' ')]
    margin = min(margins, default=0)
    lines = [lines[0].lstrip(' ')] + [line[margin:] for line in lines[1:]]
    while lines and not lines[-1].strip(' '):
        lines.pop()
    while lines and not lines[0].strip(' '):
        lines.pop(0)
    return '\n'.join(lines)


def getdoc(object):
    """The docstring of an object, inherited if it has none itself."""
    doc = getattr(object, '__doc__', None)
    if doc is None:
        doc = _inherited_doc(object)
    return cleandoc(doc) if isinstance(doc, str) else None


def _inherited_doc(object):
    if isclass(object):
        for base in object.__mro__[1:]:
            if base is not builtins.object and base.__doc__ is not None:
                return base.__doc__
        return None
    name = getattr(object, '__name__', None)
    if ismethod(object):
        owner = object.__self__
        owner = owner if isclass(owner) else type(owner)
    elif isfunction(object):
        module = sys.modules.get(object.__module__)
        owner = module
        for part in object.__qualname__.split('.')[:-1]:
            owner = getattr(owner, part, None)
    elif isinstance(object, property):
        name = getattr(object.fget, '__name__', None)
        owner = None
    else:
        return None
    for base in getattr(owner, '__mro__', ())[1:]:
        doc = getattr(base.__dict__.get(name), '__doc__', None)
        if doc is not None:
            return doc
    return None


def getfile(object):
    """The file that an object was defined in."""
    if ismodule(object):
        if getattr(object, '__file__', None):
            return object.__file__
        raise TypeError(f'{object!r} is a built-in module')
    if isclass(object):
        module = sys.modules.get(object.__module__)
        if getattr(module, '__file__', None):
            return module.__file__
        if object.__module__ == '__main__':
            raise OSError('source code not available')
        raise TypeError(f'{object!r} is a built-in class')
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    if iscode(object):
        return object.co_filename
    raise TypeError('module, class, method, function, traceback, frame, or code object was expected, got '
                    f'{type(object).__name__}')


def getmodulename(path):
    """The name of the module that a file holds, or None."""
    name = os.path.basename(path)
    return name[:-3] if name.endswith('.py') else None


def getmodule(object, _filename=None):
    """The module that an object was defined in, or None."""
    if ismodule(object):
        return object
    if hasattr(object, '__module__'):
        return sys.modules.get(object.__module__)
    try:
        file = getfile(object)
    except TypeError:
        return None
    for module in list(sys.modules.values()):
        if getattr(module, '__file__', None) == file:
            return module
    return None


def getsourcefile(object):
    """The source file of an object, or None."""
    file = getfile(object)
    return file if os.path.exists(file) else None


def findsource(object):
    """All lines of the file of an object, and the number of its first line (from 0)."""
    import linecache
    file = getfile(object)
    lines = linecache.getlines(file)
    if not lines:
        raise OSError('could not get source code')
    if ismodule(object):
        return lines, 0
    if isclass(object):
        return lines, _line_of_class(lines, object.__qualname__.split('.'))
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    first = object.co_firstlineno - 1
    if first >= len(lines):
        raise OSError('lineno is out of bounds')
    return lines, first


def _line_of_class(lines, path):
    """Follows the names of a qualified name, each further in than the one before."""
    path = [name for name in path if name != '<locals>']
    at, indent = 0, -1
    for name in path:
        pattern = re.compile(rf'(\s*)(?:class|(?:async\s+)?def)\s+{re.escape(name)}\b')
        for number in range(at, len(lines)):
            found = pattern.match(lines[number])
            if found and len(found[1]) > indent:
                at, indent = number, len(found[1])
                break
        else:
            raise OSError('could not find class definition')
    while at > 0 and lines[at - 1].lstrip().startswith('@'):
        at -= 1
    return at


def getblock(lines):
    """The lines of the definition that a list of lines starts with."""
    open_brackets = 0
    quote = None
    started = False
    indent = _depth_of(lines[0])
    end = 0
    for number, line in enumerate(lines):
        text = line.strip()
        inside = quote is not None or open_brackets > 0
        if not inside and text and not text.startswith('#'):
            if started and _depth_of(line) <= indent:
                break
        open_brackets, quote = _scan(line, open_brackets, quote)
        if text and (inside or not text.startswith('#') or _depth_of(line) > indent):
            end = number + 1
        if not started and quote is None and not open_brackets and not text.startswith('@'):
            started = True
            if re.match(r'(async\s+def|def|class)\b', text) is None and 'lambda' in text:
                break
    return lines[:end]


def _depth_of(line):
    """How far a line is indented."""
    return len(line) - len(line.lstrip())


def _scan(line, brackets, quote):
    """How many brackets are open behind a line, and in which long string it ends."""
    at = 0
    while at < len(line):
        char = line[at]
        if quote is not None:
            if char == '\\':
                at += 2
                continue
            if line.startswith(quote, at):
                at += len(quote)
                quote = None
                continue
        elif char == '#':
            break
        elif char in '\'"':
            quote = char * 3 if line.startswith(char * 3, at) else char
            at += len(quote)
            continue
        elif char in '([{':
            brackets += 1
        elif char in ')]}':
            brackets -= 1
        at += 1
    # A short string ends with its line.
    return brackets, quote if quote is not None and len(quote) == 3 else None


def getsourcelines(object):
    """The lines of a definition, and the number of the first (from 1; 0 for a module)."""
    object = unwrap(object)
    lines, first = findsource(object)
    if ismodule(object):
        return lines, 0
    if isframe(object) and object.f_code.co_name == '<module>':
        return lines, 0
    return getblock(lines[first:]), first + 1


def getsource(object):
    """The text of a definition."""
    return ''.join(getsourcelines(object)[0])


def getcomments(object):
    """The comment lines directly above a definition, or None."""
    try:
        lines, first = findsource(object)
    except (OSError, TypeError):
        return None
    made = []
    at = first - 1
    while at >= 0 and lines[at].lstrip().startswith('#'):
        made.insert(0, lines[at].expandtabs().lstrip())
        at -= 1
    return ''.join(made) or None


# --- frames ---

def currentframe():
    """The frame of the caller."""
    return sys._getframe(1) if hasattr(sys, '_getframe') else None


FrameInfo = collections.namedtuple('FrameInfo', 'frame filename lineno function code_context index')
Traceback = collections.namedtuple('Traceback', 'filename lineno function code_context index')


def getframeinfo(frame, context=1):
    """Where a frame or traceback is."""
    import linecache
    lineno = frame.tb_lineno if istraceback(frame) else frame.f_lineno
    code = (frame.tb_frame if istraceback(frame) else frame).f_code
    lines = linecache.getlines(code.co_filename)
    start = max(0, min(lineno - 1 - context // 2, len(lines) - context))
    shown = lines[start:start + context] if context > 0 and lines else None
    index = lineno - 1 - start if shown else None
    return Traceback(code.co_filename, lineno, code.co_name, shown, index)


def getouterframes(frame, context=1):
    """A frame and its callers."""
    made = []
    while frame is not None:
        made.append(FrameInfo(frame, *getframeinfo(frame, context)))
        frame = frame.f_back
    return made


def getinnerframes(tb, context=1):
    """The frames of a traceback."""
    made = []
    while tb is not None:
        made.append(FrameInfo(tb.tb_frame, *getframeinfo(tb, context)))
        tb = tb.tb_next
    return made


def stack(context=1):
    """The frames of the caller and of its callers."""
    return getouterframes(sys._getframe(1), context)


def trace(context=1):
    """The frames between here and where the current exception was raised."""
    exception = sys.exception()
    return getinnerframes(exception.__traceback__ if exception else None, context)


ClosureVars = collections.namedtuple('ClosureVars', 'nonlocals globals builtins unbound')


def getclosurevars(func):
    """What the names in a function mean."""
    if ismethod(func):
        func = func.__func__
    if not isfunction(func):
        raise TypeError(f'{func!r} is not a Python function')
    code = func.__code__
    nonlocals = {} if func.__closure__ is None else {
        name: cell.cell_contents for name, cell in zip(code.co_freevars, func.__closure__)}
    found, known, unbound = {}, {}, set()
    for name in code.co_names:
        if name in func.__globals__:
            found[name] = func.__globals__[name]
        elif hasattr(builtins, name):
            known[name] = getattr(builtins, name)
        else:
            unbound.add(name)
    return ClosureVars(nonlocals, found, known, unbound)


from _signature import (  # noqa: E402  (its own file: it is long)
    BoundArguments, FullArgSpec, Parameter, Signature, _empty, _ParameterKind, getcallargs,
    getfullargspec, signature,
)
