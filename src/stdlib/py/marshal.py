"""Plain values as bytes, and back, in CPython's format; code objects are refused.

    b'i' 4 bytes        an int            b')' length, items      a short tuple
    b'z' length, text   a short str       b'{' keys and values b'0'   a dict      .. see `_Writer`

A value whose type has the highest bit set may be referred to later, by b'r' and its number.
"""

import struct

version = 4
_REFERABLE = 0x80


class _Writer:
    def __init__(self):
        self.parts = []

    def put(self, code, layout='', *numbers):
        self.parts.append(code + struct.pack('<' + layout, *numbers))

    def put_int(self, value):
        if -1 << 31 <= value < 1 << 31:
            self.put(b'i', 'i', value)
            return
        # Digits of 15 bits, the lowest first; the sign is that of their number.
        digits, rest = [], abs(value)
        while rest:
            digits.append(rest & 0x7FFF)
            rest >>= 15
        self.put(b'l', f'i{len(digits)}H', len(digits) if value > 0 else -len(digits), *digits)

    def put_str(self, value):
        if value.isascii():
            short = len(value) < 256
            self.put(b'z' if short else b'a', 'B' if short else 'I', len(value))
            self.parts.append(value.encode())
        else:
            data = value.encode('utf-8', 'surrogatepass')
            self.put(b'u', 'I', len(data))
            self.parts.append(data)

    def put_items(self, code, layout, items):
        self.put(code, layout, len(items))
        for item in items:
            self.put_value(item)

    def put_value(self, value):
        constant = next((code for code, one in _CONSTANTS.items() if one is value), None)
        if constant is not None:
            self.put(constant)
        elif type(value) is int:
            self.put_int(value)
        elif type(value) is float:
            self.put(b'g', 'd', value)
        elif type(value) is complex:
            self.put(b'y', 'dd', value.real, value.imag)
        elif type(value) is str:
            self.put_str(value)
        elif type(value) is tuple:
            short = len(value) < 256
            self.put_items(b')' if short else b'(', 'B' if short else 'I', value)
        elif type(value) is list:
            self.put_items(b'[', 'I', value)
        elif type(value) in (set, frozenset):
            self.put_items(b'<' if type(value) is set else b'>', 'I', value)
        elif type(value) is dict:
            self.put(b'{')
            for pair in value.items():
                for item in pair:
                    self.put_value(item)
            self.put(b'0')
        elif isinstance(value, (bytes, bytearray, memoryview)):
            data = bytes(value)
            self.put(b's', 'I', len(data))
            self.parts.append(data)
        else:
            raise ValueError('unmarshallable object')


_CONSTANTS = {b'N': None, b'T': True, b'F': False, b'S': StopIteration, b'.': ...}
_END = object()


class _Reader:
    def __init__(self, read):
        self.read = read
        self.known = []

    def take(self, size):
        data = self.read(size)
        if len(data) < size:
            raise EOFError('marshal data too short')
        return data

    def numbers(self, layout):
        layout = '<' + layout
        return struct.unpack(layout, self.take(struct.calcsize(layout)))

    def int(self):
        count, = self.numbers('i')
        value = 0
        for digit in reversed(self.numbers(f'{abs(count)}H')):
            if digit > 0x7FFF:
                raise ValueError('bad marshal data (digit out of range in long)')
            value = value << 15 | digit
        return value if count > 0 else -value

    def text(self, layout, encoding):
        size, = self.numbers(layout)
        return self.take(size).decode(encoding, 'surrogatepass' if encoding == 'utf-8' else 'strict')

    def items(self, layout):
        count, = self.numbers(layout)
        return [self.value() for _ in range(count)]

    def dict(self):
        pairs = {}
        while (key := self.value(ends=True)) is not _END:
            pairs[key] = self.value()
        return pairs

    def value(self, ends=False):
        code = self.read(1)
        if not code:
            raise EOFError('EOF read where object expected')
        code = code[0]
        referable, code = code & _REFERABLE, bytes([code & ~_REFERABLE])
        if code == b'0' and ends:
            return _END
        if code in _CONSTANTS:
            return _CONSTANTS[code]
        if code == b'r':
            at, = self.numbers('I')
            if at >= len(self.known):
                raise ValueError('bad marshal data (invalid reference)')
            return self.known[at]
        how = _KINDS.get(code)
        if code == b'0':
            raise TypeError('NULL object in marshal data for object')
        if how is None:
            raise ValueError('bad marshal data (unknown type code)')
        # What is in a value has higher numbers than the value itself.
        number = len(self.known)
        if referable:
            self.known.append(None)
        value = how(self)
        if referable:
            self.known[number] = value
        return value


_KINDS = {
    b'i': lambda reader: reader.numbers('i')[0],
    b'l': _Reader.int,
    b'f': lambda reader: float(reader.text('B', 'ascii')),
    b'x': lambda reader: complex(float(reader.text('B', 'ascii')), float(reader.text('B', 'ascii'))),
    b'g': lambda reader: reader.numbers('d')[0],
    b'y': lambda reader: complex(*reader.numbers('dd')),
    b's': lambda reader: reader.take(reader.numbers('I')[0]),
    b'z': lambda reader: reader.text('B', 'latin-1'),
    b'Z': lambda reader: reader.text('B', 'latin-1'),
    b'a': lambda reader: reader.text('I', 'latin-1'),
    b'A': lambda reader: reader.text('I', 'latin-1'),
    b'u': lambda reader: reader.text('I', 'utf-8'),
    b't': lambda reader: reader.text('I', 'utf-8'),
    b')': lambda reader: tuple(reader.items('B')),
    b'(': lambda reader: tuple(reader.items('I')),
    b'[': lambda reader: reader.items('I'),
    b'<': lambda reader: set(reader.items('I')),
    b'>': lambda reader: frozenset(reader.items('I')),
    b'{': _Reader.dict,
}


def dumps(value, version=version, /):
    """The bytes of a value."""
    writer = _Writer()
    try:
        writer.put_value(value)
    except RecursionError:
        raise ValueError('object too deeply nested to marshal') from None
    return b''.join(writer.parts)


def loads(bytes, /):
    """The value of bytes."""
    try:
        data, at = memoryview(bytes), 0
    except TypeError:
        raise TypeError(f"a bytes-like object is required, not '{type(bytes).__name__}'") from None

    def read(size):
        nonlocal at
        at += size
        return data[at - size:at].tobytes()

    return _Reader(read).value()


def dump(value, file, version=version, /):
    """Write a value to a file."""
    file.write(dumps(value))


def load(file, /):
    """Read one value from a file."""
    return _Reader(file.read).value()
