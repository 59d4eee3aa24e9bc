"""Shallow and deep copies."""

from copyreg import dispatch_table
from weakref import ref

__all__ = ['Error', 'copy', 'deepcopy']


class Error(Exception):
    """What cannot be copied."""


error = Error

_atomic = {
    type(None), int, float, bool, complex, str, bytes, type, range, slice, property,
    type(Ellipsis), type(NotImplemented), type(len), type(lambda: None), type((lambda: 0).__code__), ref,
}


def copy(x):
    """Shallow copy operation on arbitrary Python objects."""
    cls = type(x)
    if cls in _atomic or cls is tuple or cls is frozenset or issubclass(cls, type):
        return x
    if cls in (list, dict, set, bytearray):
        return x.copy()
    copier = getattr(cls, '__copy__', None)
    if copier is not None:
        return copier(x)
    return _rebuild(x, _reduced(x, 'shallow'), None)


def deepcopy(x, memo=None, _nil=[]):
    """Deep copy operation on arbitrary Python objects."""
    if memo is None:
        memo = {}
    key = id(x)
    found = memo.get(key, _nil)
    if found is not _nil:
        return found
    cls = type(x)
    if cls in _atomic or issubclass(cls, type):
        return x
    copier = _deep_copiers.get(cls)
    if copier is not None:
        y = copier(x, memo)
    else:
        copier = getattr(x, '__deepcopy__', None)
        y = copier(memo) if copier is not None else _rebuild(x, _reduced(x), memo)
    if y is not x:
        memo[key] = y
        # The original must live as long as its id is in the memo.
        memo.setdefault(id(memo), []).append(x)
    return y


def _deepcopy_list(x, memo):
    y = []
    memo[id(x)] = y
    for item in x:
        y.append(deepcopy(item, memo))
    return y


def _deepcopy_tuple(x, memo):
    items = [deepcopy(item, memo) for item in x]
    # A tuple in a cycle was copied on the way.
    if id(x) in memo:
        return memo[id(x)]
    if all(a is b for a, b in zip(x, items)):
        return x
    return tuple(items)


def _deepcopy_dict(x, memo):
    y = {}
    memo[id(x)] = y
    for key, value in x.items():
        y[deepcopy(key, memo)] = deepcopy(value, memo)
    return y


def _deepcopy_set(x, memo):
    return type(x)([deepcopy(item, memo) for item in x])


def _deepcopy_method(x, memo):
    return type(x)(x.__func__, deepcopy(x.__self__, memo))


_deep_copiers = {
    list: _deepcopy_list, tuple: _deepcopy_tuple, dict: _deepcopy_dict, set: _deepcopy_set,
    frozenset: _deepcopy_set, bytearray: lambda x, memo: bytearray(x),
    type(Error().with_traceback): _deepcopy_method,
}


class _Holder:
    def method(self):
        pass


_deep_copiers[type(_Holder().method)] = _deepcopy_method


def _reduced(x, depth='deep'):
    """How an object says that it is made: (callable, args, state, list items, dict items)."""
    cls = type(x)
    registered = dispatch_table.get(cls)
    if registered is not None:
        return registered(x)
    reduce = getattr(x, '__reduce_ex__', None)
    if reduce is not None:
        return reduce(4)
    reduce = getattr(x, '__reduce__', None)
    if reduce is None:
        raise Error(f'un({depth})copyable object of type {cls}')
    return reduce()


def _rebuild(x, reduced, memo):
    if isinstance(reduced, str):
        return x
    make, args, state, items, pairs, *_ = *reduced, None, None, None
    deep = memo is not None
    if deep and args:
        args = [deepcopy(arg, memo) for arg in args]
    y = make(*args)
    if deep:
        memo[id(x)] = y
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        if hasattr(y, '__setstate__'):
            y.__setstate__(state)
        else:
            state, slots = state if isinstance(state, tuple) and len(state) == 2 else (state, None)
            if state:
                y.__dict__.update(state)
            for name, value in (slots or {}).items():
                setattr(y, name, value)
    if items is not None:
        for item in items:
            y.append(deepcopy(item, memo) if deep else item)
    if pairs is not None:
        for key, value in pairs:
            if deep:
                key, value = deepcopy(key, memo), deepcopy(value, memo)
            y[key] = value
    return y
