"""Files of keys and values, in plain Python: `.dat` holds the values, `.dir` says where each key's value lies."""

import ast
import collections.abc
import io
import os

__all__ = ['error', 'open']

error = OSError
_BLOCK = 512


class _Database(collections.abc.MutableMapping):
    """Keys and values in two files."""

    def __init__(self, name, mode, flag):
        self._mode, self._readonly = mode, flag == 'r'
        self._dir, self._data, self._bak = name + '.dir', name + '.dat', name + '.bak'
        self._index, self._changed = {}, False
        if flag == 'n':
            for path in (self._data, self._bak, self._dir):
                if os.path.exists(path):
                    os.remove(path)
        if not os.path.exists(self._data):
            if flag not in ('c', 'n'):
                raise FileNotFoundError(2, 'No such file or directory', self._data)
            io.open(self._data, 'wb').close()
        if os.path.exists(self._dir):
            with io.open(self._dir, encoding='latin-1') as file:
                for line in file:
                    key, place = ast.literal_eval(line.rstrip())
                    self._index[key.encode('latin-1')] = place
        elif flag not in ('c', 'n'):
            raise FileNotFoundError(2, 'No such file or directory', self._dir)
        else:
            self._changed = True

    def sync(self):
        """Write down where the values lie."""
        if self._index is None or not self._changed:
            return
        if os.path.exists(self._dir):
            os.replace(self._dir, self._bak)
        with io.open(self._dir, 'w', encoding='latin-1') as file:
            for key, place in self._index.items():
                file.write(f'{key.decode("latin-1")!r}, {place}\n')
        self._changed = False

    def _open(self):
        if self._index is None:
            raise error('DBM object has already been closed')

    @staticmethod
    def _bytes(value, what):
        if isinstance(value, str):
            return value.encode('utf-8')
        if not isinstance(value, (bytes, bytearray)):
            raise TypeError(f'{what} must be bytes or strings')
        return bytes(value)

    def __getitem__(self, key):
        self._open()
        place, size = self._index[self._bytes(key, 'keys')]
        with io.open(self._data, 'rb') as file:
            file.seek(place)
            return file.read(size)

    def __setitem__(self, key, value):
        if self._readonly:
            raise error('The database is opened for reading only')
        key, value = self._bytes(key, 'keys'), self._bytes(value, 'values')
        self._open()
        self._changed = True
        old = self._index.get(key)
        with io.open(self._data, 'rb+') as file:
            if old is not None and -(-len(value) // _BLOCK) <= -(-old[1] // _BLOCK):
                place = old[0]
            else:
                end = file.seek(0, 2)
                place = -(-end // _BLOCK) * _BLOCK
                file.write(b'\0' * (place - end))
            file.seek(place)
            file.write(value)
        self._index[key] = (place, len(value))
        if old is None:
            with io.open(self._dir, 'a', encoding='latin-1') as file:
                file.write(f'{key.decode("latin-1")!r}, {self._index[key]}\n')

    def __delitem__(self, key):
        if self._readonly:
            raise error('The database is opened for reading only')
        self._open()
        del self._index[self._bytes(key, 'keys')]
        self._changed = True
        self.sync()

    def keys(self):
        """All keys."""
        self._open()
        return list(self._index)

    def items(self):
        """All pairs."""
        self._open()
        return [(key, self[key]) for key in self._index]

    def __contains__(self, key):
        self._open()
        return self._bytes(key, 'keys') in self._index

    def __iter__(self):
        self._open()
        return iter(self._index)

    def __len__(self):
        self._open()
        return len(self._index)

    def close(self):
        """Close the files."""
        try:
            self.sync()
        finally:
            self._index = None

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def __del__(self):
        self.close()


def open(file, flag='c', mode=0o666):
    """The keys and values of a file."""
    if flag not in ('r', 'w', 'c', 'n'):
        raise ValueError("Flag must be one of 'r', 'w', 'c', or 'n'")
    return _Database(os.fspath(file), mode, flag)
