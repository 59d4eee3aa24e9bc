"""References that keep nothing alive, and containers and finalizers made of them."""

import _collections_abc
import sys

from _weakref import ReferenceType, getweakrefcount, getweakrefs, ref

__all__ = [
    'ref', 'proxy', 'getweakrefcount', 'getweakrefs', 'WeakKeyDictionary', 'ReferenceType',
    'ProxyType', 'CallableProxyType', 'ProxyTypes', 'WeakValueDictionary', 'WeakSet', 'WeakMethod',
    'finalize',
]


# --- proxies ---

def _referent(proxy):
    object = _reference_of(proxy)()
    if object is None:
        raise ReferenceError('weakly-referenced object no longer exists')
    return object


def _forward(name):
    def method(self, *args):
        return getattr(_referent(self), name)(*[_plain(arg) for arg in args])

    method.__name__ = name
    return method


def _plain(value):
    return _referent(value) if isinstance(type(value), _ProxyMeta) else value


def _binary(symbol, name):
    """A binary operator, both ways round: the operator itself decides who is asked."""
    import operator
    apply = getattr(operator, symbol)

    def method(self, other):
        return apply(_referent(self), _plain(other))

    def reflected(self, other):
        return apply(_plain(other), _referent(self))

    return {f'__{name}__': method, f'__r{name}__': reflected}


class _ProxyMeta(type):
    """What tells proxies from what they stand for: `__class__` of a proxy does not."""


def _proxy_namespace(kind):
    namespace = {'__slots__': ('_weakref',), '__module__': 'weakref', '__hash__': None}
    for name in ('str', 'len', 'getitem', 'setitem', 'delitem', 'contains', 'iter', 'next',
                 'reversed', 'neg', 'pos', 'abs', 'invert', 'int', 'float', 'index', 'bytes',
                 'eq', 'ne', 'lt', 'le', 'gt', 'ge'):
        namespace[f'__{name}__'] = _forward(f'__{name}__')
    for symbol, name in (('add', 'add'), ('sub', 'sub'), ('mul', 'mul'), ('truediv', 'truediv'),
                         ('floordiv', 'floordiv'), ('mod', 'mod'), ('pow', 'pow'),
                         ('lshift', 'lshift'), ('rshift', 'rshift'), ('and_', 'and'),
                         ('or_', 'or'), ('xor', 'xor'), ('matmul', 'matmul')):
        namespace |= _binary(symbol, name)

    def __init__(self, object, callback=None):
        # The reference's callback is given the proxy, as the caller knows no reference.
        called = None if callback is None else lambda _: callback(self)
        _set_reference(self, ref(object, called))

    def __getattribute__(self, name):
        return getattr(_referent(self), name)

    def __setattr__(self, name, value):
        setattr(_referent(self), name, value)

    def __delattr__(self, name):
        delattr(_referent(self), name)

    def __bool__(self):
        return bool(_referent(self))

    def __repr__(self):
        object = _reference_of(self)()
        return f'<weakproxy at {id(self):#x} to {type(object).__name__} at {id(object):#x}>'

    def __call__(self, *args, **kwargs):
        return _referent(self)(*args, **kwargs)

    for method in (__init__, __getattribute__, __setattr__, __delattr__, __bool__, __repr__):
        namespace[method.__name__] = method
    if kind == 'CallableProxyType':
        namespace['__call__'] = __call__
    return namespace


ProxyType = _ProxyMeta('ProxyType', (), _proxy_namespace('ProxyType'))
CallableProxyType = _ProxyMeta('CallableProxyType', (), _proxy_namespace('CallableProxyType'))
ProxyTypes = (ProxyType, CallableProxyType)


def _reference_of(proxy):
    return type(proxy).__dict__['_weakref'].__get__(proxy)


def _set_reference(proxy, reference):
    type(proxy).__dict__['_weakref'].__set__(proxy, reference)


def proxy(object, callback=None, /):
    """Create a proxy object that weakly references `object`."""
    return (CallableProxyType if callable(object) else ProxyType)(object, callback)


# --- references to methods ---

class WeakMethod(ref):
    """A weak reference to a bound method, which dies with its object."""

    def __new__(cls, meth, callback=None):
        try:
            object, function = meth.__self__, meth.__func__
        except AttributeError:
            raise TypeError(f'argument should be a bound method, not {type(meth)}') from None
        called = callback and (lambda _: callback(self))
        self = ref.__new__(cls, object, called)
        self._function = ref(function)
        self._type = type(meth)
        return self

    def __call__(self):
        object, function = super().__call__(), self._function()
        return None if object is None or function is None else self._type(function, object)

    def __eq__(self, other):
        if not isinstance(other, WeakMethod):
            return NotImplemented
        mine, its = self(), other()
        if mine is None or its is None:
            return self is other
        return mine == its

    __hash__ = ref.__hash__


