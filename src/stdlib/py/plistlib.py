"""Property lists, as XML and in their binary form.

    binary:  bplist00 | objects | where each begins | trailer
    An object's first byte: its kind (high four bits) and its length (low four; 15: an int follows that is the length).
"""

import binascii
import datetime
import enum
import io
import re
import struct

from xml.parsers.expat import ParserCreate

__all__ = ['InvalidFileException', 'FMT_XML', 'FMT_BINARY', 'load', 'dump', 'loads', 'dumps', 'UID']

PlistFormat = enum.Enum('PlistFormat', 'FMT_XML FMT_BINARY', module=__name__)
FMT_XML, FMT_BINARY = PlistFormat.FMT_XML, PlistFormat.FMT_BINARY
_EPOCH = datetime.datetime(2001, 1, 1)


class InvalidFileException(ValueError):
    """The file is no property list."""

    def __init__(self, message='Invalid file'):
        super().__init__(message)


class UID:
    """The number of an object in an archive."""

    def __init__(self, data):
        if not isinstance(data, int):
            raise TypeError('data must be an int')
        if data >= 1 << 64:
            raise ValueError('UIDs cannot be >= 2**64')
        if data < 0:
            raise ValueError('UIDs must be positive')
        self.data = data

    def __index__(self):
        return self.data

    def __repr__(self):
        return f'{self.__class__.__name__}({self.data!r})'

    def __reduce__(self):
        return self.__class__, (self.data,)

    def __eq__(self, other):
        return self.data == other.data if isinstance(other, UID) else NotImplemented

    def __hash__(self):
        return hash(self.data)


# --- XML ---

_HEADER = (b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" '
           b'"http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n')
_CONTROLS = re.compile('[\x00-\x08\x0b\x0c\x0e-\x1f]')
_DATE = re.compile(r'(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d))?)?)?)?)?Z', re.ASCII)


class _Reader:
    """Builds what the elements of a document say."""

    def __init__(self, dict_type):
        self._stack, self._key, self._root = [], None, None
        self._data, self._dict = [], dict_type

    def parse(self, file):
        self._parser = parser = ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler, parser.EntityDeclHandler = self._data_handler, self._entity
        parser.ParseFile(file)
        return self._root

    def _data_handler(self, data):
        self._data.append(data)

    def _entity(self, *_):
        raise InvalidFileException('XML entity declarations are not supported in plist files')

    def _line(self):
        return self._parser.CurrentLineNumber

    def _text(self):
        text, self._data = ''.join(self._data), []
        return text

    def _add(self, value):
        if self._key is not None:
            if not isinstance(self._stack[-1], type({})) and not hasattr(self._stack[-1], 'keys'):
                raise ValueError('unexpected element at line %d' % self._line())
            self._stack[-1][self._key] = value
            self._key = None
        elif not self._stack:
            self._root = value
        elif not isinstance(self._stack[-1], list):
            raise ValueError('unexpected element at line %d' % self._line())
        else:
            self._stack[-1].append(value)

    def _start(self, element, attributes):
        self._data = []
        if element in ('dict', 'array'):
            made = self._dict() if element == 'dict' else []
            self._add(made)
            self._stack.append(made)

    def _end(self, element):
        if element == 'dict':
            if self._key is not None:
                raise ValueError("missing value for key '%s' at line %d" % (self._key, self._line()))
            self._stack.pop()
        elif element == 'array':
            self._stack.pop()
        elif element == 'key':
            if self._key is not None or not self._stack or isinstance(self._stack[-1], list):
                raise ValueError('unexpected key at line %d' % self._line())
            self._key = self._text()
        elif element in ('true', 'false'):
            self._add(element == 'true')
        elif element == 'integer':
            text = self._text()
            self._add(int(text, 16) if text.startswith(('0x', '0X')) else int(text))
        elif element == 'real':
            self._add(float(self._text()))
        elif element == 'string':
            self._add(self._text())
        elif element == 'data':
            self._add(binascii.a2b_base64(self._text()))
        elif element == 'date':
            found = _DATE.match(self._text())
            self._add(datetime.datetime(*(int(part) for part in found.groups() if part is not None)))


