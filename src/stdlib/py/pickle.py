"""Objects as bytes, and back.

A pickle is a program for a machine with a stack and a memo: it pushes constants, gathers what
lies above a mark into containers, calls what `__reduce_ex__` named, and remembers objects so that
one that is met again is the same one.

    [1, (2, 3)]     ]  memoize  (  K 1  K 2  K 3  \\x86  memoize  e  .
"""

import _pickle
import copyreg
import functools
import io
import struct
import sys
from types import FunctionType

__all__ = ['PickleError', 'PicklingError', 'UnpicklingError', 'Pickler', 'Unpickler', 'dump', 'dumps',
           'load', 'loads', 'HIGHEST_PROTOCOL', 'DEFAULT_PROTOCOL', 'PickleBuffer']

format_version = '4.0'
compatible_formats = ['1.0', '1.1', '1.2', '1.3', '2.0', '3.0', '4.0', '5.0']
HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 4
_BATCH = 1000


class PickleError(Exception):
    """A common base class for the other pickling exceptions."""


class PicklingError(PickleError):
    """An unpicklable object is passed to the dump method."""


class UnpicklingError(PickleError):
    """There is a problem unpickling an object, such as a security violation."""


class PickleBuffer:
    """A wrapper for an object whose bytes may be passed on apart from the pickle."""

    def __init__(self, buffer):
        self._view = memoryview(buffer)

    def raw(self):
        return self._view

    def release(self):
        self._view.release()


for _error in (PickleError, PicklingError, UnpicklingError):
    _error.__module__ = '_pickle'


# --- writing ---

def _long_bytes(number):
    """A signed int in as few bytes as can be, little end first."""
    if number == 0:
        return b''
    size = (number.bit_length() >> 3) + 1
    data = number.to_bytes(size, 'little', signed=True)
    if number < 0 and size > 1 and data[-1] == 0xff and data[-2] & 0x80:
        data = data[:-1]
    return data


