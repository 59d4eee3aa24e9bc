"""Signatures: what parameters something that can be called has. A part of `inspect`."""

import collections
import enum
import functools
import types

FullArgSpec = collections.namedtuple(
    'FullArgSpec', 'args varargs varkw defaults kwonlyargs kwonlydefaults annotations')


class _empty:
    """Marker object for Signature.empty and Parameter.empty."""

    __module__ = 'inspect'


class _ParameterKind(enum.IntEnum):
    __module__ = 'inspect'

    POSITIONAL_ONLY = 0
    POSITIONAL_OR_KEYWORD = 1
    VAR_POSITIONAL = 2
    KEYWORD_ONLY = 3
    VAR_KEYWORD = 4

    def __str__(self):
        return self.name

    @property
    def description(self):
        return {0: 'positional-only', 1: 'positional or keyword', 2: 'variadic positional',
                3: 'keyword-only', 4: 'variadic keyword'}[int(self)]


_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD = _ParameterKind


def formatannotation(annotation, base_module=None):
    """How a signature shows an annotation."""
    if getattr(annotation, '__module__', None) == 'typing':
        return repr(annotation).replace('typing.', '')
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ('builtins', base_module):
            return annotation.__qualname__
        return annotation.__module__ + '.' + annotation.__qualname__
    return repr(annotation)


class Parameter:
    """A parameter of a function."""

    __module__ = 'inspect'

    __slots__ = ('_name', '_kind', '_default', '_annotation')

    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD = _POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD = _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            self._kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError(f'value {kind!r} is not a valid Parameter.kind') from None
        if default is not _empty and self._kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            raise ValueError(f'{self._kind.description} parameters cannot have default values')
        if not isinstance(name, str):
            raise TypeError(f'name must be a str, not a {type(name).__name__}')
        if not name.isidentifier():
            raise ValueError(f'{name!r} is not a valid parameter name')
        self._name, self._default, self._annotation = name, default, annotation

    name = property(lambda self: self._name)
    kind = property(lambda self: self._kind)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)

    def replace(self, *, name=None, kind=None, annotation=_empty, default=_empty):
        """Creates a customized copy of the Parameter."""
        return type(self)(self._name if name is None else name, self._kind if kind is None else kind,
                          default=self._default if default is _empty else default,
                          annotation=self._annotation if annotation is _empty else annotation)

    def __str__(self):
        text = self._name
        if self._annotation is not _empty:
            text += f': {formatannotation(self._annotation)}'
        if self._default is not _empty:
            equals = ' = ' if self._annotation is not _empty else '='
            text += equals + repr(self._default)
        stars = {_VAR_POSITIONAL: '*', _VAR_KEYWORD: '**'}
        return stars.get(self._kind, '') + text

    def __repr__(self):
        return f'<{type(self).__name__} "{self}">'

    def _key(self):
        return self._name, self._kind, self._default, self._annotation

    def __eq__(self, other):
        return self._key() == other._key() if isinstance(other, Parameter) else NotImplemented

    def __hash__(self):
        return hash(self._key())


class BoundArguments:
    """Arguments of a call, by the names of the parameters."""

    __module__ = 'inspect'

    __slots__ = ('arguments', '_signature')

    def __init__(self, signature, arguments):
        self.arguments = arguments
        self._signature = signature

    signature = property(lambda self: self._signature)

    @property
    def args(self):
        """The positional arguments."""
        made = []
        for name, parameter in self._signature.parameters.items():
            if parameter.kind in (_VAR_KEYWORD, _KEYWORD_ONLY) or name not in self.arguments:
                break
            if parameter.kind is _VAR_POSITIONAL:
                made.extend(self.arguments[name])
            else:
                made.append(self.arguments[name])
        return tuple(made)

    @property
    def kwargs(self):
        """The arguments by keyword."""
        made = {}
        by_keyword = False
        for name, parameter in self._signature.parameters.items():
            if not by_keyword:
                by_keyword = parameter.kind in (_VAR_KEYWORD, _KEYWORD_ONLY)
                if not by_keyword and name not in self.arguments:
                    by_keyword = True
                    continue
            if not by_keyword or name not in self.arguments:
                continue
            if parameter.kind is _VAR_KEYWORD:
                made.update(self.arguments[name])
            else:
                made[name] = self.arguments[name]
        return made

    def apply_defaults(self):
        """Set default values for missing arguments."""
        made = {}
        for name, parameter in self._signature.parameters.items():
            if name in self.arguments:
                made[name] = self.arguments[name]
            elif parameter.default is not _empty:
                made[name] = parameter.default
            elif parameter.kind is _VAR_POSITIONAL:
                made[name] = ()
            elif parameter.kind is _VAR_KEYWORD:
                made[name] = {}
        self.arguments = made

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    def __repr__(self):
        shown = ', '.join(f'{name}={value!r}' for name, value in self.arguments.items())
        return f'<{type(self).__name__} ({shown})>'