def _escaped(text):
    bad = _CONTROLS.search(text)
    if bad:
        raise ValueError("strings can't contain control characters; use bytes instead")
    text = text.replace('\r\n', '\n').replace('\r', '\n')
    return text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')


class _Writer:
    """Writes elements, one on a line."""

    def __init__(self, file, sort_keys, skipkeys):
        self._file, self._sort, self._skip, self._level = file, sort_keys, skipkeys, 0

    def _line(self, text):
        self._file.write(b'\t' * self._level + text.encode() + b'\n')

    def _simple(self, element, value=None):
        self._line(f'<{element}/>' if value is None else f'<{element}>{_escaped(value)}</{element}>')

    def document(self, value):
        self._file.write(_HEADER)
        self._line('<plist version="1.0">')
        self.value(value)
        self._line('</plist>')

    def value(self, value):
        if isinstance(value, str):
            self._simple('string', value)
        elif value is True or value is False:
            self._simple('true' if value else 'false')
        elif isinstance(value, int):
            if not -1 << 63 <= value < 1 << 64:
                raise OverflowError(value)
            self._simple('integer', '%d' % value)
        elif isinstance(value, float):
            self._simple('real', repr(value))
        elif isinstance(value, UID):
            self.value({'CF$UID': value.data})
        elif isinstance(value, (bytes, bytearray)):
            self._bytes(value)
        elif isinstance(value, datetime.datetime):
            self._simple('date', '%04d-%02d-%02dT%02d:%02d:%02dZ' % (
                value.year, value.month, value.day, value.hour, value.minute, value.second))
        elif hasattr(value, 'keys'):
            self._dict(value)
        elif isinstance(value, (tuple, list)):
            self._array(value)
        else:
            raise TypeError('unsupported type: %s' % type(value))

    def _bytes(self, data):
        self._line('<data>')
        width = max(16, 76 - 8 * self._level)
        step = width // 4 * 3
        for start in range(0, len(data), step):
            self._line(binascii.b2a_base64(data[start:start + step], newline=False).decode())
        self._line('</data>')

    def _dict(self, value):
        if not value:
            self._simple('dict')
            return
        self._line('<dict>')
        self._level += 1
        for key, item in sorted(value.items()) if self._sort else value.items():
            if not isinstance(key, str):
                if self._skip:
                    continue
                raise TypeError('keys must be strings')
            self._simple('key', key)
            self.value(item)
        self._level -= 1
        self._line('</dict>')

    def _array(self, value):
        if not value:
            self._simple('array')
            return
        self._line('<array>')
        self._level += 1
        for item in value:
            self.value(item)
        self._level -= 1
        self._line('</array>')


# --- the binary form ---