class Pickler:
    """Writes pickles to a file."""

    dispatch_table = None

    def __init__(self, file, protocol=None, *, fix_imports=True, buffer_callback=None):
        protocol = DEFAULT_PROTOCOL if protocol is None else protocol
        if protocol < 0:
            protocol = HIGHEST_PROTOCOL
        elif protocol > HIGHEST_PROTOCOL:
            raise ValueError(f'pickle protocol must be <= {HIGHEST_PROTOCOL}')
        if not hasattr(file, 'write'):
            raise TypeError("file must have a 'write' attribute")
        self._file = file
        self.proto = protocol
        self.bin = protocol > 0
        self._buffer_callback = buffer_callback
        self.memo = {}
        self._plain = False
        self._out = bytearray()

    def clear_memo(self):
        """Clears the pickler's memo."""
        self.memo.clear()

    def persistent_id(self, obj):
        return None

    def dump(self, obj):
        """Write a pickled representation of the given object to the open file."""
        self._out = out = bytearray()
        cls = type(self)
        # Nobody wants to be asked about each object.
        self._plain = (self.proto >= 4 and cls.persistent_id is Pickler.persistent_id
                       and not hasattr(self, 'reducer_override'))
        self._save(obj)
        out += b'.'
        head = b''
        if self.proto >= 2:
            head = b'\x80' + bytes([self.proto])
        if self.proto >= 4 and len(out) >= 4:
            head += b'\x95' + struct.pack('<Q', len(out))
        self._file.write(head + bytes(out))

    def _memoize(self, obj):
        index = len(self.memo)
        self.memo[id(obj)] = index, obj
        if self.proto >= 4:
            self._out += b'\x94'
        elif index < 256:
            self._out += b'q' + bytes([index])
        else:
            self._out += b'r' + struct.pack('<I', index)

    def _get(self, index):
        self._out += b'h' + bytes([index]) if index < 256 else b'j' + struct.pack('<I', index)

    def _save(self, obj):
        if self._plain:
            _pickle.save(obj, self._out, self.memo, self._save_any)
        else:
            self._save_any(obj)

    def _save_any(self, obj, persistent=True):
        if persistent:
            pid = self.persistent_id(obj)
            if pid is not None:
                self._save_any(pid, False)
                self._out += b'Q'
                return
        known = self.memo.get(id(obj))
        if known is not None:
            self._get(known[0])
            return
        kind = type(obj)
        reduced = NotImplemented
        override = getattr(self, 'reducer_override', None)
        if override is not None:
            reduced = override(obj)
        if reduced is NotImplemented:
            save = self._dispatch.get(kind)
            if save is not None:
                return save(self, obj)
            table = copyreg.dispatch_table if self.dispatch_table is None else self.dispatch_table
            reduce = table.get(kind)
            if reduce is not None:
                reduced = reduce(obj)
            elif issubclass(kind, type):
                return self._save_global(obj)
            else:
                reduce = getattr(obj, '__reduce_ex__', None)
                if reduce is None:
                    raise PicklingError(f"can't pickle {kind.__name__!r} object: {obj!r}")
                reduced = reduce(self.proto)
        if isinstance(reduced, str):
            return self._save_global(obj, reduced)
        if not isinstance(reduced, tuple):
            raise PicklingError('__reduce__ must return a string or tuple')
        if not 2 <= len(reduced) <= 6:
            raise PicklingError('tuple returned by __reduce__ must contain 2 through 6 elements')
        self._save_reduce(obj, *reduced)

    def _save_reduce(self, obj, func, args, state=None, items=None, pairs=None, setter=None):
        if not callable(func):
            raise PicklingError('first item of the tuple returned by __reduce__ must be callable')
        if not isinstance(args, tuple):
            raise PicklingError('second item of the tuple returned by __reduce__ must be a tuple')
        name = getattr(func, '__name__', '')
        if name == '__newobj_ex__':
            cls, args, kwargs = args
            if self.proto >= 4:
                self._save(cls)
                self._save(args)
                self._save(kwargs)
                self._out += b'\x92'
            else:
                self._save(functools.partial(cls.__new__, cls, *args, **kwargs))
                self._out += b')R'
        elif name == '__newobj__':
            self._save(args[0])
            self._save(args[1:])
            self._out += b'\x81'
        else:
            self._save(func)
            self._save(args)
            self._out += b'R'
        known = self.memo.get(id(obj))
        if known is not None:
            # Its own arguments led back to it.
            self._out += b'0'
            self._get(known[0])
        else:
            self._memoize(obj)
        if items is not None:
            self._append(items)
        if pairs is not None:
            self._set_items(pairs)
        if state is not None:
            if setter is None:
                self._save(state)
                self._out += b'b'
            else:
                self._save(setter)
                self._save(obj)
                self._save(state)
                self._out += b'\x86R0'

    # --- by class ---

    def _save_none(self, obj):
        self._out += b'N'

    def _save_bool(self, obj):
        self._out += b'\x88' if obj else b'\x89'

    def _save_int(self, obj):
        if 0 <= obj < 0x100:
            self._out += b'K' + bytes([obj])
        elif 0 <= obj < 0x10000:
            self._out += b'M' + struct.pack('<H', obj)
        elif -0x80000000 <= obj < 0x80000000:
            self._out += b'J' + struct.pack('<i', obj)
        else:
            data = _long_bytes(obj)
            if len(data) < 256:
                self._out += b'\x8a' + bytes([len(data)]) + data
            else:
                self._out += b'\x8b' + struct.pack('<i', len(data)) + data

    def _save_float(self, obj):
        self._out += b'G' + struct.pack('>d', obj)

    def _save_str(self, obj):
        data = obj.encode('utf-8', 'surrogatepass')
        if len(data) < 256 and self.proto >= 4:
            self._out += b'\x8c' + bytes([len(data)])
        elif len(data) < 1 << 32:
            self._out += b'X' + struct.pack('<I', len(data))
        else:
            self._out += b'\x8d' + struct.pack('<Q', len(data))
        self._out += data
        self._memoize(obj)

    def _save_bytes(self, obj):
        if self.proto < 3:
            import _codecs
            if obj:
                return self._save_reduce(obj, _codecs.encode, (obj.decode('latin-1'), 'latin1'))
            return self._save_reduce(obj, bytes, ())
        if len(obj) < 256:
            self._out += b'C' + bytes([len(obj)])
        else:
            self._out += b'B' + struct.pack('<I', len(obj))
        self._out += obj
        self._memoize(obj)

    def _save_bytearray(self, obj):
        if self.proto < 5:
            return self._save_reduce(obj, bytearray, (bytes(obj),))
        self._out += b'\x96' + struct.pack('<Q', len(obj)) + obj
        self._memoize(obj)

    def _save_tuple(self, obj):
        if not obj:
            self._out += b')'
            return
        if len(obj) > 3:
            self._out += b'('
        for item in obj:
            self._save(item)
        known = self.memo.get(id(obj))
        if known is not None:
            # The tuple holds itself: it is there already, and what was pushed goes.
            self._out += b'1' if len(obj) > 3 else b'0' * len(obj)
            self._get(known[0])
            return
        self._out += b't' if len(obj) > 3 else (b'\x85', b'\x86', b'\x87')[len(obj) - 1]
        self._memoize(obj)

    def _save_list(self, obj):
        self._out += b']'
        self._memoize(obj)
        self._append(obj)

    def _append(self, items):
        items = iter(items)
        while batch := _taken(items):
            if len(batch) == 1:
                self._save(batch[0])
                self._out += b'a'
            else:
                self._out += b'('
                for item in batch:
                    self._save(item)
                self._out += b'e'

    def _save_dict(self, obj):
        self._out += b'}'
        self._memoize(obj)
        self._set_items(obj.items())

    def _set_items(self, pairs):
        pairs = iter(pairs)
        while batch := _taken(pairs):
            if len(batch) > 1:
                self._out += b'('
            for key, value in batch:
                self._save(key)
                self._save(value)
            self._out += b'u' if len(batch) > 1 else b's'

    def _save_set(self, obj):
        if self.proto < 4:
            return self._save_reduce(obj, set, (list(obj),))
        self._out += b'\x8f'
        self._memoize(obj)
        items = iter(obj)
        while batch := _taken(items):
            self._out += b'('
            for item in batch:
                self._save(item)
            self._out += b'\x90'

    def _save_frozenset(self, obj):
        if self.proto < 4:
            return self._save_reduce(obj, frozenset, (list(obj),))
        self._out += b'('
        for item in obj:
            self._save(item)
        known = self.memo.get(id(obj))
        if known is not None:
            self._out += b'1'
            self._get(known[0])
            return
        self._out += b'\x91'
        self._memoize(obj)

    def _save_buffer(self, obj):
        if self.proto < 5:
            raise PicklingError('PickleBuffer can only be pickled with protocol >= 5')
        if self._buffer_callback is not None and not self._buffer_callback(obj):
            self._out += b'\x97' + (b'\x98' if obj.raw().readonly else b'')
        elif obj.raw().readonly:
            self._save_bytes(obj.raw().tobytes())
        else:
            self._save_bytearray(bytearray(obj.raw()))

    def _save_type(self, obj):
        singletons = {type(None): None, type(NotImplemented): NotImplemented, type(...): ...}
        if obj in singletons:
            return self._save_reduce(obj, type, (singletons[obj],))
        self._save_global(obj)

    def _save_global(self, obj, name=None):
        name = name or getattr(obj, '__qualname__', None) or obj.__name__
        module = _module_of(obj, name)
        try:
            __import__(module)
            found, parent = _attribute(sys.modules[module], name)
        except (ImportError, KeyError, AttributeError):
            if '<locals>' in name.split('.'):
                raise AttributeError(f"Can't pickle local object {name!r}") from None
            raise PicklingError(f"Can't pickle {obj!r}: attribute lookup {name} on {module} failed") from None
        if found is not obj:
            raise PicklingError(f"Can't pickle {obj!r}: it's not the same object as {module}.{name}")
        if self.proto >= 4:
            self._save(module)
            self._save(name)
            self._out += b'\x93'
        elif parent is not sys.modules[module]:
            return self._save_reduce(obj, getattr, (parent, name.rpartition('.')[2]))
        else:
            self._out += b'c' + f'{module}\n{name}\n'.encode()
        self._memoize(obj)

    _dispatch = {
        type(None): _save_none, bool: _save_bool, int: _save_int, float: _save_float, str: _save_str,
        bytes: _save_bytes, bytearray: _save_bytearray, tuple: _save_tuple, list: _save_list,
        dict: _save_dict, set: _save_set, frozenset: _save_frozenset, type: _save_type,
        FunctionType: _save_global, PickleBuffer: _save_buffer,
    }


