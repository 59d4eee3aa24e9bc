"""Type hints: objects that say what is meant, and do nothing else at run time."""

import collections
import collections.abc
import contextlib
import functools
import operator
import sys
import types
from abc import ABCMeta, abstractmethod
from types import GenericAlias

__all__ = [
    'AbstractSet', 'Annotated', 'Any', 'AnyStr', 'AsyncContextManager', 'AsyncGenerator',
    'AsyncIterable', 'AsyncIterator', 'Awaitable', 'BinaryIO', 'ByteString', 'Callable', 'ChainMap',
    'ClassVar', 'Collection', 'Concatenate', 'Container', 'ContextManager', 'Coroutine', 'Counter',
    'DefaultDict', 'Deque', 'Dict', 'Final', 'ForwardRef', 'FrozenSet', 'Generator', 'Generic',
    'Hashable', 'IO', 'ItemsView', 'Iterable', 'Iterator', 'KeysView', 'List', 'Literal',
    'LiteralString', 'Mapping', 'MappingView', 'Match', 'MutableMapping', 'MutableSequence',
    'MutableSet', 'NamedTuple', 'Never', 'NewType', 'NoReturn', 'NotRequired', 'Optional',
    'OrderedDict', 'ParamSpec', 'ParamSpecArgs', 'ParamSpecKwargs', 'Pattern', 'Protocol',
    'Required', 'Reversible', 'Self', 'Sequence', 'Set', 'Sized', 'SupportsAbs', 'SupportsBytes',
    'SupportsComplex', 'SupportsFloat', 'SupportsIndex', 'SupportsInt', 'SupportsRound', 'Text',
    'TextIO', 'Tuple', 'Type', 'TypeAlias', 'TypeAliasType', 'TypeGuard', 'TypeVar', 'TypeVarTuple',
    'TypedDict', 'TYPE_CHECKING', 'Union', 'Unpack', 'ValuesView', 'assert_never', 'assert_type',
    'cast', 'clear_overloads', 'dataclass_transform', 'final', 'get_args', 'get_origin',
    'get_overloads', 'get_type_hints', 'is_typeddict', 'no_type_check', 'overload', 'override',
    'reveal_type', 'runtime_checkable',
]

TYPE_CHECKING = False
Text = str
_UNSET = object()


def _type_repr(obj):
    if isinstance(obj, type) and not isinstance(obj, GenericAlias):
        if obj.__module__ == 'builtins':
            return obj.__qualname__
        return f'{obj.__module__}.{obj.__qualname__}'
    if obj is ...:
        return '...'
    if isinstance(obj, types.FunctionType):
        return obj.__name__
    if isinstance(obj, (tuple, list)):
        return '[' + ', '.join(map(_type_repr, obj)) + ']'
    return repr(obj)


def _convert(arg):
    """What an argument of a subscription stands for: None is its class, text is a reference."""
    if arg is None:
        return type(None)
    if isinstance(arg, str):
        return ForwardRef(arg)
    return arg


def _check(arg, message):
    arg = _convert(arg)
    if isinstance(arg, type) and arg in (Generic, Protocol):
        raise TypeError(f'Plain {arg} is not valid as type argument')
    if type(arg) is tuple:
        raise TypeError(f'{message} Got {arg!r:.100}.')
    return arg


class _Typing:
    """What all objects of this module have in common: `|` makes a union of them."""

    __slots__ = ()

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


def _caller(depth=2):
    """The module that called the function that asks."""
    try:
        return sys._getframemodulename(depth)
    except AttributeError:
        return '__main__'


# --- type parameters ---

class _Parameter(_Typing):
    def __repr__(self):
        if self.__infer_variance__:
            return self.__name__
        prefix = '+' if self.__covariant__ else '-' if self.__contravariant__ else '~'
        return prefix + self.__name__

    def __mro_entries__(self, bases):
        raise TypeError(f'Cannot subclass an instance of {type(self).__name__}')

    def __reduce__(self):
        return self.__name__

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class TypeVar(_Parameter):
    """Type variable."""

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False,
                 infer_variance=False):
        if covariant and contravariant:
            raise ValueError('Bivariant types are not supported.')
        if len(constraints) == 1:
            raise TypeError('A single constraint is not allowed')
        if constraints and bound is not None:
            raise TypeError('Constraints cannot be combined with bound=...')
        self.__name__ = name
        self._constraints = tuple(_check(c, 'TypeVar(name, constraint, ...): constraints must be types.')
                                  for c in constraints)
        self._bound = None if bound is None else _check(bound, 'Bound must be a type.')
        self._evaluate_bound = self._evaluate_constraints = None
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__infer_variance__ = bool(infer_variance)
        self.__module__ = _caller()

    @property
    def __bound__(self):
        if self._evaluate_bound is not None:
            self._bound = self._evaluate_bound()
            self._evaluate_bound = None
        return self._bound

    @property
    def __constraints__(self):
        if self._evaluate_constraints is not None:
            self._constraints = self._evaluate_constraints()
            self._evaluate_constraints = None
        return self._constraints

    def __typing_subst__(self, arg):
        return _check(arg, 'Parameters to generic types must be types.')


class ParamSpecArgs(_Typing):
    """The args for a ParamSpec object."""

    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f'{self.__origin__.__name__}.args'

    def __eq__(self, other):
        return type(self) is type(other) and self.__origin__ == other.__origin__


class ParamSpecKwargs(ParamSpecArgs):
    """The kwargs for a ParamSpec object."""

    def __repr__(self):
        return f'{self.__origin__.__name__}.kwargs'


