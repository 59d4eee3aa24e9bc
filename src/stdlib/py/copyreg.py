"""How objects of classes that do not say it themselves are taken apart and made again."""

__all__ = ['pickle', 'constructor', 'add_extension', 'remove_extension', 'clear_extension_cache']

dispatch_table = {}


def pickle(ob_type, pickle_function, constructor_ob=None):
    """Register how objects of a type are reduced."""
    if not callable(pickle_function):
        raise TypeError('reduction functions must be callable')
    dispatch_table[ob_type] = pickle_function
    if constructor_ob is not None:
        constructor(constructor_ob)


def constructor(object):
    """Check that an object can be a constructor."""
    if not callable(object):
        raise TypeError('constructors must be callable')


def __newobj__(cls, *args):
    return cls.__new__(cls, *args)


def __newobj_ex__(cls, args, kwargs):
    return cls.__new__(cls, *args, **kwargs)


def _reconstructor(cls, base, state):
    if base is object:
        return object.__new__(cls)
    made = base.__new__(cls, state)
    if base.__init__ != object.__init__:
        base.__init__(made, state)
    return made


def _slotnames(cls):
    """The names of the slots of a class and its bases."""
    names = []
    for base in cls.__mro__:
        slots = base.__dict__.get('__slots__', ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name in ('__dict__', '__weakref__'):
                continue
            if name.startswith('__') and not name.endswith('__'):
                name = f"_{base.__name__.lstrip('_')}{name}"
            names.append(name)
    return names


class _Any:
    def method(self):
        """Has the class of methods, which `types` would have to be imported for."""


_Method = type(_Any().method)
# Classes in native code whose objects can be made again from their state.
_PLAIN = (object, list, dict)
_VALUES = (int, float, complex, str, bytes, tuple)


def _reduce(obj, protocol):
    """What `object.__reduce_ex__` says of an object."""
    cls = type(obj)
    if cls is _Method:
        return getattr, (obj.__self__, obj.__func__.__name__)
    if protocol < 2:
        return _reduce_old(obj, cls)
    named = getattr(cls, '__getnewargs_ex__', None)
    if named is not None:
        args, kwargs = obj.__getnewargs_ex__()
        make, args = (__newobj_ex__, (cls, args, kwargs)) if kwargs else (__newobj__, (cls, *args))
    elif getattr(cls, '__getnewargs__', None) is not None:
        make, args = __newobj__, (cls, *obj.__getnewargs__())
    else:
        base = _native_base(cls)
        # What can take up a state can be made without one.
        if base not in _PLAIN + _VALUES and not hasattr(base, '__setstate__'):
            raise TypeError(f'cannot pickle {_what(cls)}')
        make, args = __newobj__, (cls, base(obj)) if base in _VALUES else (cls,)
    items = iter(obj) if isinstance(obj, list) else None
    pairs = iter(obj.items()) if isinstance(obj, dict) else None
    return make, args, _state(obj, cls), items, pairs


def _reduce_old(obj, cls):
    base = _native_base(cls)
    if base is cls or base not in _PLAIN + _VALUES:
        raise TypeError(f'cannot pickle {_shown(cls)!r} object')
    if _slotnames(cls) and getattr(cls, '__getstate__', None) is getattr(object, '__getstate__', None):
        raise TypeError('a class that defines __slots__ without defining __getstate__ cannot be pickled')
    args = (cls, base, None if base is object else base(obj))
    state = _state(obj, cls)
    return (_reconstructor, args, state) if state else (_reconstructor, args)


def _state(obj, cls):
    """The attributes of an object: a dict, or with slots a tuple of two."""
    if cls.__getstate__ is not object.__getstate__:
        return obj.__getstate__()
    attributes = getattr(obj, '__dict__', None) or None
    slots = {name: getattr(obj, name) for name in _slotnames(cls) if hasattr(obj, name)}
    if slots:
        return attributes, slots
    return None if attributes is None else dict(attributes)


def _native_base(cls):
    return next(base for base in cls.__mro__ if not base.__flags__ & 1 << 9)


def _what(cls):
    varies = cls.__name__ in ('memoryview', 'code') and cls.__module__ == 'builtins'
    return f'{cls.__name__} objects' if varies else f'{_shown(cls)!r} object'


def _shown(cls):
    return cls.__name__ if cls.__module__ == 'builtins' else f'{cls.__module__}.{cls.__name__}'


pickle(complex, lambda it: (complex, (it.real, it.imag)))
pickle(range, lambda it: (range, (it.start, it.stop, it.step)))
pickle(slice, lambda it: (slice, (it.start, it.stop, it.step)))
pickle(type(list[int]), lambda it: (type(it), (it.__origin__, it.__args__)))


def _reduce_union(union):
    import functools
    import operator
    return functools.reduce, (operator.or_, union.__args__)


pickle(type(int | str), _reduce_union)