class _BinaryReader:
    """Reads objects by their numbers."""

    def __init__(self, dict_type):
        self._dict = dict_type

    def parse(self, file):
        try:
            self._file = file
            file.seek(-32, 2)
            trailer = file.read(32)
            if len(trailer) != 32:
                raise InvalidFileException()
            size, self._width, count, top, table = struct.unpack('>6xBBQQQ', trailer)
            file.seek(table)
            self._starts = self._numbers(count, size)
            self._objects = {}
            return self._object(top)
        except (OSError, IndexError, struct.error, OverflowError, ValueError) as problem:
            raise InvalidFileException() from problem

    def _numbers(self, count, size):
        data = self._file.read(size * count)
        if len(data) != size * count or not size:
            raise InvalidFileException()
        return [int.from_bytes(data[at:at + size], 'big') for at in range(0, len(data), size)]

    def _length(self, low):
        if low != 15:
            return low
        return int.from_bytes(self._exactly(1 << (self._exactly(1)[0] & 3)), 'big')

    def _exactly(self, count):
        data = self._file.read(count)
        if len(data) != count:
            raise InvalidFileException()
        return data

    def _object(self, number):
        if number in self._objects:
            return self._objects[number]
        self._file.seek(self._starts[number])
        token = self._exactly(1)[0]
        kind, low = token >> 4, token & 15
        if token in (0, 8, 9, 15):
            made = {0: None, 8: False, 9: True, 15: b''}[token]
        elif kind == 1:
            made = int.from_bytes(self._exactly(1 << low), 'big', signed=low >= 3)
        elif kind == 2 and low in (2, 3):
            made = struct.unpack('>f' if low == 2 else '>d', self._exactly(1 << low))[0]
        elif token == 0x33:
            made = _EPOCH + datetime.timedelta(seconds=struct.unpack('>d', self._exactly(8))[0])
        elif kind == 4:
            made = self._exactly(self._length(low))
        elif kind == 5:
            made = self._exactly(self._length(low)).decode('ascii')
        elif kind == 6:
            made = self._exactly(self._length(low) * 2).decode('utf-16be')
        elif kind == 8:
            made = UID(int.from_bytes(self._exactly(1 + low), 'big'))
        elif kind == 10:
            made = self._objects[number] = []
            for item in self._numbers_here(self._length(low)):
                made.append(self._object(item))
        elif kind == 13:
            count = self._length(low)
            keys, values = self._numbers_here(count), self._numbers_here(count)
            made = self._objects[number] = self._dict()
            try:
                for key, value in zip(keys, values):
                    made[self._object(key)] = self._object(value)
            except TypeError:
                raise InvalidFileException() from None
        else:
            raise InvalidFileException()
        self._objects[number] = made
        return made

    def _numbers_here(self, count):
        return self._numbers(count, self._width) if count else []


