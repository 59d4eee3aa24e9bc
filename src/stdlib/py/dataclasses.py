"""Classes that are mostly data: their methods are written from their annotations."""

import copy
import keyword
import re
import sys
import types
from reprlib import recursive_repr

__all__ = [
    'dataclass', 'field', 'Field', 'FrozenInstanceError', 'InitVar', 'KW_ONLY', 'MISSING',
    'fields', 'asdict', 'astuple', 'make_dataclass', 'replace', 'is_dataclass',
]


class FrozenInstanceError(AttributeError):
    """Raised when an attribute of a frozen dataclass is set or deleted."""


class _Factory:
    def __repr__(self):
        return '<factory>'


class _MISSING_TYPE:
    pass


class _KW_ONLY_TYPE:
    pass


_HAS_DEFAULT_FACTORY = _Factory()
MISSING = _MISSING_TYPE()
KW_ONLY = _KW_ONLY_TYPE()

_FIELDS = '__dataclass_fields__'
_PARAMS = '__dataclass_params__'


class _Kind:
    """What an annotation makes: a field, a ClassVar or an InitVar."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD = _Kind('_FIELD')
_FIELD_CLASSVAR = _Kind('_FIELD_CLASSVAR')
_FIELD_INITVAR = _Kind('_FIELD_INITVAR')


class InitVar:
    """A parameter of __init__ that is passed to __post_init__ and no field."""

    __slots__ = ('type',)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        name = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return f'dataclasses.InitVar[{name}]'

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """What is known of a field."""

    __slots__ = (
        'name', 'type', 'default', 'default_factory', 'repr', 'hash', 'init', 'compare', 'metadata',
        'kw_only', '_field_type',
    )

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = types.MappingProxyType({} if metadata is None else metadata)
        self.kw_only = kw_only
        self._field_type = None

    @recursive_repr()
    def __repr__(self):
        return (f'Field(name={self.name!r},type={self.type!r},default={self.default!r},'
                f'default_factory={self.default_factory!r},init={self.init!r},repr={self.repr!r},'
                f'hash={self.hash!r},compare={self.compare!r},metadata={self.metadata!r},'
                f'kw_only={self.kw_only!r},_field_type={self._field_type})')

    def __set_name__(self, owner, name):
        hook = getattr(type(self.default), '__set_name__', None)
        if hook:
            hook(self.default, owner, name)


class _DataclassParams:
    __slots__ = ('init', 'repr', 'eq', 'order', 'unsafe_hash', 'frozen', 'match_args', 'kw_only',
                 'slots', 'weakref_slot')

    def __init__(self, **settings):
        for name, value in settings.items():
            setattr(self, name, value)

    def __repr__(self):
        shown = ','.join(f'{name}={getattr(self, name)!r}' for name in self.__slots__)
        return f'_DataclassParams({shown})'


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None,
          compare=True, metadata=None, kw_only=MISSING):
    """Return an object to identify dataclass fields."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


_HEAD = re.compile(r'^(?:\s*(\w+)\s*\.)?\s*(\w+)')


def _type_is(cls, annotation, module_name, kind):
    """Whether an annotation is of a special kind. A string is looked at only as far as its first name."""
    if not isinstance(annotation, str):
        return kind(annotation)
    found = _HEAD.match(annotation)
    module = sys.modules.get(cls.__module__)
    if not found or module is None:
        return False
    names = module.__dict__
    if found[1]:
        owner = names.get(found[1])
        if owner is None or owner is not sys.modules.get(module_name):
            return False
        names = owner.__dict__
    return kind(names.get(found[2]))


def _is_classvar(annotation):
    typing = sys.modules.get('typing')
    if typing is None:
        return False
    return annotation is typing.ClassVar or getattr(annotation, '__origin__', None) is typing.ClassVar


def _is_initvar(annotation):
    return annotation is InitVar or type(annotation) is InitVar


def _is_kw_only(annotation):
    return annotation is KW_ONLY


