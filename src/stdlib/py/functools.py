"""Functions that make functions of functions."""

from _functools import _lru_cache_wrapper, cmp_to_key, partial, reduce
from abc import get_cache_token
from types import MappingProxyType

__all__ = [
    'update_wrapper', 'wraps', 'WRAPPER_ASSIGNMENTS', 'WRAPPER_UPDATES', 'total_ordering', 'cache',
    'cmp_to_key', 'lru_cache', 'reduce', 'partial', 'partialmethod', 'singledispatch',
    'singledispatchmethod', 'cached_property',
]

WRAPPER_ASSIGNMENTS = ('__module__', '__name__', '__qualname__', '__doc__', '__annotations__', '__type_params__')
WRAPPER_UPDATES = ('__dict__',)

_absent = object()


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Update a wrapper function to look like the wrapped function"""
    for attr in assigned:
        try:
            value = getattr(wrapped, attr)
        except AttributeError:
            pass
        else:
            setattr(wrapper, attr, value)
    for attr in updated:
        getattr(wrapper, attr).update(getattr(wrapped, attr, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Decorator factory to apply update_wrapper() to a wrapper function"""
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


# --- comparison ---

def _not_itself(name, method):
    """`a >= b` as `not a < b`, and so on."""
    def derived(self, other):
        result = method(self, other)
        return result if result is NotImplemented else not result
    derived.__name__ = name
    return derived


def _or_equal(name, method):
    """`a <= b` as `a < b or a == b`."""
    def derived(self, other):
        result = method(self, other)
        if result is NotImplemented:
            return result
        return result or self == other
    derived.__name__ = name
    return derived


def _and_unequal(name, method):
    """`a < b` as `a <= b and a != b`."""
    def derived(self, other):
        result = method(self, other)
        if result is NotImplemented:
            return result
        return result and self != other
    derived.__name__ = name
    return derived


def _not_and_unequal(name, method):
    """`a > b` as `not a < b and a != b`."""
    def derived(self, other):
        result = method(self, other)
        if result is NotImplemented:
            return result
        return not result and self != other
    derived.__name__ = name
    return derived


def _not_or_equal(name, method):
    """`a >= b` as `not a <= b or a == b`."""
    def derived(self, other):
        result = method(self, other)
        if result is NotImplemented:
            return result
        return not result or self == other
    derived.__name__ = name
    return derived


_derivations = {
    '__lt__': [('__gt__', _not_and_unequal), ('__le__', _or_equal), ('__ge__', _not_itself)],
    '__le__': [('__ge__', _not_or_equal), ('__lt__', _and_unequal), ('__gt__', _not_itself)],
    '__gt__': [('__lt__', _not_and_unequal), ('__ge__', _or_equal), ('__le__', _not_itself)],
    '__ge__': [('__le__', _not_or_equal), ('__gt__', _and_unequal), ('__lt__', _not_itself)],
}


def total_ordering(cls):
    """Class decorator that fills in missing ordering methods"""
    roots = {op for op in _derivations if getattr(cls, op, None) is not getattr(object, op, None)}
    if not roots:
        raise ValueError('must define at least one ordering operation: < > <= >=')
    for root in ('__lt__', '__le__', '__gt__', '__ge__'):
        if root in roots:
            break
    for name, derive in _derivations[root]:
        if name not in roots:
            setattr(cls, name, derive(name, getattr(cls, root)))
    return cls


class partialmethod:
    """Method descriptor with partial application of the given arguments and keywords."""

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, '__get__'):
            raise TypeError(f'{func!r} is not callable or a descriptor')
        if isinstance(func, partialmethod):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    def __repr__(self):
        shown = [repr(self.func), *map(repr, self.args)]
        shown.extend(f'{key}={value!r}' for key, value in self.keywords.items())
        return f"functools.partialmethod({', '.join(shown)})"

    def __get__(self, obj, cls=None):
        get = getattr(self.func, '__get__', None)
        if get is not None:
            bound = get(obj, cls)
            if bound is not self.func:
                return partial(bound, *self.args, **self.keywords)

        def method(cls_or_self, /, *args, **keywords):
            return self.func(cls_or_self, *self.args, *args, **{**self.keywords, **keywords})

        return method.__get__(obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, '__isabstractmethod__', False)


# --- caches ---

class _CacheInfo(tuple):
    __slots__ = ()

    def __new__(cls, hits, misses, maxsize, currsize):
        return tuple.__new__(cls, (hits, misses, maxsize, currsize))

    hits = property(lambda self: self[0])
    misses = property(lambda self: self[1])
    maxsize = property(lambda self: self[2])
    currsize = property(lambda self: self[3])
    _fields = ('hits', 'misses', 'maxsize', 'currsize')

    def _asdict(self):
        return dict(zip(self._fields, self))

    def __repr__(self):
        return 'CacheInfo(hits=%r, misses=%r, maxsize=%r, currsize=%r)' % tuple(self)