class _BinaryWriter:
    """Numbers all objects, equal ones alike, and then writes them."""

    def __init__(self, file, sort_keys, skipkeys):
        self._file, self._sort, self._skip = file, sort_keys, skipkeys

    def document(self, value):
        self._list, self._by_value, self._by_id = [], {}, {}
        self._flatten(value)
        self._width = self._bytes_for(len(self._list))
        self._file.write(b'bplist00')
        starts = []
        for item in self._list:
            starts.append(self._file.tell())
            self._write(item)
        table = self._file.tell()
        size = self._bytes_for(table)
        for start in starts:
            self._file.write(start.to_bytes(size, 'big'))
        self._file.write(struct.pack('>5xBBBQQQ', 0, size, self._width, len(starts), self._number(value), table))

    @staticmethod
    def _bytes_for(count):
        return 1 if count < 1 << 8 else 2 if count < 1 << 16 else 4 if count < 1 << 32 else 8

    _SCALARS = (str, int, float, datetime.datetime, bytes, bytearray)

    def _number(self, value):
        if isinstance(value, self._SCALARS):
            return self._by_value[type(value), self._hashable(value)]
        return self._by_id[id(value)]

    @staticmethod
    def _hashable(value):
        return bytes(value) if isinstance(value, bytearray) else value

    def _flatten(self, value):
        if isinstance(value, self._SCALARS):
            key = type(value), self._hashable(value)
            if key in self._by_value:
                return
            self._by_value[key] = len(self._list)
        else:
            if id(value) in self._by_id:
                return
            self._by_id[id(value)] = len(self._list)
        self._list.append(value)
        if hasattr(value, 'keys'):
            pairs = []
            for key, item in sorted(value.items()) if self._sort else value.items():
                if isinstance(key, str):
                    pairs.append((key, item))
                elif not self._skip:
                    raise TypeError('keys must be strings')
            for key, _ in pairs:
                self._flatten(key)
            for _, item in pairs:
                self._flatten(item)
        elif isinstance(value, (list, tuple)):
            for item in value:
                self._flatten(item)

    def _head(self, kind, length):
        if length < 15:
            self._file.write(bytes([kind << 4 | length]))
            return
        size = self._bytes_for(length)
        self._file.write(bytes([kind << 4 | 15, 0x10 | size.bit_length() - 1]) + length.to_bytes(size, 'big'))

    def _references(self, values):
        for value in values:
            self._file.write(self._number(value).to_bytes(self._width, 'big'))

    def _write(self, value):
        write = self._file.write
        if value is None:
            write(b'\x00')
        elif value is False:
            write(b'\x08')
        elif value is True:
            write(b'\x09')
        elif isinstance(value, int):
            if value < 0:
                try:
                    write(struct.pack('>Bq', 0x13, value))
                except struct.error:
                    raise OverflowError(value) from None
            elif value < 1 << 63:
                size = self._bytes_for(value)
                write(bytes([0x10 | size.bit_length() - 1]) + value.to_bytes(size, 'big'))
            elif value < 1 << 64:
                write(b'\x14' + value.to_bytes(16, 'big', signed=True))
            else:
                raise OverflowError(value)
        elif isinstance(value, float):
            write(struct.pack('>Bd', 0x23, value))
        elif isinstance(value, datetime.datetime):
            write(struct.pack('>Bd', 0x33, (value - _EPOCH).total_seconds()))
        elif isinstance(value, (bytes, bytearray)):
            self._head(4, len(value))
            write(value)
        elif isinstance(value, str):
            try:
                text = value.encode('ascii')
                self._head(5, len(text))
            except UnicodeEncodeError:
                text = value.encode('utf-16be')
                self._head(6, len(text) // 2)
            write(text)
        elif isinstance(value, UID):
            size = self._bytes_for(value.data)
            write(bytes([0x80 | size - 1]) + value.data.to_bytes(size, 'big'))
        elif isinstance(value, (list, tuple)):
            self._head(10, len(value))
            self._references(value)
        elif hasattr(value, 'keys'):
            pairs = [pair for pair in (sorted(value.items()) if self._sort else value.items()) if isinstance(pair[0], str)]
            self._head(13, len(pairs))
            self._references(key for key, _ in pairs)
            self._references(item for _, item in pairs)
        else:
            raise TypeError(value)


# --- both ---

_XML_STARTS = (b'<?xml', b'<plist')


def _looks_like_xml(header):
    if header.startswith(_XML_STARTS):
        return True
    for mark, encoding in ((b'\xef\xbb\xbf', 'utf-8'), (b'\xff\xfe', 'utf-16-le'), (b'\xfe\xff', 'utf-16-be')):
        if header.startswith(mark):
            starts = [start.decode().encode(encoding) for start in _XML_STARTS]
            return any(header[len(mark):].startswith(start[:len(header) - len(mark)]) for start in starts)
    return False


def load(fp, *, fmt=None, dict_type=dict):
    """What a file says."""
    if fmt is None:
        header = fp.read(32)
        fp.seek(0)
        if header.startswith(b'bplist00'):
            fmt = FMT_BINARY
        elif _looks_like_xml(header):
            fmt = FMT_XML
        else:
            raise InvalidFileException()
    reader = _BinaryReader if fmt == FMT_BINARY else _Reader
    return reader(dict_type).parse(fp)


def loads(value, *, fmt=None, dict_type=dict):
    """What bytes say."""
    return load(io.BytesIO(value), fmt=fmt, dict_type=dict_type)


def dump(value, fp, *, fmt=FMT_XML, sort_keys=True, skipkeys=False):
    """Writes a value to a file."""
    if fmt not in (FMT_XML, FMT_BINARY):
        raise ValueError('Unsupported format: %r' % (fmt,))
    writer = _Writer if fmt == FMT_XML else _BinaryWriter
    writer(fp, sort_keys, skipkeys).document(value)


def dumps(value, *, fmt=FMT_XML, skipkeys=False, sort_keys=True):
    """A value as bytes."""
    file = io.BytesIO()
    dump(value, file, fmt=fmt, skipkeys=skipkeys, sort_keys=sort_keys)
    return file.getvalue()
