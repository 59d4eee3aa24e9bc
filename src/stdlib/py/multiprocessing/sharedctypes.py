"""Numbers that all processes see: in memory that is a file, each with a lock."""

from multiprocessing._shared import Memory, only_inherited
from multiprocessing.synchronize import RLock
from struct import Struct

__all__ = ['RawValue', 'RawArray', 'Value', 'Array']

_TYPES = {'c': 'c_char', 'b': 'c_byte', 'B': 'c_ubyte', 'h': 'c_short', 'H': 'c_ushort', 'i': 'c_int', 'I': 'c_uint',
          'l': 'c_long', 'L': 'c_ulong', 'q': 'c_long', 'Q': 'c_ulong', 'f': 'c_float', 'd': 'c_double'}


class _Numbers:
    """So many numbers of one type."""

    def __init__(self, typecode, count):
        if typecode not in _TYPES:
            raise TypeError(f'{typecode!r} is not the code of a type')
        self._type, self._one, self._count = _TYPES[typecode], Struct(typecode), count
        self._memory = Memory(count * self._one.size)

    def __reduce__(self):
        only_inherited(self)

    def _get(self, first, count):
        data = self._memory.read(first * self._one.size, count * self._one.size)
        return [value for value, in self._one.iter_unpack(data)]

    def _set(self, first, values):
        self._memory.write(first * self._one.size, b''.join(self._one.pack(value) for value in values))


class _RawValue(_Numbers):
    value = property(lambda self: self._get(0, 1)[0], lambda self, value: self._set(0, [value]))

    def __repr__(self):
        return f'{self._type}({self.value!r})'


class _RawArray(_Numbers):
    def __len__(self):
        return self._count

    def _places(self, index):
        if isinstance(index, slice):
            return range(self._count)[index]
        if not -self._count <= index < self._count:
            raise IndexError('invalid index')
        return index % self._count

    def __getitem__(self, index):
        places = self._places(index)
        if isinstance(places, int):
            return self._get(places, 1)[0]
        values = self._get(0, self._count)
        return [values[place] for place in places]

    def __setitem__(self, index, value):
        places = self._places(index)
        if isinstance(places, int):
            self._set(places, [value])
            return
        values = list(value)
        if len(values) != len(places):
            raise ValueError('Can only assign sequence of same size')
        for place, value in zip(places, values):
            self._set(place, [value])

    def __iter__(self):
        return iter(self[:])

    def __repr__(self):
        return f'<multiprocessing.sharedctypes.{self._type}_Array_{self._count} object at {id(self):#x}>'


class _Synchronized:
    """Numbers with a lock, which guards each access."""

    def __init__(self, numbers, lock):
        self._numbers, self._lock = numbers, lock
        self.acquire, self.release = lock.acquire, lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *error):
        return self._lock.__exit__(*error)

    def __reduce__(self):
        only_inherited(self)

    def get_lock(self):
        """The lock."""
        return self._lock

    def get_obj(self):
        """The numbers without the lock."""
        return self._numbers

    def __repr__(self):
        return f'<{type(self).__name__} wrapper for {self._numbers}>'


class Synchronized(_Synchronized):
    @property
    def value(self):
        """The number."""
        with self._lock:
            return self._numbers.value

    @value.setter
    def value(self, value):
        with self._lock:
            self._numbers.value = value


class SynchronizedArray(_Synchronized):
    def __len__(self):
        return len(self._numbers)

    def __getitem__(self, index):
        with self._lock:
            return self._numbers[index]

    def __setitem__(self, index, value):
        with self._lock:
            self._numbers[index] = value

    def __iter__(self):
        return iter(self[:])


def RawValue(typecode_or_type, *args):
    """A number that all processes see."""
    made = _RawValue(typecode_or_type, 1)
    if args:
        made.value, = args
    return made


def RawArray(typecode_or_type, size_or_initializer):
    """Numbers that all processes see: so many zeros, or those of a sequence."""
    if isinstance(size_or_initializer, int):
        return _RawArray(typecode_or_type, size_or_initializer)
    values = list(size_or_initializer)
    made = _RawArray(typecode_or_type, len(values))
    made[:] = values
    return made


def _with_lock(kind, made, lock):
    if lock is False:
        return made
    if lock in (True, None):
        lock = RLock()
    if not hasattr(lock, 'acquire'):
        raise AttributeError(f"{lock!r} has no method 'acquire'")
    return kind(made, lock)


def Value(typecode_or_type, *args, lock=True):
    """A number that all processes see, with a lock."""
    return _with_lock(Synchronized, RawValue(typecode_or_type, *args), lock)


def Array(typecode_or_type, size_or_initializer, *, lock=True):
    """Numbers that all processes see, with a lock."""
    return _with_lock(SynchronizedArray, RawArray(typecode_or_type, size_or_initializer), lock)