def _taken(iterator):
    """The next items of an iterator, at most as many as a batch has."""
    batch = []
    for item in iterator:
        batch.append(item)
        if len(batch) == _BATCH:
            break
    return batch


def _module_of(obj, name):
    module = getattr(obj, '__module__', None)
    if module is not None:
        return module
    for module, there in list(sys.modules.items()):
        if module in ('__main__', '__mp_main__') or there is None:
            continue
        try:
            if _attribute(there, name)[0] is obj:
                return module
        except AttributeError:
            pass
    return '__main__'


def _attribute(obj, name):
    """What a dotted name means, and what holds it."""
    parent = obj
    for part in name.split('.'):
        if part == '<locals>':
            raise AttributeError(f"Can't get local attribute {name!r} on {obj!r}")
        parent, obj = obj, getattr(obj, part)
    return obj, parent


# --- reading ---

class _Stop(Exception):
    def __init__(self, value):
        self.value = value


class Unpickler:
    """Reads pickles from a file."""

    def __init__(self, file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None):
        self._file = file
        self._encoding, self._errors = encoding, errors
        self._buffers = None if buffers is None else iter(buffers)
        self.memo = {}

    def persistent_load(self, pid):
        raise UnpicklingError('A load persistent id instruction was encountered, but no '
                              'persistent_load function was specified.')

    def find_class(self, module, name):
        """Return an object from a specified module."""
        module = {'__builtin__': 'builtins', 'copy_reg': 'copyreg'}.get(module, module)
        __import__(module)
        try:
            return _attribute(sys.modules[module], name)[0]
        except AttributeError:
            raise AttributeError(
                f"Can't get attribute {name!r} on {sys.modules[module]!r}") from None

    def load(self):
        """Read a pickled object representation from the open file."""
        self._stack, self._marks = [], []
        try:
            while True:
                self._step()
        except _Stop as stop:
            return stop.value
        except IndexError:
            raise UnpicklingError('unpickling stack underflow') from None

    def _step(self):
        """Does one operation."""
        key = self._file.read(1)
        if not key:
            raise EOFError('Ran out of input')
        operation = self._operations.get(key[0])
        if operation is None:
            raise UnpicklingError(f"invalid load key, '{_key_text(key[0])}'.")
        operation(self)

    def _load_bytes(self, data):
        """The same of bytes, which are the file's, too: what is plain needs no step."""
        self._stack, self._marks = [], []
        file = self._file
        at = 0
        try:
            while True:
                at, self._stack = _pickle.load(data, at, self._stack, self._marks, self.memo)
                file.seek(at)
                self._step()
                at = file.tell()
        except _Stop as stop:
            return stop.value
        except IndexError:
            raise UnpicklingError('unpickling stack underflow') from None

    # --- what the operations share ---

    def _bytes(self, count):
        data = self._file.read(count)
        if len(data) < count:
            raise UnpicklingError('pickle data was truncated')
        return data

    def _unpacked(self, layout):
        return struct.unpack(layout, self._bytes(struct.calcsize(layout)))[0]

    def _line(self):
        line = self._file.readline()
        if line[-1:] != b'\n':
            raise UnpicklingError('pickle data was truncated')
        return line[:-1]

    def _above_mark(self):
        if not self._marks:
            raise UnpicklingError('could not find MARK')
        items = self._stack
        self._stack = self._marks.pop()
        return items

    def _push(self, value):
        self._stack.append(value)

    def _top(self, count):
        """Takes the `count` topmost values."""
        items = self._stack[-count:]
        if len(items) < count:
            raise UnpicklingError('unpickling stack underflow')
        del self._stack[-count:]
        return items

    # --- the operations ---

    def _mark(self):
        self._marks.append(self._stack)
        self._stack = []

    def _stop(self):
        raise _Stop(self._stack.pop())

    def _pop(self):
        if self._stack or not self._marks:
            self._stack.pop()
        else:
            self._above_mark()

    def _proto(self):
        protocol = self._bytes(1)[0]
        if protocol > HIGHEST_PROTOCOL:
            raise ValueError(f'unsupported pickle protocol: {protocol}')

    def _int_line(self):
        line = self._line()
        self._push({b'00': False, b'01': True}[line] if line in (b'00', b'01') else int(line, 0))

    def _long_line(self):
        self._push(int(self._line().rstrip(b'L'), 0))

    def _string_line(self):
        line = self._line()
        if len(line) < 2 or line[:1] != line[-1:] or line[:1] not in (b'"', b"'"):
            raise UnpicklingError('the STRING opcode argument must be quoted')
        import ast
        data = ast.literal_eval('b' + line.decode('ascii'))
        self._push(self._old_text(data))

    def _old_text(self, data):
        return data if self._encoding == 'bytes' else data.decode(self._encoding, self._errors)

    def _utf8(self, layout):
        self._push(str(self._bytes(self._unpacked(layout)), 'utf-8', 'surrogatepass'))

    def _reduce(self):
        args = self._stack.pop()
        if not isinstance(args, tuple):
            raise TypeError('argument list must be a tuple')
        self._stack[-1] = self._stack[-1](*args)

    def _new(self):
        cls, args = self._top(2)
        self._push(cls.__new__(cls, *args))

    def _new_ex(self):
        cls, args, kwargs = self._top(3)
        self._push(cls.__new__(cls, *args, **kwargs))

    def _inst(self, cls, args):
        self._push(cls(*args))

    def _inst_line(self):
        module, name = self._line().decode(), self._line().decode()
        self._inst(self.find_class(module, name), self._above_mark())

    def _obj(self):
        cls, *args = self._above_mark()
        self._inst(cls, args)

    def _global_line(self):
        module, name = self._line().decode(), self._line().decode()
        self._push(self.find_class(module, name))

    def _stack_global(self):
        module, name = self._top(2)
        if type(name) is not str or type(module) is not str:
            raise UnpicklingError('STACK_GLOBAL requires str')
        self._push(self.find_class(module, name))

    def _extend_items(self):
        items = self._above_mark()
        target = self._stack[-1]
        extend = getattr(target, 'extend', None)
        if extend is not None:
            extend(items)
        else:
            for item in items:
                target.append(item)

    def _append_item(self):
        item = self._stack.pop()
        self._stack[-1].append(item)

    def _set_item(self):
        key, value = self._top(2)
        self._stack[-1][key] = value

    def _set_items(self):
        items = self._above_mark()
        target = self._stack[-1]
        if len(items) % 2:
            raise UnpicklingError('odd number of items for SETITEMS')
        for at in range(0, len(items), 2):
            target[items[at]] = items[at + 1]

    def _dict(self):
        items = self._above_mark()
        self._push({items[at]: items[at + 1] for at in range(0, len(items), 2)})

    def _add_items(self):
        items = self._above_mark()
        target = self._stack[-1]
        if isinstance(target, set):
            target.update(items)
        else:
            for item in items:
                target.add(item)

    def _build(self):
        state = self._stack.pop()
        target = self._stack[-1]
        setstate = getattr(target, '__setstate__', None)
        if setstate is not None:
            setstate(state)
            return
        slots = None
        if isinstance(state, tuple) and len(state) == 2:
            state, slots = state
        if state:
            target.__dict__.update(state)
        for name, value in (slots or {}).items():
            setattr(target, name, value)

    def _memoize(self):
        self.memo[len(self.memo)] = self._stack[-1]

    def _put(self, index):
        self.memo[index] = self._stack[-1]

    def _get(self, index):
        if index not in self.memo:
            raise UnpicklingError(f'Memo value not found at index {index}')
        self._push(self.memo[index])

    def _buffer(self):
        if self._buffers is None:
            raise UnpicklingError('pickle stream refers to out-of-band data but no *buffers* argument was given')
        self._push(next(self._buffers))

    def _read_only(self):
        self._stack[-1] = memoryview(self._stack[-1]).toreadonly()

    def _from_long(self, data):
        self._push(int.from_bytes(data, 'little', signed=True))