class Signature:
    """The parameters of a function, and the annotation of its result."""

    __module__ = 'inspect'

    __slots__ = ('_return_annotation', '_parameters')

    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        made = {}
        last = _POSITIONAL_ONLY
        had_default = False
        for parameter in parameters or ():
            if parameter.kind < last:
                raise ValueError(f'wrong parameter order: {last.description} parameter before '
                                 f'{parameter.kind.description} parameter')
            last = parameter.kind
            if parameter.kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
                if parameter.default is not _empty:
                    had_default = True
                elif had_default:
                    raise ValueError('non-default argument follows default argument')
            if parameter.name in made:
                raise ValueError(f'duplicate parameter name: {parameter.name!r}')
            made[parameter.name] = parameter
        self._parameters = types.MappingProxyType(made)
        self._return_annotation = return_annotation

    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        """The signature of something that can be called."""
        return _of(obj, cls, follow_wrapped, globals, locals, eval_str)

    def replace(self, *, parameters=_empty, return_annotation=_empty):
        """Creates a customized copy of the Signature."""
        return type(self)(
            self.parameters.values() if parameters is _empty else parameters,
            return_annotation=self._return_annotation if return_annotation is _empty else return_annotation)

    def bind(self, /, *args, **kwargs):
        """The arguments of a call, or TypeError if the signature does not take them."""
        return self._bind(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        """The same; arguments may be missing."""
        return self._bind(args, kwargs, True)

    def _bind(self, args, kwargs, partial):
        arguments = {}
        rest = list(args)
        kwargs = dict(kwargs)
        collected = None
        for name, parameter in self.parameters.items():
            kind = parameter.kind
            if kind is _VAR_POSITIONAL:
                if rest:
                    arguments[name] = tuple(rest)
                    rest = []
            elif kind is _VAR_KEYWORD:
                collected = name
            elif kind is not _KEYWORD_ONLY and rest:
                if name in kwargs and kind is not _POSITIONAL_ONLY:
                    raise TypeError(f'multiple values for argument {name!r}')
                arguments[name] = rest.pop(0)
            elif kind is not _POSITIONAL_ONLY and name in kwargs:
                arguments[name] = kwargs.pop(name)
            elif parameter.default is _empty and not partial:
                if kind is _POSITIONAL_ONLY and name in kwargs:
                    raise TypeError(f'{name!r} parameter is positional only, but was passed as a keyword')
                only = ' keyword-only' if kind is _KEYWORD_ONLY else ''
                raise TypeError(f'missing a required{only} argument: {name!r}')
        if rest:
            raise TypeError('too many positional arguments')
        if kwargs:
            if collected is None:
                raise TypeError(f'got an unexpected keyword argument {next(iter(kwargs))!r}')
            arguments[collected] = kwargs
        ordered = {name: arguments[name] for name in self.parameters if name in arguments}
        return BoundArguments(self, ordered)

    def __str__(self):
        made = []
        slash = False
        star = True
        for parameter in self.parameters.values():
            if parameter.kind is _POSITIONAL_ONLY:
                slash = True
            elif slash:
                made.append('/')
                slash = False
            if parameter.kind is _VAR_POSITIONAL:
                star = False
            elif parameter.kind is _KEYWORD_ONLY and star:
                made.append('*')
                star = False
            made.append(str(parameter))
        if slash:
            made.append('/')
        text = f"({', '.join(made)})"
        if self._return_annotation is not _empty:
            text += f' -> {formatannotation(self._return_annotation)}'
        return text

    def __repr__(self):
        return f'<{type(self).__name__} {self}>'

    def _key(self):
        """Keyword-only parameters may come in any order."""
        ordered = tuple(it for it in self.parameters.values() if it.kind is not _KEYWORD_ONLY)
        named = {it.name: it for it in self.parameters.values() if it.kind is _KEYWORD_ONLY}
        return ordered, named, self._return_annotation

    def __eq__(self, other):
        return self._key() == other._key() if isinstance(other, Signature) else NotImplemented

    def __hash__(self):
        ordered, named, result = self._key()
        return hash((ordered, frozenset(named.values()), result))


# --- signatures of things ---

def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    """The signature of something that can be called."""
    return Signature.from_callable(obj, follow_wrapped=follow_wrapped, globals=globals, locals=locals,
                                   eval_str=eval_str)


def _of(obj, cls, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    def again(inner):
        return _of(inner, cls, follow_wrapped, globals, locals, eval_str)

    if not callable(obj):
        raise TypeError(f'{obj!r} is not a callable object')
    if isinstance(obj, types.MethodType):
        return _without_first(again(obj.__func__))
    if follow_wrapped:
        from inspect import unwrap
        obj = unwrap(obj, stop=lambda it: hasattr(it, '__signature__'))
        if isinstance(obj, types.MethodType):
            return again(obj)
    given = getattr(obj, '__signature__', None)
    if given is not None and not isinstance(obj, type):
        if not isinstance(given, Signature):
            raise TypeError(f'unexpected object {given!r} in __signature__ attribute')
        return given
    if isinstance(obj, types.FunctionType):
        return _of_function(obj, cls, globals, locals, eval_str)
    if isinstance(obj, functools.partial):
        return _of_partial(again(obj.func), obj)
    if isinstance(obj, type):
        return _of_class(obj, cls, again)
    text = getattr(obj, '__text_signature__', None)
    if text:
        made = _of_text(text, cls)
        return made if made is not None else _unknown(obj)
    call = getattr(type(obj), '__call__', None)
    if isinstance(call, types.FunctionType):
        return _without_first(again(call))
    return _unknown(obj)


def _unknown(obj):
    raise ValueError(f'no signature found for builtin {obj!r}')


def _without_first(made):
    parameters = list(made.parameters.values())
    if not parameters or parameters[0].kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
        raise ValueError('invalid method signature')
    if parameters[0].kind is not _VAR_POSITIONAL:
        parameters = parameters[1:]
    return made.replace(parameters=parameters)


def _of_class(obj, cls, again):
    if '__signature__' in obj.__dict__ and isinstance(obj.__dict__['__signature__'], Signature):
        return obj.__dict__['__signature__']
    call = getattr(type(obj), '__call__', None)
    if isinstance(call, types.FunctionType):
        return _without_first(again(call))
    for base in obj.__mro__:
        for name in ('__new__', '__init__'):
            method = base.__dict__.get(name)
            if isinstance(method, staticmethod):
                method = method.__func__
            if isinstance(method, types.FunctionType):
                return _without_first(again(method))
    if any(base.__dict__.get('__text_signature__') for base in obj.__mro__[:-1]):
        made = _of_text(obj.__text_signature__, cls)
        if made is not None:
            return made
    if all(base.__module__ != 'builtins' for base in obj.__mro__[:-1]):
        return cls()
    raise ValueError(f'no signature found for builtin type {obj!r}')


def _of_function(function, cls, globals, locals, eval_str):
    from inspect import get_annotations
    code = function.__code__
    names = code.co_varnames
    count, only = code.co_argcount, code.co_posonlyargcount
    annotations = get_annotations(function, globals=globals, locals=locals, eval_str=eval_str)
    defaults = function.__defaults__ or ()
    keyword_defaults = function.__kwdefaults__ or {}
    made = []
    for place, name in enumerate(names[:count]):
        at = place - (count - len(defaults))
        made.append(Parameter(name, _POSITIONAL_ONLY if place < only else _POSITIONAL_OR_KEYWORD,
                              default=defaults[at] if at >= 0 else _empty,
                              annotation=annotations.get(name, _empty)))
    end = count + code.co_kwonlyargcount
    if code.co_flags & 4:
        made.append(Parameter(names[end], _VAR_POSITIONAL, annotation=annotations.get(names[end], _empty)))
    for name in names[count:end]:
        made.append(Parameter(name, _KEYWORD_ONLY, default=keyword_defaults.get(name, _empty),
                              annotation=annotations.get(name, _empty)))
    if code.co_flags & 8:
        name = names[end + bool(code.co_flags & 4)]
        made.append(Parameter(name, _VAR_KEYWORD, annotation=annotations.get(name, _empty)))
    return cls(made, return_annotation=annotations.get('return', _empty))


def _of_partial(made, partial):
    try:
        bound = made.bind_partial(*partial.args, **partial.keywords)
    except TypeError as error:
        raise ValueError(f'partial object {partial!r} has incorrect arguments') from error
    left = []
    by_keyword = False
    for name, parameter in made.parameters.items():
        kind = parameter.kind
        if name in bound.arguments:
            if kind is _POSITIONAL_ONLY:
                continue
            if kind is _POSITIONAL_OR_KEYWORD:
                if name not in partial.keywords:
                    continue
                # Behind a keyword there can be only keywords.
                by_keyword = True
                parameter = parameter.replace(default=bound.arguments[name])
            elif kind is _KEYWORD_ONLY:
                parameter = parameter.replace(default=bound.arguments[name])
        if by_keyword and parameter.kind is _POSITIONAL_OR_KEYWORD:
            parameter = parameter.replace(kind=_KEYWORD_ONLY)
        elif by_keyword and parameter.kind is _VAR_POSITIONAL:
            continue
        left.append(parameter)
    return made.replace(parameters=left)


def _of_text(text, cls):
    """The signature that a built-in function has as text: `(a, b=1, /, *, c)`."""
    import ast
    made = []
    kind = _POSITIONAL_OR_KEYWORD
    for part in text.strip('()').split(','):
        part = part.strip()
        if not part or part.startswith('$'):
            continue
        if part == '/':
            made = [it.replace(kind=_POSITIONAL_ONLY) for it in made]
        elif part == '*':
            kind = _KEYWORD_ONLY
        elif part.startswith('**'):
            made.append(Parameter(part[2:], _VAR_KEYWORD))
        elif part.startswith('*'):
            made.append(Parameter(part[1:], _VAR_POSITIONAL))
            kind = _KEYWORD_ONLY
        else:
            name, equals, default = part.partition('=')
            try:
                value = ast.literal_eval(default) if equals else _empty
            except (ValueError, SyntaxError):
                return None
            made.append(Parameter(name, kind, default=value))
    return cls(made)


# --- the older interface ---

def getfullargspec(func):
    """The names and defaults of the parameters of a function."""
    try:
        made = _of(func, Signature, follow_wrapped=False)
    except Exception as error:
        raise TypeError('unsupported callable') from error
    args, defaults, only, only_defaults, annotations = [], [], [], {}, {}
    varargs = varkw = None
    if made.return_annotation is not _empty:
        annotations['return'] = made.return_annotation
    if isinstance(func, types.MethodType):
        args.append(func.__func__.__code__.co_varnames[0])
    for name, parameter in made.parameters.items():
        if parameter.kind <= _POSITIONAL_OR_KEYWORD:
            args.append(name)
            if parameter.default is not _empty:
                defaults.append(parameter.default)
        elif parameter.kind is _VAR_POSITIONAL:
            varargs = name
        elif parameter.kind is _VAR_KEYWORD:
            varkw = name
        else:
            only.append(name)
            if parameter.default is not _empty:
                only_defaults[name] = parameter.default
        if parameter.annotation is not _empty:
            annotations[name] = parameter.annotation
    return FullArgSpec(args, varargs, varkw, tuple(defaults) or None, only, only_defaults or None, annotations)


def getcallargs(func, /, *positional, **named):
    """What each parameter would get in a call."""
    if isinstance(func, types.MethodType):
        positional = (func.__self__, *positional)
        func = func.__func__
    bound = signature(func).bind(*positional, **named)
    bound.apply_defaults()
    return dict(bound.arguments)
