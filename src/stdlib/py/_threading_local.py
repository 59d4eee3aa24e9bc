"""Attributes of which each thread has its own: `threading.local`."""

from _thread import _has_local_values, _make_local_values, _get_local, _set_local, _delete_local

__all__ = ['local']


class _local:
    """Thread-local data"""

    __module__ = '_thread'
    __slots__ = '_arguments', '__dict__', '__weakref__'

    def __new__(cls, /, *args, **kwargs):
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError('Initialization arguments are not supported')
        self = object.__new__(cls)
        object.__setattr__(self, '_arguments', (args, kwargs))
        _make_local_values(self)
        return self

    def __getattribute__(self, name):
        if not _has_local_values(self):
            _begin(self)
        return _get_local(self, name)

    def __setattr__(self, name, value):
        if name == '__dict__':
            raise AttributeError(f"'{type(self).__name__}' object attribute '__dict__' is read-only")
        if not _has_local_values(self):
            _begin(self)
        _set_local(self, name, value)

    def __delattr__(self, name):
        if name == '__dict__':
            raise AttributeError(f"'{type(self).__name__}' object attribute '__dict__' is read-only")
        if not _has_local_values(self):
            _begin(self)
        _delete_local(self, name)

    def __reduce_ex__(self, protocol):
        cls = type(self)
        name = '_thread._local' if cls is _local else cls.__name__
        raise TypeError(f'cannot pickle {name!r} object')


local = _local


def _begin(it):
    """Give an object its attributes in a thread that sees it for the first time."""
    _make_local_values(it)
    args, kwargs = object.__getattribute__(it, '_arguments')
    type(it).__init__(it, *args, **kwargs)