# --- containers ---

class _Keyed(ref):
    """A reference that knows under which key it is stored."""

    def __new__(cls, object, callback, key):
        return ref.__new__(cls, object, callback)

    def __init__(self, object, callback, key):
        self.key = key


class WeakValueDictionary(_collections_abc.MutableMapping):
    """Mapping class that references values weakly."""

    def __init__(self, other=(), /, **kw):
        self.data = {}
        owner = ref(self)

        def remove(reference):
            mapping = owner()
            if mapping is not None and mapping.data.get(reference.key) is reference:
                del mapping.data[reference.key]

        self._remove = remove
        self.update(other, **kw)

    def __getitem__(self, key):
        value = self.data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        self.data[key] = _Keyed(value, self._remove, key)

    def __delitem__(self, key):
        del self.data[key]

    def __contains__(self, key):
        return key in self.data and self.data[key]() is not None

    def __len__(self):
        return sum(reference() is not None for reference in list(self.data.values()))

    def __iter__(self):
        return self.keys()

    def __repr__(self):
        return f'<{self.__class__.__name__} at {id(self):#x}>'

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def keys(self):
        for key, reference in list(self.data.items()):
            if reference() is not None:
                yield key

    def values(self):
        for reference in list(self.data.values()):
            if (value := reference()) is not None:
                yield value

    def items(self):
        for key, reference in list(self.data.items()):
            if (value := reference()) is not None:
                yield key, value

    def valuerefs(self):
        """The weak references to the values."""
        return list(self.data.values())

    itervaluerefs = valuerefs

    def pop(self, key, *default):
        try:
            value = self[key]
        except KeyError:
            if default:
                return default[0]
            raise
        del self.data[key]
        return value

    def popitem(self):
        while True:
            key, reference = self.data.popitem()
            if (value := reference()) is not None:
                return key, value

    def setdefault(self, key, default=None):
        value = self.get(key)
        if value is None:
            self[key] = value = default
        return value

    def copy(self):
        return self.__class__(dict(self.items()))

    __copy__ = copy

    def __deepcopy__(self, memo):
        from copy import deepcopy
        made = self.__class__()
        for key, value in self.items():
            made[deepcopy(key, memo)] = value
        return made

    def __or__(self, other):
        if not isinstance(other, _collections_abc.Mapping):
            return NotImplemented
        made = self.copy()
        made.update(other)
        return made

    def __ror__(self, other):
        if not isinstance(other, _collections_abc.Mapping):
            return NotImplemented
        made = self.__class__(other)
        made.update(self)
        return made

    def __ior__(self, other):
        self.update(other)
        return self


class WeakKeyDictionary(_collections_abc.MutableMapping):
    """Mapping class that references keys weakly."""

    def __init__(self, dict=None):
        self.data = {}
        owner = ref(self)

        def remove(reference):
            mapping = owner()
            if mapping is not None:
                mapping.data.pop(reference, None)

        self._remove = remove
        if dict is not None:
            self.update(dict)

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __setitem__(self, key, value):
        self.data[ref(key, self._remove)] = value

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __contains__(self, key):
        try:
            reference = ref(key)
        except TypeError:
            return False
        return reference in self.data

    def __len__(self):
        return sum(reference() is not None for reference in list(self.data))

    def __iter__(self):
        return self.keys()

    def __repr__(self):
        return f'<{self.__class__.__name__} at {id(self):#x}>'

    def get(self, key, default=None):
        return self.data.get(ref(key), default)

    def keys(self):
        for reference in list(self.data):
            if (key := reference()) is not None:
                yield key

    def values(self):
        for reference, value in list(self.data.items()):
            if reference() is not None:
                yield value

    def items(self):
        for reference, value in list(self.data.items()):
            if (key := reference()) is not None:
                yield key, value

    def keyrefs(self):
        """The weak references to the keys."""
        return list(self.data)

    def pop(self, key, *default):
        return self.data.pop(ref(key), *default)

    def popitem(self):
        while True:
            reference, value = self.data.popitem()
            if (key := reference()) is not None:
                return key, value

    def setdefault(self, key, default=None):
        return self.data.setdefault(ref(key, self._remove), default)

    def copy(self):
        made = self.__class__()
        for key, value in self.items():
            made[key] = value
        return made

    __copy__ = copy

    def __deepcopy__(self, memo):
        from copy import deepcopy
        made = self.__class__()
        for key, value in self.items():
            made[key] = deepcopy(value, memo)
        return made

    __or__ = WeakValueDictionary.__or__
    __ror__ = WeakValueDictionary.__ror__
    __ior__ = WeakValueDictionary.__ior__


