"""Plain values as bytes, and back. The format is pickle's; code objects are refused."""

import pickle as _pickle

version = 4
_PLAIN = (type(None), bool, int, float, complex, str, bytes, bytearray, type(...))


def _check(value, depth=0):
    if depth > 2000:
        raise ValueError('object too deeply nested to marshal')
    if value is StopIteration or isinstance(value, _PLAIN):
        return
    if isinstance(value, dict):
        for key, item in value.items():
            _check(key, depth + 1)
            _check(item, depth + 1)
    elif isinstance(value, (tuple, list, set, frozenset)):
        for item in value:
            _check(item, depth + 1)
    else:
        raise ValueError('unmarshallable object')


def dumps(value, version=version, /):
    """The bytes of a value."""
    _check(value)
    return _pickle.dumps(value, 4)


def loads(bytes, /):
    """The value of bytes."""
    try:
        return _pickle.loads(bytes)
    except (EOFError, _pickle.UnpicklingError):
        raise EOFError('marshal data too short') from None


def dump(value, file, version=version, /):
    file.write(dumps(value))


def load(file, /):
    return _pickle.load(file)