def lru_cache(maxsize=128, typed=False):
    """Least-recently-used cache decorator."""
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        function, maxsize = maxsize, 128
        return _cached(function, maxsize, typed)
    elif maxsize is not None:
        raise TypeError('Expected first argument to be an integer, a callable, or None')

    def decorating_function(user_function):
        return _cached(user_function, maxsize, typed)

    return decorating_function


def _cached(function, maxsize, typed):
    wrapper = _lru_cache_wrapper(function, maxsize, typed, _CacheInfo)
    wrapper.cache_parameters = lambda: {'maxsize': maxsize, 'typed': typed}
    return update_wrapper(wrapper, function)


def cache(user_function, /):
    'Simple lightweight unbounded cache.  Sometimes called "memoize".'
    return lru_cache(maxsize=None)(user_function)


class cached_property:
    """A property that is computed once and then kept in the instance's __dict__."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.__module__ = func.__module__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError(
                'Cannot assign the same cached_property to two different names '
                f'({self.attrname!r} and {name!r}).'
            )

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError('Cannot use cached_property instance without calling __set_name__ on it.')
        try:
            cache = instance.__dict__
        except AttributeError:
            raise TypeError(
                f"No '__dict__' attribute on {type(instance).__name__!r} "
                f'instance to cache {self.attrname!r} property.'
            ) from None
        value = cache.get(self.attrname, _absent)
        if value is _absent:
            value = self.func(instance)
            cache[self.attrname] = value
        return value

    __class_getitem__ = classmethod(type(list[int]))


# --- functions chosen by the class of their first argument ---

def _find_implementation(cls, registry):
    """The implementation for the nearest class: of the mro, or an abstract one."""
    for base in cls.__mro__[:-1]:
        if base in registry:
            return registry[base]
        matches = [
            kind for kind in registry
            if kind not in cls.__mro__ and issubclass(base, kind)
            and not any(issubclass(other, kind) for other in base.__bases__ if other is not object)
        ]
        # The most special of those that hold.
        best = [k for k in matches if not any(o is not k and issubclass(o, k) for o in matches)]
        if len(best) > 1:
            raise RuntimeError(f'Ambiguous dispatch: {best[0]!r} or {best[1]!r}')
        if best:
            return registry[best[0]]
    return registry[object]


def singledispatch(func):
    """Single-dispatch generic function decorator."""
    registry = {object: func}
    found = {}
    token = None

    def dispatch(cls):
        nonlocal token
        if token != get_cache_token():
            found.clear()
            token = get_cache_token()
        if cls not in found:
            found[cls] = registry[cls] if cls in registry else _find_implementation(cls, registry)
        return found[cls]

    def register(cls, func=None):
        members = getattr(cls, '__args__', None)
        is_union = type(cls).__name__ in ('UnionType', '_UnionGenericAlias')
        if not isinstance(cls, type) and not is_union:
            if func is not None:
                raise TypeError(
                    f'Invalid first argument to `register()`. {cls!r} is not a class or union type.'
                )
            annotations = getattr(cls, '__annotations__', {})
            if not annotations:
                raise TypeError(
                    f'Invalid first argument to `register()`: {cls!r}. '
                    'Use either `@register(some_class)` or plain `@register` on an annotated function.'
                )
            func = cls
            argname, cls = next(iter(annotations.items()))
            is_union = type(cls).__name__ in ('UnionType', '_UnionGenericAlias')
            if not isinstance(cls, type) and not is_union:
                raise TypeError(f'Invalid annotation for {argname!r}. {cls!r} is not a class.')
            members = getattr(cls, '__args__', None)
        if func is None:
            return lambda f: register(cls, f)
        for member in members if is_union else (cls,):
            registry[member] = func
        found.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f'{funcname} requires at least 1 positional argument')
        return dispatch(args[0].__class__)(*args, **kw)

    funcname = getattr(func, '__name__', 'singledispatch function')
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = MappingProxyType(registry)
    wrapper._clear_cache = found.clear
    update_wrapper(wrapper, func)
    return wrapper


class singledispatchmethod:
    """Single-dispatch generic method descriptor."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, '__get__'):
            raise TypeError(f'{func!r} is not callable or a descriptor')
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        """Register a new implementation for the given class."""
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        def _method(*args, **kwargs):
            method = self.dispatcher.dispatch(args[0].__class__)
            return method.__get__(obj, cls)(*args, **kwargs)

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.register = self.register
        update_wrapper(_method, self.func)
        return _method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, '__isabstractmethod__', False)