def _get_field(cls, name, annotation, kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        it = default
    else:
        if isinstance(default, types.MemberDescriptorType):
            default = MISSING
        it = field(default=default)
    it.name = name
    it.type = annotation
    it._field_type = _FIELD
    if _type_is(cls, annotation, 'typing', _is_classvar):
        it._field_type = _FIELD_CLASSVAR
    elif _type_is(cls, annotation, 'dataclasses', _is_initvar):
        it._field_type = _FIELD_INITVAR
    if it._field_type in (_FIELD_CLASSVAR, _FIELD_INITVAR) and it.default_factory is not MISSING:
        raise TypeError(f'field {it.name} cannot have a default factory')
    if it._field_type in (_FIELD, _FIELD_INITVAR):
        if it.kw_only is MISSING:
            it.kw_only = kw_only
    elif it.kw_only is not MISSING:
        raise TypeError(f'field {it.name} is a ClassVar but specifies kw_only')
    if it._field_type is _FIELD and it.default.__class__.__hash__ is None:
        raise ValueError(f'mutable default {type(it.default)} for field {it.name} is not allowed: '
                         'use default_factory')
    return it


def _create(cls, name, parameters, body, scope):
    """Compiles a method; `scope` holds what its text names."""
    text = f"def {name}({', '.join(parameters)}):\n" + '\n'.join(f'  {line}' for line in body)
    namespace = {}
    exec(text, scope, namespace)
    method = namespace[name]
    method.__qualname__ = f'{cls.__qualname__}.{name}'
    method.__module__ = cls.__module__
    return method


def _make_init(cls, fields, std_fields, kw_only_fields, has_post_init, self_name, frozen, slots):
    seen_default = False
    for it in std_fields:
        if it.init:
            if not (it.default is MISSING and it.default_factory is MISSING):
                seen_default = True
            elif seen_default:
                raise TypeError(
                    f'non-default argument {it.name!r} follows default argument')
    scope = {
        '__dataclass_HAS_DEFAULT_FACTORY__': _HAS_DEFAULT_FACTORY,
        '__dataclass_builtins_object__': object, '__builtins__': __builtins__,
        '__name__': cls.__module__,
    }
    annotations = {}

    def parameter(it):
        annotations[it.name] = it.type
        if it.default is MISSING and it.default_factory is MISSING:
            return it.name
        if it.default is not MISSING:
            scope[f'__dataclass_dflt_{it.name}__'] = it.default
            return f'{it.name}=__dataclass_dflt_{it.name}__'
        return f'{it.name}=__dataclass_HAS_DEFAULT_FACTORY__'

    parameters = [self_name] + [parameter(it) for it in std_fields if it.init]
    only = [parameter(it) for it in kw_only_fields if it.init]
    if only:
        parameters += ['*', *only]
    body = []
    for it in fields:
        default = f'__dataclass_dflt_{it.name}__'
        if it.default_factory is not MISSING:
            scope[default] = it.default_factory
            if it.init:
                value = (f'{default}() if {it.name} is __dataclass_HAS_DEFAULT_FACTORY__ '
                         f'else {it.name}')
            else:
                value = f'{default}()'
        elif it.init:
            value = it.name
        elif slots and it.default is not MISSING:
            scope[default] = it.default
            value = default
        else:
            continue
        if it._field_type is _FIELD_INITVAR:
            continue
        if frozen:
            body.append(f'__dataclass_builtins_object__.__setattr__({self_name}, {it.name!r}, {value})')
        else:
            body.append(f'{self_name}.{it.name}={value}')
    if has_post_init:
        passed = ','.join(it.name for it in fields if it._field_type is _FIELD_INITVAR)
        body.append(f'{self_name}.__post_init__({passed})')
    method = _create(cls, '__init__', parameters, body or ['pass'], scope)
    method.__annotations__ = {**annotations, 'return': None}
    return method


_repr_running = set()


def _make_repr(cls, fields):
    names = [it.name for it in fields]

    def __repr__(self):
        key = id(self)
        if key in _repr_running:
            return '...'
        _repr_running.add(key)
        try:
            shown = ', '.join([f'{name}={getattr(self, name)!r}' for name in names])
            return f'{self.__class__.__qualname__}({shown})'
        finally:
            _repr_running.discard(key)

    return __repr__


def _tuple_text(obj, fields):
    """`(obj.a,obj.b,)`"""
    return '(' + ''.join(f'{obj}.{it.name},' for it in fields) + ')'


def _make_comparison(cls, name, op, fields):
    return _create(cls, name, ['self', 'other'], [
        'if other.__class__ is self.__class__:',
        f" return {_tuple_text('self', fields)}{op}{_tuple_text('other', fields)}",
        'return NotImplemented',
    ], {'NotImplemented': NotImplemented, '__builtins__': {}, '__name__': cls.__module__})


def _make_frozen(cls, fields):
    names = frozenset(it.name for it in fields)

    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f'cannot assign to field {name!r}')
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f'cannot delete field {name!r}')
        super(cls, self).__delattr__(name)

    return __setattr__, __delattr__


