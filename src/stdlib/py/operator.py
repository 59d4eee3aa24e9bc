"""Operators as functions, and functions that get items, attributes and methods."""

from _operator import (
    abs, add, and_, call, concat, contains, countOf, delitem, eq, floordiv, ge, getitem, gt,
    iadd, iand, iconcat, ifloordiv, ilshift, imatmul, imod, imul, index, indexOf, inv, invert,
    ior, ipow, irshift, is_, is_not, isub, itruediv, ixor, le, length_hint, lshift, lt, matmul,
    mod, mul, ne, neg, not_, or_, pos, pow, rshift, setitem, sub, truediv, truth, xor,
)

__all__ = [
    'abs', 'add', 'and_', 'attrgetter', 'call', 'concat', 'contains', 'countOf', 'delitem',
    'eq', 'floordiv', 'ge', 'getitem', 'gt', 'iadd', 'iand', 'iconcat', 'ifloordiv', 'ilshift',
    'imatmul', 'imod', 'imul', 'index', 'indexOf', 'inv', 'invert', 'ior', 'ipow', 'irshift',
    'is_', 'is_not', 'isub', 'itemgetter', 'itruediv', 'ixor', 'le', 'length_hint', 'lshift',
    'lt', 'matmul', 'methodcaller', 'mod', 'mul', 'ne', 'neg', 'not_', 'or_', 'pos', 'pow',
    'rshift', 'setitem', 'sub', 'truediv', 'truth', 'xor',
]

__lt__, __le__, __eq__, __ne__, __ge__, __gt__ = lt, le, eq, ne, ge, gt
__not__, __abs__, __add__, __and__, __call__ = not_, abs, add, and_, call
__floordiv__, __index__, __inv__, __invert__ = floordiv, index, inv, invert
__lshift__, __mod__, __mul__, __matmul__, __neg__ = lshift, mod, mul, matmul, neg
__or__, __pos__, __pow__, __rshift__, __sub__ = or_, pos, pow, rshift, sub
__truediv__, __xor__, __concat__, __contains__ = truediv, xor, concat, contains
__delitem__, __getitem__, __setitem__ = delitem, getitem, setitem
__iadd__, __iand__, __iconcat__, __ifloordiv__ = iadd, iand, iconcat, ifloordiv
__ilshift__, __imod__, __imul__, __imatmul__, __ior__ = ilshift, imod, imul, imatmul, ior
__ipow__, __irshift__, __isub__, __itruediv__, __ixor__ = ipow, irshift, isub, itruediv, ixor


class itemgetter:
    """itemgetter(item, ...) --> itemgetter object

    Return a callable object that fetches the given item(s) from its operand.
    """

    __slots__ = ('_items', '_get')

    def __init__(self, /, *items):
        if not items:
            raise TypeError('itemgetter expected 1 argument, got 0')
        self._items = items
        item = items[0]
        if len(items) > 1:
            wanted = items
            self._get = lambda obj: tuple([obj[item] for item in wanted])
        else:
            self._get = lambda obj: obj[item]

    def __call__(self, obj, /):
        return self._get(obj)

    def __repr__(self):
        return f"operator.itemgetter({', '.join(map(repr, self._items))})"

    def __reduce__(self):
        return self.__class__, self._items


class attrgetter:
    """attrgetter(attr, ...) --> attrgetter object

    Return a callable object that fetches the given attribute(s) from its operand.
    """

    __slots__ = ('_attrs', '_get')

    def __init__(self, attr, /, *attrs):
        self._attrs = (attr, *attrs)
        for name in self._attrs:
            if not isinstance(name, str):
                raise TypeError('attribute name must be a string')
        getters = [_attribute(name) for name in self._attrs]
        if attrs:
            self._get = lambda obj: tuple([get(obj) for get in getters])
        else:
            self._get = getters[0]

    def __call__(self, obj, /):
        return self._get(obj)

    def __repr__(self):
        return f"operator.attrgetter({', '.join(map(repr, self._attrs))})"

    def __reduce__(self):
        return self.__class__, self._attrs


def _attribute(name):
    """A function that follows a dotted name."""
    names = name.split('.')
    if len(names) == 1:
        return lambda obj: getattr(obj, name)

    def follow(obj):
        for name in names:
            obj = getattr(obj, name)
        return obj

    return follow


class methodcaller:
    """methodcaller(name, ...) --> methodcaller object

    Return a callable object that calls the given method on its operand.
    """

    __slots__ = ('_name', '_args', '_kwargs')

    def __init__(self, name, /, *args, **kwargs):
        if not isinstance(name, str):
            raise TypeError('method name must be a string')
        self._name = name
        self._args = args
        self._kwargs = kwargs

    def __call__(self, obj, /):
        return getattr(obj, self._name)(*self._args, **self._kwargs)

    def __repr__(self):
        args = [repr(self._name), *map(repr, self._args)]
        args.extend(f'{key}={value!r}' for key, value in self._kwargs.items())
        return f"operator.methodcaller({', '.join(args)})"