class ParamSpec(_Parameter):
    """Parameter specification variable."""

    __paramspec__ = True

    def __init__(self, name, *, bound=None, covariant=False, contravariant=False, infer_variance=False):
        self.__name__ = name
        self.__bound__ = bound
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__infer_variance__ = bool(infer_variance)
        self.__module__ = _caller()

    args = property(ParamSpecArgs)
    kwargs = property(ParamSpecKwargs)


class TypeVarTuple(_Parameter):
    """Type variable tuple."""

    __infer_variance__ = True

    def __init__(self, name):
        self.__name__ = name
        self.__module__ = _caller()

    def __iter__(self):
        yield Unpack[self]

    def __repr__(self):
        return self.__name__


class TypeAliasType(_Typing):
    """What `type X = ...` makes: a name for a type, evaluated when it is asked for."""

    def __init__(self, name, value, *, type_params=()):
        self.__name__ = name
        self.__type_params__ = type_params
        self.__module__ = _caller()
        self._evaluate = lambda: value
        self._value = _UNSET

    @property
    def __value__(self):
        if self._value is _UNSET:
            self._value = self._evaluate()
        return self._value

    @property
    def __parameters__(self):
        return tuple(item for p in self.__type_params__
                     for item in (p if isinstance(p, TypeVarTuple) else (p,)))

    def __getitem__(self, args):
        if not self.__type_params__:
            raise TypeError('Only generic type aliases are subscriptable')
        return GenericAlias(self, args)

    def __repr__(self):
        return self.__name__


def _make(what, parts, module):
    """What the compiler asks for: an object of PEP 695's syntax."""
    if what == 'Generic':
        return Generic[tuple(parts[0])]
    if what == 'TypeAlias':
        name, params, evaluate = parts
        made = TypeAliasType(name, None, type_params=params or ())
        made._evaluate = evaluate
    elif what == 'ParamSpec':
        made = ParamSpec(parts[0], infer_variance=True)
    elif what == 'TypeVarTuple':
        made = TypeVarTuple(parts[0])
    else:
        made = TypeVar(parts[0], infer_variance=True)
        if what == 'TypeVar:bound':
            made._evaluate_bound = parts[1]
        elif what == 'TypeVar:constraints':
            made._evaluate_constraints = parts[1]
    made.__module__ = module
    return made


class ForwardRef(_Typing):
    """A type hint written as text."""

    __slots__ = ('__forward_arg__', '__forward_module__')

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f'Forward reference must be a string -- got {arg!r}')
        try:
            compile(arg, '<string>', 'eval')
        except SyntaxError:
            raise SyntaxError(f'Forward reference must be an expression -- got {arg!r}') from None
        self.__forward_arg__ = arg
        self.__forward_module__ = module

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        return self.__forward_arg__ == other.__forward_arg__

    def __hash__(self):
        return hash(self.__forward_arg__)

    def __repr__(self):
        return f'ForwardRef({self.__forward_arg__!r})'


def _parameters(args):
    """The type parameters among arguments, each once, in order."""
    found = {}
    for arg in args:
        if isinstance(arg, type) and not isinstance(arg, GenericAlias):
            continue
        if isinstance(arg, _Parameter):
            found[arg] = None
        elif isinstance(arg, (tuple, list)):
            found.update(dict.fromkeys(_parameters(arg)))
        else:
            found.update(dict.fromkeys(getattr(arg, '__parameters__', ())))
    return tuple(found)


def _replaced(alias, args):
    """The arguments of an alias with others in the place of its type variables."""
    if not alias.__parameters__:
        raise TypeError(f'{alias} is not a generic class')
    if not isinstance(args, tuple):
        args = (args,)
    variadic = any(isinstance(p, (TypeVarTuple, ParamSpec)) for p in alias.__parameters__)
    if not variadic and len(args) != len(alias.__parameters__):
        many = 'many' if len(args) > len(alias.__parameters__) else 'few'
        raise TypeError(f'Too {many} arguments for {alias}; actual {len(args)}, expected {len(alias.__parameters__)}')
    replacements = dict(zip(alias.__parameters__, map(_convert, args)))
    return tuple(_substitute(arg, replacements) for arg in alias.__args__)


def _subscript_alias(alias, args):
    """`list[T][int]`: what the alias of a class of the language answers."""
    made = _replaced(alias, args)
    if isinstance(alias, types.UnionType):
        return functools.reduce(operator.or_, made)
    return type(alias)(alias.__origin__, made)


def _substitute(arg, replacements):
    """An argument with its type parameters replaced."""
    if isinstance(arg, _Parameter):
        return replacements.get(arg, arg)
    if isinstance(arg, (tuple, list)):
        return type(arg)(_substitute(item, replacements) for item in arg)
    if isinstance(arg, type) and not isinstance(arg, GenericAlias):
        return arg
    inner = getattr(arg, '__parameters__', ())
    if inner:
        return arg[tuple(_substitute(p, replacements) for p in inner)]
    return arg


# --- special forms ---