def _key_text(key):
    return chr(key) if 0x20 < key < 0x7f and key != 0x27 else f'\\x{key:02x}'


Unpickler._operations = {ord(key): operation for key, operation in {
    '(': Unpickler._mark, '.': Unpickler._stop, '0': Unpickler._pop, '1': Unpickler._above_mark,
    '2': lambda self: self._push(self._stack[-1]),
    '\x80': Unpickler._proto, '\x95': lambda self: self._unpacked('<Q') and None,
    'N': lambda self: self._push(None), '\x88': lambda self: self._push(True),
    '\x89': lambda self: self._push(False),
    'I': Unpickler._int_line, 'L': Unpickler._long_line,
    'F': lambda self: self._push(float(self._line())),
    'J': lambda self: self._push(self._unpacked('<i')), 'K': lambda self: self._push(self._unpacked('<B')),
    'M': lambda self: self._push(self._unpacked('<H')), 'G': lambda self: self._push(self._unpacked('>d')),
    '\x8a': lambda self: self._from_long(self._bytes(self._unpacked('<B'))),
    '\x8b': lambda self: self._from_long(self._bytes(self._unpacked('<i'))),
    'S': Unpickler._string_line,
    'T': lambda self: self._push(self._old_text(self._bytes(self._unpacked('<i')))),
    'U': lambda self: self._push(self._old_text(self._bytes(self._unpacked('<B')))),
    'V': lambda self: self._push(str(self._line(), 'raw-unicode-escape')),
    'X': lambda self: self._utf8('<I'), '\x8c': lambda self: self._utf8('<B'),
    '\x8d': lambda self: self._utf8('<Q'),
    'B': lambda self: self._push(self._bytes(self._unpacked('<I'))),
    'C': lambda self: self._push(self._bytes(self._unpacked('<B'))),
    '\x8e': lambda self: self._push(self._bytes(self._unpacked('<Q'))),
    '\x96': lambda self: self._push(bytearray(self._bytes(self._unpacked('<Q')))),
    ']': lambda self: self._push([]), '}': lambda self: self._push({}), ')': lambda self: self._push(()),
    '\x8f': lambda self: self._push(set()), '\x90': Unpickler._add_items,
    '\x91': lambda self: self._push(frozenset(self._above_mark())),
    't': lambda self: self._push(tuple(self._above_mark())),
    'l': lambda self: self._push(self._above_mark()), 'd': Unpickler._dict,
    '\x85': lambda self: self._push(tuple(self._top(1))),
    '\x86': lambda self: self._push(tuple(self._top(2))),
    '\x87': lambda self: self._push(tuple(self._top(3))),
    'a': Unpickler._append_item, 'e': Unpickler._extend_items, 's': Unpickler._set_item,
    'u': Unpickler._set_items, 'b': Unpickler._build, 'R': Unpickler._reduce,
    '\x81': Unpickler._new, '\x92': Unpickler._new_ex, 'i': Unpickler._inst_line, 'o': Unpickler._obj,
    'c': Unpickler._global_line, '\x93': Unpickler._stack_global, '\x94': Unpickler._memoize,
    'p': lambda self: self._put(int(self._line())), 'q': lambda self: self._put(self._unpacked('<B')),
    'r': lambda self: self._put(self._unpacked('<I')), 'g': lambda self: self._get(int(self._line())),
    'h': lambda self: self._get(self._unpacked('<B')), 'j': lambda self: self._get(self._unpacked('<I')),
    'P': lambda self: self._push(self.persistent_load(self._line().decode())),
    'Q': lambda self: self._push(self.persistent_load(self._stack.pop())),
    '\x97': Unpickler._buffer, '\x98': Unpickler._read_only,
}.items()}

_Pickler, _Unpickler = Pickler, Unpickler


def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    """Write a pickled representation of obj to the open file object file."""
    Pickler(file, protocol, buffer_callback=buffer_callback).dump(obj)


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    """Return the pickled representation of the object as a bytes object."""
    file = io.BytesIO()
    Pickler(file, protocol, buffer_callback=buffer_callback).dump(obj)
    return file.getvalue()


def load(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None):
    """Read and return an object from the pickle data stored in a file."""
    return Unpickler(file, encoding=encoding, errors=errors, buffers=buffers).load()


def loads(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None):
    """Read and return an object from the given pickle data."""
    if isinstance(data, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    data = bytes(data)
    unpickler = Unpickler(io.BytesIO(data), encoding=encoding, errors=errors, buffers=buffers)
    return unpickler._load_bytes(data)