class WeakSet(_collections_abc.MutableSet):
    """A set of what lives elsewhere."""

    def __init__(self, data=None):
        self.data = set()
        owner = ref(self)

        def remove(reference):
            members = owner()
            if members is not None:
                members.data.discard(reference)

        self._remove = remove
        if data is not None:
            self.update(data)

    def __iter__(self):
        for reference in list(self.data):
            if (item := reference()) is not None:
                yield item

    def __len__(self):
        return sum(reference() is not None for reference in list(self.data))

    def __contains__(self, item):
        try:
            return ref(item) in self.data
        except TypeError:
            return False

    def __repr__(self):
        return repr(self.data)

    def add(self, item):
        self.data.add(ref(item, self._remove))

    def discard(self, item):
        self.data.discard(ref(item))

    def remove(self, item):
        self.data.remove(ref(item))

    def pop(self):
        while True:
            try:
                reference = self.data.pop()
            except KeyError:
                raise KeyError('pop from empty WeakSet') from None
            if (item := reference()) is not None:
                return item

    def clear(self):
        self.data.clear()

    def update(self, other):
        for item in other:
            self.add(item)

    def copy(self):
        return self.__class__(self)

    def _with(self, operator, other):
        return self.__class__(operator(set(self), set(other)))

    def union(self, other):
        return self._with(set.union, other)

    def intersection(self, other):
        return self._with(set.intersection, other)

    def difference(self, other):
        return self._with(set.difference, other)

    def symmetric_difference(self, other):
        return self._with(set.symmetric_difference, other)

    def difference_update(self, other):
        for item in list(other):
            self.discard(item)

    def intersection_update(self, other):
        kept = set(other)
        for item in self:
            if item not in kept:
                self.discard(item)

    def symmetric_difference_update(self, other):
        for item in list(set(other)):
            if item in self:
                self.discard(item)
            else:
                self.add(item)

    def _in_place(change):
        def changed(self, other):
            change(self, other)
            return self
        return changed

    __ior__, __iand__ = _in_place(update), _in_place(intersection_update)
    __isub__, __ixor__ = _in_place(difference_update), _in_place(symmetric_difference_update)
    del _in_place

    def issubset(self, other):
        return set(self) <= set(other)

    def issuperset(self, other):
        return set(self) >= set(other)

    __or__, __and__, __sub__, __xor__ = union, intersection, difference, symmetric_difference
    __le__, __ge__ = issubset, issuperset

    def __lt__(self, other):
        return set(self) < set(other)

    def __gt__(self, other):
        return set(self) > set(other)

    def __eq__(self, other):
        if not isinstance(other, self.__class__):
            return NotImplemented
        return set(self) == set(other)

    __hash__ = None


# --- finalizers ---

class finalize:
    """Calls a function when an object dies, or at the end of the program."""

    _registry = {}

    __slots__ = ()

    class _Info:
        __slots__ = ('reference', 'func', 'args', 'kwargs', 'atexit', 'order')

    def __init__(self, obj, func, /, *args, **kwargs):
        info = self._Info()
        info.reference = ref(obj, self)
        info.func, info.args, info.kwargs = func, args, kwargs
        info.atexit = True
        info.order = len(self._registry)
        if not self._registry:
            import atexit
            atexit.register(self._at_exit)
        self._registry[self] = info

    def __call__(self, _=None):
        """If alive, call func(*args, **kwargs) and mark as dead; otherwise return None."""
        info = self._registry.pop(self, None)
        if info is not None:
            return info.func(*info.args, **info.kwargs)

    def detach(self):
        """If alive, mark as dead and return (obj, func, args, kwargs)."""
        info = self._registry.get(self)
        object = info and info.reference()
        if object is not None and self._registry.pop(self, None):
            return object, info.func, info.args, info.kwargs

    def peek(self):
        """If alive, return (obj, func, args, kwargs)."""
        info = self._registry.get(self)
        object = info and info.reference()
        if object is not None:
            return object, info.func, info.args, info.kwargs

    @property
    def alive(self):
        """Whether finalizer is alive."""
        info = self._registry.get(self)
        # Asking may find out that the object has died.
        return info is not None and info.reference() is not None and self in self._registry

    @property
    def atexit(self):
        """Whether finalizer should be called at exit."""
        info = self._registry.get(self)
        return bool(info) and info.atexit

    @atexit.setter
    def atexit(self, value):
        if info := self._registry.get(self):
            info.atexit = bool(value)

    def __repr__(self):
        info = self._registry.get(self)
        object = info and info.reference()
        if object is None:
            return f'<{type(self).__name__} object at {id(self):#x}; dead>'
        return (f'<{type(self).__name__} object at {id(self):#x}; '
                f'for {type(object).__name__!r} at {id(object):#x}>')

    @classmethod
    def _at_exit(cls):
        """The finalizers that are left, the newest first."""
        while pending := [(f, info) for f, info in cls._registry.items() if info.atexit]:
            for finalizer, _ in reversed(pending):
                try:
                    finalizer()
                except Exception:
                    sys.excepthook(*sys.exc_info())