class _SpecialForm(_Typing):
    """`Any`-like names, some of which can be subscripted."""

    def __init__(self, getitem):
        self._getitem = getitem
        self._name = getitem.__name__
        self.__doc__ = getitem.__doc__

    def __getattr__(self, name):
        if name in ('__name__', '__qualname__'):
            return self._name
        raise AttributeError(name)

    def __mro_entries__(self, bases):
        raise TypeError(f'Cannot subclass {self!r}')

    def __repr__(self):
        return 'typing.' + self._name

    def __reduce__(self):
        return self._name

    def __call__(self, *args, **kwds):
        raise TypeError(f'Cannot instantiate {self!r}')

    def __instancecheck__(self, obj):
        raise TypeError(f'{self} cannot be used with isinstance()')

    def __subclasscheck__(self, cls):
        raise TypeError(f'{self} cannot be used with issubclass()')

    def __getitem__(self, parameters):
        return self._getitem(self, parameters)


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError('typing.Any cannot be used with isinstance()')
        return super().__instancecheck__(obj)

    def __repr__(self):
        return 'typing.Any' if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    """Special type indicating an unconstrained type."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError('Any cannot be instantiated')
        return super().__new__(cls)


def _plain(self, parameters):
    raise TypeError(f'{self} is not subscriptable')


def _plain_form(name):
    form = _SpecialForm(_plain)
    form._name = name
    return form


NoReturn = _plain_form('NoReturn')
Never = _plain_form('Never')
Self = _plain_form('Self')
LiteralString = _plain_form('LiteralString')
TypeAlias = _plain_form('TypeAlias')


def _wrapping_form(name):
    """A form of one argument: `Final[int]`."""
    def getitem(self, parameters):
        item = _check(parameters, f'{self} accepts only single type.')
        return _GenericAlias(self, (item,))
    form = _SpecialForm(getitem)
    form._name = name
    return form


ClassVar = _wrapping_form('ClassVar')
Final = _wrapping_form('Final')
Required = _wrapping_form('Required')
NotRequired = _wrapping_form('NotRequired')
TypeGuard = _wrapping_form('TypeGuard')


@_SpecialForm
def Unpack(self, parameters):
    """Type unpack operator."""
    return _UnpackAlias(self, (_check(parameters, f'{self} accepts only single type.'),))


@_SpecialForm
def Concatenate(self, parameters):
    """Special form for annotating higher-order functions."""
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    if not (parameters[-1] is ... or isinstance(parameters[-1], ParamSpec)):
        raise TypeError('The last parameter to Concatenate should be a ParamSpec variable or ellipsis.')
    return _GenericAlias(self, tuple(map(_convert, parameters)))


@_SpecialForm
def Union(self, parameters):
    """Union type; Union[X, Y] means either X or Y."""
    if parameters == ():
        raise TypeError('Cannot take a Union of no types.')
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    flat = []
    for parameter in parameters:
        parameter = _check(parameter, 'Union[arg, ...]: each arg must be a type.')
        if isinstance(parameter, (_UnionAlias, types.UnionType)):
            flat.extend(parameter.__args__)
        else:
            flat.append(parameter)
    unique = []
    for item in flat:
        if item not in unique:
            unique.append(item)
    if len(unique) == 1:
        return unique[0]
    return _UnionAlias(self, tuple(unique))


@_SpecialForm
def Optional(self, parameters):
    """Optional[X] is equivalent to Union[X, None]."""
    return Union[_check(parameters, f'{self} requires a single type.'), type(None)]


@_SpecialForm
def Literal(self, parameters):
    """Special typing form to define literal types (a.k.a. value types)."""
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    flat = []
    for parameter in parameters:
        inner = parameter.__args__ if isinstance(parameter, _LiteralAlias) else (parameter,)
        for item in inner:
            if not any(type(item) is type(known) and item == known for known in flat):
                flat.append(item)
    return _LiteralAlias(self, tuple(flat))


class Annotated:
    """Add context-specific metadata to a type."""

    def __new__(cls, *args, **kwargs):
        raise TypeError('Type Annotated cannot be instantiated.')

    def __class_getitem__(cls, params):
        if not isinstance(params, tuple) or len(params) < 2:
            raise TypeError('Annotated[...] should be used with at least two arguments '
                            '(a type and an annotation).')
        origin = _check(params[0], 'Annotated[t, ...]: t must be a type.')
        metadata = tuple(params[1:])
        if isinstance(origin, _AnnotatedAlias):
            metadata = origin.__metadata__ + metadata
            origin = origin.__origin__
        return _AnnotatedAlias(origin, metadata)

    def __init_subclass__(cls, *args, **kwargs):
        raise TypeError(f'Cannot subclass {cls.__module__}.Annotated')


class _GenericAlias(_Typing):
    """A subscripted form or generic class: `Final[int]`, `Box[str]`, `List[int]`."""

    def __init__(self, origin, args, name=None):
        self.__origin__ = origin
        self.__args__ = args if isinstance(args, tuple) else (args,)
        self.__parameters__ = _parameters(self.__args__)
        self._name = name
        if name is None:
            self.__module__ = origin.__module__

    def __repr__(self):
        name = f'typing.{self._name}' if self._name else _type_repr(self.__origin__)
        args = ', '.join(map(_type_repr, self.__args__)) if self.__args__ else '()'
        return f'{name}[{args}]'

    def __getitem__(self, args):
        if self.__origin__ in (Generic, Protocol):
            raise TypeError(f'Cannot subscript already-subscripted {self}')
        made = _replaced(self, args)
        if isinstance(self, _UnionAlias):
            return Union[made]
        return type(self)(self.__origin__, made, self._name)

    def __call__(self, *args, **kwargs):
        made = self.__origin__(*args, **kwargs)
        try:
            made.__orig_class__ = self
        except Exception:
            pass
        return made

    def __getattr__(self, name):
        if '__origin__' in self.__dict__ and not (name.startswith('__') and name.endswith('__')):
            return getattr(self.__origin__, name)
        raise AttributeError(f'{type(self).__name__!r} object has no attribute {name!r}')

    def __mro_entries__(self, bases):
        if self._name:
            # A name of this module for another class: that class, and Generic unless it follows.
            entries = [] if self.__origin__ in bases else [self.__origin__]
            later = bases[bases.index(self) + 1:]
            if self.__parameters__ and Generic not in bases and not any(
                    isinstance(b, _GenericAlias) or isinstance(b, type) and issubclass(b, Generic)
                    for b in later):
                entries.append(Generic)
            return tuple(entries)
        if self.__origin__ is Generic:
            if Protocol in bases:
                return ()
            later = bases[bases.index(self) + 1:]
            if any(isinstance(b, _GenericAlias) and b is not self for b in later):
                return ()
        if not isinstance(self.__origin__, type):
            raise TypeError(f'Cannot subclass {self!r}')
        return (self.__origin__,)

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __instancecheck__(self, obj):
        raise TypeError('Subscripted generics cannot be used with class and instance checks')

    def __subclasscheck__(self, cls):
        raise TypeError('Subscripted generics cannot be used with class and instance checks')

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __iter__(self):
        yield Unpack[self]


class _UnionAlias(_GenericAlias):
    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and type(None) in args:
            other = args[0] if args[1] is type(None) else args[1]
            return f'typing.Optional[{_type_repr(other)}]'
        return f"typing.Union[{', '.join(map(_type_repr, args))}]"

    def __eq__(self, other):
        if not isinstance(other, (_UnionAlias, types.UnionType)):
            return NotImplemented
        return set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __instancecheck__(self, obj):
        return isinstance(obj, tuple(self.__args__))

    def __subclasscheck__(self, cls):
        return issubclass(cls, tuple(self.__args__))


_UnionAlias.__name__ = _UnionAlias.__qualname__ = '_UnionGenericAlias'


class _LiteralAlias(_GenericAlias):
    def __repr__(self):
        return f"typing.Literal[{', '.join(map(repr, self.__args__))}]"

    def __eq__(self, other):
        if not isinstance(other, _LiteralAlias):
            return NotImplemented
        kinds = lambda alias: {(type(arg), arg) for arg in alias.__args__}
        return kinds(self) == kinds(other)

    def __hash__(self):
        return hash(frozenset(self.__args__))


class _UnpackAlias(_GenericAlias):
    def __repr__(self):
        return f'typing.Unpack[{_type_repr(self.__args__[0])}]'


class _AnnotatedAlias(_GenericAlias):
    def __init__(self, origin, metadata, name=None):
        super().__init__(origin, (origin,), 'Annotated')
        self.__metadata__ = metadata

    def __repr__(self):
        return 'typing.Annotated[{}, {}]'.format(
            _type_repr(self.__origin__), ', '.join(map(repr, self.__metadata__)))

    def __getitem__(self, args):
        args = args if isinstance(args, tuple) else (args,)
        replacements = dict(zip(self.__parameters__, args))
        return _AnnotatedAlias(_substitute(self.__origin__, replacements), self.__metadata__)

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return (self.__origin__, self.__metadata__) == (other.__origin__, other.__metadata__)

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __mro_entries__(self, bases):
        return (self.__origin__,)


# --- generic classes and protocols ---

class Generic:
    """Abstract base class for generic types."""

    __slots__ = ()
    _is_protocol = False

    def __class_getitem__(cls, params):
        if not isinstance(params, tuple):
            params = (params,)
        params = tuple(map(_convert, params))
        if cls in (Generic, Protocol):
            if not params:
                raise TypeError(f'Parameter list to {cls.__qualname__}[...] cannot be empty')
            # The type parameters of a class come bare.
            params = tuple(Unpack[p] if isinstance(p, TypeVarTuple) else p for p in params)
            flat = tuple(p.__args__[0] if isinstance(p, _UnpackAlias) else p for p in params)
            if not all(isinstance(p, _Parameter) for p in flat):
                raise TypeError(f'Parameters to {cls.__name__}[...] must all be type variables '
                                'or parameter specification variables.')
            if len(set(params)) != len(params):
                raise TypeError(f'Parameters to {cls.__name__}[...] must all be unique')
            return _GenericAlias(cls, params)
        expected = getattr(cls, '__parameters__', ())
        if not expected:
            raise TypeError(f'{cls} is not a generic class')
        for param in params:
            _check(param, 'Parameters to generic types must be types.')
        variadic = any(isinstance(p, (TypeVarTuple, ParamSpec)) for p in expected)
        if not variadic and len(params) != len(expected):
            many = 'many' if len(params) > len(expected) else 'few'
            raise TypeError(f'Too {many} arguments for {cls}; actual {len(params)}, expected {len(expected)}')
        return _GenericAlias(cls, params)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        bases = cls.__dict__.get('__orig_bases__', ())
        if '__orig_bases__' in cls.__dict__:
            if Generic in bases:
                raise TypeError('Cannot inherit from plain Generic')
        elif Generic in cls.__bases__ and cls.__name__ != 'Protocol':
            raise TypeError('Cannot inherit from plain Generic')
        parameters = _parameters(bases)
        for base in bases:
            if isinstance(base, _GenericAlias) and base.__origin__ in (Generic, Protocol):
                missing = [p for p in parameters if p not in base.__parameters__]
                if missing:
                    raise TypeError(
                        f"Some type variables ({', '.join(map(str, missing))}) are not listed in "
                        f"{base.__origin__.__name__}[{', '.join(map(str, base.__parameters__))}]")
                parameters = base.__parameters__
                break
        cls.__parameters__ = parameters


_PROTOCOL_NAMES = frozenset((
    '__abstractmethods__', '__annotations__', '__dict__', '__doc__', '__init__', '__module__',
    '__new__', '__slots__', '__subclasshook__', '__weakref__', '__class_getitem__',
    '__match_args__', '__orig_bases__', '__parameters__', '__protocol_attrs__', '__qualname__',
    '__static_attributes__', '__firstlineno__', '__init_subclass__', '__type_params__', '__hash__',
    '__non_callable_proto_members__', '__callable_proto_members_only__',
))


def _protocol_members(cls):
    members = set()
    for base in cls.__mro__[:-1]:
        if base in (Generic, Protocol) or not getattr(base, '_is_protocol', False):
            continue
        for name in (*base.__dict__, *base.__dict__.get('__annotations__', {})):
            if name not in _PROTOCOL_NAMES and not name.startswith(('_abc_', '_is_')):
                members.add(name)
    return members


class _ProtocolMeta(ABCMeta):
    def __instancecheck__(cls, instance):
        if cls is Protocol:
            return type.__instancecheck__(cls, instance)
        if not getattr(cls, '_is_protocol', False):
            return super().__instancecheck__(instance)
        if not getattr(cls, '_is_runtime_protocol', False):
            raise TypeError('Instance and class checks can only be used with @runtime_checkable protocols')
        if super().__instancecheck__(instance):
            return True
        for name in cls.__protocol_attrs__:
            try:
                value = getattr(instance, name)
            except AttributeError:
                return False
            if value is None and callable(getattr(cls, name, None)):
                return False
        return True

    def __subclasscheck__(cls, other):
        if cls is Protocol:
            return type.__subclasscheck__(cls, other)
        if getattr(cls, '_is_protocol', False) and cls not in getattr(other, '__mro__', ()):
            if not isinstance(other, type):
                raise TypeError('issubclass() arg 1 must be a class')
            if not getattr(cls, '_is_runtime_protocol', False):
                raise TypeError('Instance and class checks can only be used with @runtime_checkable protocols')
            if not all(callable(getattr(cls, name, None)) for name in cls.__protocol_attrs__):
                raise TypeError("Protocols with non-method members don't support issubclass()")
        return super().__subclasscheck__(other)


def _protocol_hook(cls, other):
    if not cls.__dict__.get('_is_protocol', False):
        return NotImplemented
    for name in cls.__protocol_attrs__:
        for base in other.__mro__:
            if name in base.__dict__:
                if base.__dict__[name] is None:
                    return NotImplemented
                break
            if name in base.__dict__.get('__annotations__', {}):
                break
        else:
            return NotImplemented
    return True


def _no_init_or_replace_init(self, *args, **kwargs):
    cls = type(self)
    if cls._is_protocol:
        raise TypeError('Protocols cannot be instantiated')
    for base in cls.__mro__:
        init = base.__dict__.get('__init__', _no_init_or_replace_init)
        if init is not _no_init_or_replace_init:
            init(self, *args, **kwargs)
            return


class Protocol(Generic, metaclass=_ProtocolMeta):
    """Base class for protocol classes."""

    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False
    __protocol_attrs__ = frozenset()

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if not cls.__dict__.get('_is_protocol', False):
            cls._is_protocol = any(base is Protocol for base in cls.__bases__)
        if not cls._is_protocol:
            return
        for base in cls.__bases__:
            if not (base in (object, Generic, Protocol) or getattr(base, '_is_protocol', False)
                    or base.__module__ in ('collections.abc', 'contextlib')):
                raise TypeError('Protocols can only inherit from other protocols, got %r' % base)
        cls.__protocol_attrs__ = _protocol_members(cls)
        if '__subclasshook__' not in cls.__dict__:
            cls.__subclasshook__ = classmethod(_protocol_hook)
        if cls.__init__ is Protocol.__init__ or '__init__' not in cls.__dict__:
            cls.__init__ = _no_init_or_replace_init


def runtime_checkable(cls):
    """Mark a protocol class as a runtime protocol."""
    if not (isinstance(cls, type) and getattr(cls, '_is_protocol', False)):
        raise TypeError('@runtime_checkable can be only applied to protocol classes, got %r' % cls)
    cls._is_runtime_protocol = True
    return cls


@runtime_checkable
class SupportsInt(Protocol):
    """An ABC with one abstract method __int__."""

    __slots__ = ()

    @abstractmethod
    def __int__(self) -> int:
        pass


@runtime_checkable
class SupportsFloat(Protocol):
    """An ABC with one abstract method __float__."""

    __slots__ = ()

    @abstractmethod
    def __float__(self) -> float:
        pass


@runtime_checkable
class SupportsComplex(Protocol):
    """An ABC with one abstract method __complex__."""

    __slots__ = ()

    @abstractmethod
    def __complex__(self) -> complex:
        pass


@runtime_checkable
class SupportsBytes(Protocol):
    """An ABC with one abstract method __bytes__."""

    __slots__ = ()

    @abstractmethod
    def __bytes__(self) -> bytes:
        pass


@runtime_checkable
class SupportsIndex(Protocol):
    """An ABC with one abstract method __index__."""

    __slots__ = ()

    @abstractmethod
    def __index__(self) -> int:
        pass


T = TypeVar('T')
KT = TypeVar('KT')
VT = TypeVar('VT')
T_co = TypeVar('T_co', covariant=True)
T_contra = TypeVar('T_contra', contravariant=True)
AnyStr = TypeVar('AnyStr', bytes, str)


@runtime_checkable
class SupportsAbs(Protocol[T_co]):
    """An ABC with one abstract method __abs__ that is covariant in its return type."""

    __slots__ = ()

    @abstractmethod
    def __abs__(self) -> T_co:
        pass


@runtime_checkable
class SupportsRound(Protocol[T_co]):
    """An ABC with one abstract method __round__ that is covariant in its return type."""

    __slots__ = ()

    @abstractmethod
    def __round__(self, ndigits: int = 0) -> T_co:
        pass


# --- names of this module for classes of others ---

class _Alias(_Typing):
    """`List`, which `List[int]` makes a `list` with a `typing` name of."""

    def __init__(self, origin, count, name):
        self.__origin__ = origin
        self._count = count
        self._name = name
        self.__doc__ = f'A generic version of {origin.__module__}.{origin.__qualname__}.'

    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        if self._count == 0:
            raise TypeError(f'{self} is not a generic class')
        if self._count > 0 and len(params) != self._count:
            many = 'many' if len(params) > self._count else 'few'
            raise TypeError(f'Too {many} arguments for {self}; actual {len(params)}, expected {self._count}')
        params = tuple(_check(p, 'Parameters to generic types must be types.') for p in params)
        return _GenericAlias(self.__origin__, params, self._name)

    def __call__(self, *args, **kwargs):
        return self.__origin__(*args, **kwargs)

    def __mro_entries__(self, bases):
        return () if self.__origin__ in bases else (self.__origin__,)

    def __instancecheck__(self, obj):
        return isinstance(obj, self.__origin__)

    def __subclasscheck__(self, cls):
        if isinstance(cls, _Alias):
            cls = cls.__origin__
        return issubclass(cls, self.__origin__)

    def __getattr__(self, name):
        if '__origin__' in self.__dict__ and not (name.startswith('__') and name.endswith('__')):
            return getattr(self.__origin__, name)
        raise AttributeError(name)

    def __repr__(self):
        return f'typing.{self._name}'


class _CallableAlias(_GenericAlias):
    def __repr__(self):
        *params, result = self.__args__
        if len(params) == 1 and (params[0] is ... or isinstance(params[0], ParamSpec)
                                 or getattr(params[0], '__origin__', None) is Concatenate):
            return f'typing.Callable[{_type_repr(params[0])}, {_type_repr(result)}]'
        return f"typing.Callable[[{', '.join(map(_type_repr, params))}], {_type_repr(result)}]"


class _CallableForm(_Alias):
    def __getitem__(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError('Callable must be used as Callable[[arg, ...], result].')
        args, result = params
        if isinstance(args, list):
            args = tuple(map(_convert, args))
        else:
            args = (args,)
        return _CallableAlias(self.__origin__, (*args, _convert(result)), 'Callable')


class _TupleForm(_Alias):
    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        params = tuple(_check(p, 'Tuple[t0, t1, ...]: each t must be a type.') for p in params)
        return _GenericAlias(tuple, params, 'Tuple')


Tuple = _TupleForm(tuple, -1, 'Tuple')
Callable = _CallableForm(collections.abc.Callable, 2, 'Callable')
List = _Alias(list, 1, 'List')
Dict = _Alias(dict, 2, 'Dict')
Set = _Alias(set, 1, 'Set')
FrozenSet = _Alias(frozenset, 1, 'FrozenSet')
Type = _Alias(type, 1, 'Type')
Deque = _Alias(collections.deque, 1, 'Deque')
DefaultDict = _Alias(collections.defaultdict, 2, 'DefaultDict')
OrderedDict = _Alias(collections.OrderedDict, 2, 'OrderedDict')
Counter = _Alias(collections.Counter, 1, 'Counter')
ChainMap = _Alias(collections.ChainMap, 2, 'ChainMap')
Hashable = _Alias(collections.abc.Hashable, 0, 'Hashable')
Sized = _Alias(collections.abc.Sized, 0, 'Sized')
Awaitable = _Alias(collections.abc.Awaitable, 1, 'Awaitable')
Coroutine = _Alias(collections.abc.Coroutine, 3, 'Coroutine')
AsyncIterable = _Alias(collections.abc.AsyncIterable, 1, 'AsyncIterable')
AsyncIterator = _Alias(collections.abc.AsyncIterator, 1, 'AsyncIterator')
AsyncGenerator = _Alias(collections.abc.AsyncGenerator, 2, 'AsyncGenerator')
Iterable = _Alias(collections.abc.Iterable, 1, 'Iterable')
Iterator = _Alias(collections.abc.Iterator, 1, 'Iterator')
Generator = _Alias(collections.abc.Generator, 3, 'Generator')
Reversible = _Alias(collections.abc.Reversible, 1, 'Reversible')
Container = _Alias(collections.abc.Container, 1, 'Container')
Collection = _Alias(collections.abc.Collection, 1, 'Collection')
AbstractSet = _Alias(collections.abc.Set, 1, 'AbstractSet')
MutableSet = _Alias(collections.abc.MutableSet, 1, 'MutableSet')
Mapping = _Alias(collections.abc.Mapping, 2, 'Mapping')
MutableMapping = _Alias(collections.abc.MutableMapping, 2, 'MutableMapping')
Sequence = _Alias(collections.abc.Sequence, 1, 'Sequence')
MutableSequence = _Alias(collections.abc.MutableSequence, 1, 'MutableSequence')
ByteString = _Alias(collections.abc.ByteString, 0, 'ByteString')
MappingView = _Alias(collections.abc.MappingView, 1, 'MappingView')
KeysView = _Alias(collections.abc.KeysView, 1, 'KeysView')
ItemsView = _Alias(collections.abc.ItemsView, 2, 'ItemsView')
ValuesView = _Alias(collections.abc.ValuesView, 1, 'ValuesView')
ContextManager = _Alias(contextlib.AbstractContextManager, 1, 'ContextManager')
AsyncContextManager = _Alias(contextlib.AbstractAsyncContextManager, 1, 'AsyncContextManager')


class IO(Generic[AnyStr]):
    """Generic base class for TextIO and BinaryIO."""

    __slots__ = ()


class BinaryIO(IO[bytes]):
    """Typed version of the return of open() in binary mode."""

    __slots__ = ()


class TextIO(IO[str]):
    """Typed version of the return of open() in text mode."""

    __slots__ = ()


def __getattr__(name):
    """`Pattern` and `Match` import `re`, which most programs that name types do without."""
    if name in ('Pattern', 'Match'):
        import re
        return _Alias(getattr(re, name), 1, name)
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


__all__.remove('Pattern')
__all__.remove('Match')


# --- NamedTuple, TypedDict, NewType ---

class _NamedTupleMeta(type):
    def __new__(cls, typename, bases, namespace):
        annotations = namespace.get('__annotations__', {})
        defaults = []
        for name in annotations:
            if name in namespace:
                defaults.append(name)
            elif defaults:
                raise TypeError(f"Non-default namedtuple field {name} cannot follow default "
                                f"field{'s' if len(defaults) > 1 else ''} {', '.join(defaults)}")
        made = collections.namedtuple(
            typename, annotations, defaults=[namespace[name] for name in defaults],
            module=namespace['__module__'])
        made.__annotations__ = made.__new__.__annotations__ = {
            name: _convert(kind) for name, kind in annotations.items()}
        if Generic in bases:
            made = type(typename, (made, Generic), {'__orig_bases__': namespace.get('__orig_bases__', ())})
        for key, value in namespace.items():
            if key in ('__new__', '__init__', '__slots__', '__getnewargs__', '_fields', '_make',
                       '_replace', '_asdict', '_field_defaults'):
                raise AttributeError('Cannot overwrite NamedTuple attribute ' + key)
            if key not in annotations and key not in ('__module__', '__annotations__', '__orig_bases__'):
                setattr(made, key, value)
        return made


def NamedTuple(typename, fields=None, /, **kwargs):
    """Typed version of namedtuple."""
    fields = list(kwargs.items() if fields is None else fields)
    annotations = {name: _check(kind, f'field {name} annotation must be a type') for name, kind in fields}
    made = collections.namedtuple(typename, annotations, module=_caller())
    made.__annotations__ = made.__new__.__annotations__ = annotations
    made.__orig_bases__ = (NamedTuple,)
    return made


def _named_tuple_entries(bases):
    return (_NamedTuple,)


_NamedTuple = type.__new__(_NamedTupleMeta, 'NamedTuple', (), {})
NamedTuple.__mro_entries__ = _named_tuple_entries


class _TypedDictMeta(type):
    def __new__(cls, name, bases, namespace, total=True):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError('cannot inherit from both a TypedDict type and a non-TypedDict base class')
        generic = (Generic,) if any(issubclass(b, Generic) for b in bases) else ()
        made = type.__new__(_TypedDictMeta, name, (*generic, dict), namespace)
        annotations, required, optional = {}, set(), set()
        for base in bases:
            annotations.update(base.__dict__.get('__annotations__', {}))
            required |= base.__dict__.get('__required_keys__', frozenset())
            optional |= base.__dict__.get('__optional_keys__', frozenset())
        for key, kind in namespace.get('__annotations__', {}).items():
            kind = _convert(kind)
            annotations[key] = kind
            origin = getattr(kind, '__origin__', None)
            is_required = origin is Required or (origin is not NotRequired and total)
            (required if is_required else optional).add(key)
            (optional if is_required else required).discard(key)
        made.__annotations__ = annotations
        made.__required_keys__ = frozenset(required)
        made.__optional_keys__ = frozenset(optional)
        made.__total__ = total
        return made

    def __call__(cls, *args, **kwargs):
        return dict(*args, **kwargs)

    def __instancecheck__(cls, instance):
        raise TypeError('TypedDict does not support instance and class checks')

    def __subclasscheck__(cls, other):
        raise TypeError('TypedDict does not support instance and class checks')


def TypedDict(typename, fields=None, /, *, total=True, **kwargs):
    """A simple typed namespace. At runtime it is equivalent to a plain dict."""
    namespace = {'__annotations__': dict(kwargs if fields is None else fields), '__module__': _caller()}
    made = _TypedDictMeta(typename, (), namespace, total=total)
    made.__orig_bases__ = (TypedDict,)
    return made


_TypedDict = type.__new__(_TypedDictMeta, 'TypedDict', (), {})
TypedDict.__mro_entries__ = lambda bases: (_TypedDict,)


def is_typeddict(tp):
    """Check if an annotation is a TypedDict class"""
    return isinstance(tp, _TypedDictMeta)


class NewType(_Typing):
    """NewType creates simple unique types with almost zero runtime overhead."""

    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition('.')[-1]
        self.__supertype__ = tp
        self.__module__ = _caller()

    def __call__(self, x, /):
        return x

    def __mro_entries__(self, bases):
        raise TypeError(f'Cannot subclass an instance of NewType. Perhaps you were looking for: '
                        f'`X = NewType({self.__name__!r}, {self.__name__})`')

    def __repr__(self):
        return f'{self.__module__}.{self.__qualname__}'


# --- functions ---

def cast(typ, val):
    """Cast a value to a type: it is returned unchanged."""
    return val


def assert_type(val, typ, /):
    """Ask a static type checker to confirm that the value is of the given type."""
    return val


def assert_never(arg, /):
    """Statically assert that a line of code is unreachable."""
    value = repr(arg)
    if len(value) > 100:
        value = value[:100] + '...'
    raise AssertionError(f'Expected code to be unreachable, but got: {value}')


def reveal_type(obj, /):
    """Reveal the inferred type of a variable."""
    print(f'Runtime type is {type(obj).__name__!r}', file=sys.stderr)
    return obj


def final(f):
    """Decorator to indicate final methods and final classes."""
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def override(method, /):
    """Indicate that a method is intended to override a method in a base class."""
    try:
        method.__override__ = True
    except (AttributeError, TypeError):
        pass
    return method


def no_type_check(arg):
    """Decorator to indicate that annotations are not type hints."""
    try:
        arg.__no_type_check__ = True
    except TypeError:
        pass
    return arg


def dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False,
                        frozen_default=False, field_specifiers=(), **kwargs):
    """Decorator to mark an object as providing dataclass-like behaviour."""
    def decorator(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = {
            'eq_default': eq_default, 'order_default': order_default,
            'kw_only_default': kw_only_default, 'frozen_default': frozen_default,
            'field_specifiers': field_specifiers, 'kwargs': kwargs,
        }
        return cls_or_fn
    return decorator


_overloads = {}


def _overload_dummy(*args, **kwds):
    raise NotImplementedError(
        'You should not call an overloaded function. A series of @overload-decorated functions '
        'outside a stub module should always be followed by an implementation that is not @overload-ed.')


def overload(func):
    """Decorator for overloaded functions/methods."""
    f = getattr(func, '__func__', func)
    _overloads.setdefault((f.__module__, f.__qualname__), []).append(func)
    return _overload_dummy


def get_overloads(func):
    """Return all defined overloads for *func* as a sequence."""
    f = getattr(func, '__func__', func)
    return list(_overloads.get((f.__module__, f.__qualname__), ()))


def clear_overloads():
    """Clear all overloads in the registry."""
    _overloads.clear()


def get_origin(tp):
    """Get the unsubscripted version of a type."""
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, types.UnionType):
        return types.UnionType
    if tp is Generic:
        return Generic
    if isinstance(tp, (ParamSpecArgs, _GenericAlias, GenericAlias, _Alias)):
        return tp.__origin__
    return None


def get_args(tp):
    """Get type arguments with all substitutions performed."""
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__, *tp.__metadata__)
    if isinstance(tp, (_GenericAlias, GenericAlias)):
        args = tp.__args__
        if tp.__origin__ is collections.abc.Callable and not (
                len(args) == 2 and (args[0] is ... or isinstance(args[0], ParamSpec))):
            return (list(args[:-1]), args[-1])
        return args
    if isinstance(tp, types.UnionType):
        return tp.__args__
    return ()


def _evaluate(hint, globalns, localns):
    """A type hint with its references resolved."""
    if isinstance(hint, ForwardRef):
        hint = hint.__forward_arg__
    if isinstance(hint, str):
        value = eval(hint, globalns, localns)
        return _evaluate(_convert(value), globalns, localns)
    if isinstance(hint, _AnnotatedAlias):
        return _AnnotatedAlias(_evaluate(hint.__origin__, globalns, localns), hint.__metadata__)
    if isinstance(hint, _LiteralAlias):
        return hint
    if isinstance(hint, (_GenericAlias, GenericAlias, types.UnionType)):
        args = tuple(_evaluate(arg, globalns, localns) for arg in hint.__args__)
        if args == hint.__args__:
            return hint
        if isinstance(hint, types.UnionType):
            return functools.reduce(operator.or_, args)
        if isinstance(hint, GenericAlias):
            return GenericAlias(hint.__origin__, args)
        return Union[args] if isinstance(hint, _UnionAlias) else type(hint)(hint.__origin__, args, hint._name)
    return hint


def _strip_annotations(hint):
    """A type hint without `Annotated`, `Required` and `NotRequired`."""
    if isinstance(hint, _AnnotatedAlias):
        return _strip_annotations(hint.__origin__)
    if isinstance(hint, _GenericAlias) and hint.__origin__ in (Required, NotRequired):
        return _strip_annotations(hint.__args__[0])
    if isinstance(hint, _GenericAlias) and not isinstance(hint, _LiteralAlias):
        args = tuple(map(_strip_annotations, hint.__args__))
        if args != hint.__args__:
            return type(hint)(hint.__origin__, args, hint._name)
    return hint


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """Return type hints for an object."""
    if getattr(obj, '__no_type_check__', None):
        return {}
    hints = {}
    if isinstance(obj, type):
        for base in reversed(obj.__mro__):
            scope = globalns
            if scope is None:
                scope = getattr(sys.modules.get(base.__module__, None), '__dict__', {})
            local = dict(vars(base)) if localns is None else localns
            for name, value in base.__dict__.get('__annotations__', {}).items():
                hints[name] = _evaluate(_convert(value), scope, local)
    else:
        target = obj
        while hasattr(target, '__wrapped__'):
            target = target.__wrapped__
        if globalns is None:
            globalns = obj.__dict__ if isinstance(obj, types.ModuleType) else getattr(target, '__globals__', {})
        annotations = getattr(obj, '__annotations__', None)
        if annotations is None:
            if isinstance(obj, (types.BuiltinFunctionType, types.MethodType)):
                return {}
            raise TypeError(f'{obj!r} is not a module, class, method, or function.')
        scope = globalns if localns is None else localns
        for name, value in annotations.items():
            hints[name] = _evaluate(_convert(value), globalns, scope)
    if include_extras:
        return hints
    return {name: _strip_annotations(hint) for name, hint in hints.items()}