def _set_new(cls, name, value):
    """Sets a method unless the class has one of its own; says whether it had."""
    if name in cls.__dict__:
        return True
    if isinstance(value, types.FunctionType):
        value.__qualname__ = f'{cls.__qualname__}.{name}'
    setattr(cls, name, value)
    return False


def _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots,
                   weakref_slot):
    fields = {}
    setattr(cls, _PARAMS, _DataclassParams(
        init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
        match_args=match_args, kw_only=kw_only, slots=slots, weakref_slot=weakref_slot))
    any_frozen_base = False
    has_dataclass_bases = False
    for base in cls.__mro__[-1:0:-1]:
        base_fields = getattr(base, _FIELDS, None)
        if base_fields is not None:
            has_dataclass_bases = True
            fields.update(base_fields)
            if getattr(base, _PARAMS).frozen:
                any_frozen_base = True
    own_fields = []
    keyword_only = kw_only
    seen_marker = False
    for name, annotation in cls.__dict__.get('__annotations__', {}).items():
        if _type_is(cls, annotation, 'dataclasses', _is_kw_only):
            if seen_marker:
                raise TypeError(f'{name!r} is KW_ONLY, but KW_ONLY has already been specified')
            seen_marker = keyword_only = True
        else:
            own_fields.append(_get_field(cls, name, annotation, keyword_only))
    for it in own_fields:
        fields[it.name] = it
        if isinstance(cls.__dict__.get(it.name), Field):
            if it.default is MISSING:
                delattr(cls, it.name)
            else:
                setattr(cls, it.name, it.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in cls.__dict__.get('__annotations__', {}):
            raise TypeError(f'{name!r} is a field but has no type annotation')
    if has_dataclass_bases:
        if any_frozen_base and not frozen:
            raise TypeError('cannot inherit non-frozen dataclass from a frozen one')
        if not any_frozen_base and frozen:
            raise TypeError('cannot inherit frozen dataclass from a non-frozen one')
    setattr(cls, _FIELDS, fields)
    class_hash = cls.__dict__.get('__hash__', MISSING)
    has_explicit_hash = not (
        class_hash is MISSING or (class_hash is None and '__eq__' in cls.__dict__))
    if order and not eq:
        raise ValueError('eq must be true if order is true')
    all_init = [it for it in fields.values() if it._field_type in (_FIELD, _FIELD_INITVAR)]
    std_init = [it for it in all_init if it.init and not it.kw_only]
    kw_init = [it for it in all_init if it.init and it.kw_only]
    if init:
        _set_new(cls, '__init__', _make_init(
            cls, all_init, std_init, kw_init, hasattr(cls, '__post_init__'),
            '__dataclass_self__' if 'self' in fields else 'self', frozen, slots))
    real = [it for it in fields.values() if it._field_type is _FIELD]
    if repr:
        _set_new(cls, '__repr__', _make_repr(cls, [it for it in real if it.repr]))
    compared = [it for it in real if it.compare]
    if eq:
        _set_new(cls, '__eq__', _make_comparison(cls, '__eq__', '==', compared))
    if order:
        for name, op in [('__lt__', '<'), ('__le__', '<='), ('__gt__', '>'), ('__ge__', '>=')]:
            if _set_new(cls, name, _make_comparison(cls, name, op, compared)):
                raise TypeError(f'Cannot overwrite attribute {name} in class {cls.__name__}. '
                                'Consider using functools.total_ordering')
    if frozen:
        for name, method in zip(('__setattr__', '__delattr__'), _make_frozen(cls, real)):
            if _set_new(cls, name, method):
                raise TypeError(f'Cannot overwrite attribute {name} in class {cls.__name__}')
    hashed = [it for it in real if (it.compare if it.hash is None else it.hash)]
    if unsafe_hash:
        if has_explicit_hash:
            raise TypeError(f'Cannot overwrite attribute __hash__ in class {cls.__name__}')
        cls.__hash__ = _make_hash(cls, hashed)
    elif eq and not has_explicit_hash:
        cls.__hash__ = _make_hash(cls, hashed) if frozen else None
    if not cls.__dict__.get('__doc__'):
        cls.__doc__ = cls.__name__ + _signature_text(std_init, kw_init)
    if match_args:
        _set_new(cls, '__match_args__', tuple(it.name for it in std_init))
    if weakref_slot and not slots:
        raise TypeError('weakref_slot is True but slots is False')
    if slots:
        cls = _add_slots(cls, frozen, weakref_slot, real)
    from abc import update_abstractmethods
    update_abstractmethods(cls)
    return cls


def _signature_text(std_init, kw_init):
    def shown(it):
        kind = it.type
        text = it.name + ': ' + (
            repr(kind) if isinstance(kind, str) else
            repr(kind).replace('typing.', '') if getattr(kind, '__module__', None) == 'typing' else
            kind.__qualname__ if isinstance(kind, type) and kind.__module__ == 'builtins' else
            f'{kind.__module__}.{kind.__qualname__}' if isinstance(kind, type) else repr(kind))
        if it.default is not MISSING:
            return f'{text} = {it.default!r}'
        return f'{text} = <factory>' if it.default_factory is not MISSING else text

    parts = [shown(it) for it in std_init]
    if kw_init:
        parts += ['*', *map(shown, kw_init)]
    return f"({', '.join(parts)})"


def _make_hash(cls, fields):
    return _create(cls, '__hash__', ['self'], [f"return hash({_tuple_text('self', fields)})"],
                   {'hash': hash, '__builtins__': {}, '__name__': cls.__module__})


def _get_state(self):
    return [getattr(self, it.name) for it in fields(self)]


def _set_state(self, state):
    for it, value in zip(fields(self), state):
        # The usual way is closed where the class is frozen.
        object.__setattr__(self, it.name, value)


def _slots_of(cls):
    """The names in the __slots__ of a class."""
    slots = cls.__dict__.get('__slots__')
    if slots is None:
        return ('__weakref__',) if '__weakref__' in cls.__dict__ else ()
    if isinstance(slots, str):
        return (slots,)
    if not hasattr(slots, '__next__'):
        return slots
    raise TypeError(f'Slots of \'{cls.__name__}\' cannot be determined')


def _add_slots(cls, frozen, weakref_slot, fields):
    """The class once more, with __slots__: they can't be added to one that is there."""
    if '__slots__' in cls.__dict__:
        raise TypeError(f'{cls.__name__} already specifies __slots__')
    namespace = dict(cls.__dict__)
    names = [it.name for it in fields]
    inherited = {name for base in cls.__mro__[1:-1] for name in _slots_of(base)}
    wanted = [*names, '__weakref__'] if weakref_slot else names
    namespace['__slots__'] = tuple(name for name in wanted if name not in inherited)
    for name in names:
        namespace.pop(name, None)
    namespace.pop('__dict__', None)
    namespace.pop('__weakref__', None)
    qualname = cls.__qualname__
    cls = type(cls)(cls.__name__, cls.__bases__, namespace)
    cls.__qualname__ = qualname
    if frozen:
        if '__getstate__' not in namespace:
            cls.__getstate__ = _get_state
        if '__setstate__' not in namespace:
            cls.__setstate__ = _set_state
    return cls


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False,
              frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Add dunder methods based on the fields defined in the class."""
    def wrap(cls):
        return _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only,
                              slots, weakref_slot)
    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    """Return a tuple describing the fields of this dataclass."""
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError('must be called with a dataclass type or instance') from None
    return tuple(it for it in found.values() if it._field_type is _FIELD)


def _is_dataclass_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    """Returns True if obj is a dataclass or an instance of a dataclass."""
    return hasattr(obj if isinstance(obj, type) else type(obj), _FIELDS)


def asdict(obj, *, dict_factory=dict):
    """Return the fields of a dataclass instance as a new dictionary."""
    if not _is_dataclass_instance(obj):
        raise TypeError('asdict() should be called on dataclass instances')
    return _inner(obj, lambda pairs: dict_factory(pairs))


def astuple(obj, *, tuple_factory=tuple):
    """Return the fields of a dataclass instance as a new tuple of field values."""
    if not _is_dataclass_instance(obj):
        raise TypeError('astuple() should be called on dataclass instances')
    return _inner(obj, lambda pairs: tuple_factory([value for _, value in pairs]))


def _inner(obj, make):
    """The fields of dataclasses, however deep, in what `make` makes of (name, value) pairs."""
    if _is_dataclass_instance(obj):
        return make([(it.name, _inner(getattr(obj, it.name), make)) for it in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, '_fields'):
        return type(obj)(*[_inner(item, make) for item in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)([_inner(item, make) for item in obj])
    if isinstance(obj, dict):
        pairs = [(_inner(key, make), _inner(value, make)) for key, value in obj.items()]
        if hasattr(type(obj), 'default_factory'):
            return type(obj)(obj.default_factory, pairs)
        return type(obj)(pairs)
    return copy.deepcopy(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True,
                   order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False,
                   slots=False, weakref_slot=False, module=None):
    """Return a new dynamically created dataclass."""
    namespace = {} if namespace is None else dict(namespace)
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            name, kind = item, 'typing.Any'
        elif len(item) == 2:
            name, kind = item
        elif len(item) == 3:
            name, kind, namespace[item[0]] = item
        else:
            raise TypeError(f'Invalid field: {item!r}')
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f'Field names must be valid identifiers: {name!r}')
        if keyword.iskeyword(name):
            raise TypeError(f'Field names must not be keywords: {name!r}')
        if name in annotations:
            raise TypeError(f'Field name duplicated: {name!r}')
        annotations[name] = kind
    namespace['__annotations__'] = annotations
    cls = types.new_class(cls_name, bases, {}, lambda ns: ns.update(namespace))
    if module is None:
        try:
            module = sys._getframemodulename(1) or '__main__'
        except AttributeError:
            module = '__main__'
    cls.__module__ = module
    return dataclass(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash,
                     frozen=frozen, match_args=match_args, kw_only=kw_only, slots=slots,
                     weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    """Return a new object replacing specified fields with new values."""
    if not _is_dataclass_instance(obj):
        raise TypeError('replace() should be called on dataclass instances')
    for it in getattr(obj, _FIELDS).values():
        if it._field_type is _FIELD_CLASSVAR:
            continue
        if not it.init:
            if it.name in changes:
                raise ValueError(f'field {it.name} is declared with init=False, it cannot be '
                                 'specified with replace()')
            continue
        if it.name not in changes:
            if it._field_type is _FIELD_INITVAR and it.default is MISSING:
                raise ValueError(f'InitVar {it.name!r} must be specified with replace()')
            changes[it.name] = getattr(obj, it.name)
    return obj.__class__(**changes)
