"""Encodings: their names, encoding and decoding by parts, and files through them."""

import builtins
import io

import _encodings
from _codecs import (decode, encode, lookup, lookup_error, register, register_error, unregister)

__all__ = ['register', 'lookup', 'open', 'BOM', 'BOM_BE', 'BOM_LE', 'BOM32_BE', 'BOM32_LE',
           'BOM64_BE', 'BOM64_LE', 'BOM_UTF8', 'BOM_UTF16', 'BOM_UTF16_LE', 'BOM_UTF16_BE', 'BOM_UTF32',
           'BOM_UTF32_LE', 'BOM_UTF32_BE', 'CodecInfo', 'Codec', 'IncrementalEncoder',
           'IncrementalDecoder', 'StreamReader', 'StreamWriter', 'StreamReaderWriter', 'getencoder',
           'getdecoder', 'getincrementalencoder', 'getincrementaldecoder', 'getreader', 'getwriter',
           'encode', 'decode', 'iterencode', 'iterdecode', 'strict_errors', 'ignore_errors',
           'replace_errors', 'xmlcharrefreplace_errors', 'backslashreplace_errors',
           'namereplace_errors', 'register_error', 'lookup_error', 'unregister']

BOM_UTF8 = b'\xef\xbb\xbf'
BOM_LE = BOM_UTF16_LE = BOM_UTF16 = BOM = BOM32_LE = b'\xff\xfe'
BOM_BE = BOM_UTF16_BE = BOM32_BE = b'\xfe\xff'
BOM_UTF32_LE = BOM_UTF32 = BOM64_LE = b'\xff\xfe\x00\x00'
BOM_UTF32_BE = BOM64_BE = b'\x00\x00\xfe\xff'


class CodecInfo(tuple):
    """Codec details when looking up the codec registry."""

    def __new__(cls, encode, decode, streamreader=None, streamwriter=None, incrementalencoder=None,
                incrementaldecoder=None, name=None, *, _is_text_encoding=None):
        self = super().__new__(cls, (encode, decode, streamreader, streamwriter))
        self.name = name
        self.encode, self.decode = encode, decode
        self.incrementalencoder, self.incrementaldecoder = incrementalencoder, incrementaldecoder
        self.streamreader, self.streamwriter = streamreader, streamwriter
        return self

    def __repr__(self):
        return f'<codecs.CodecInfo object for encoding {self.name} at {id(self):#x}>'


class Codec:
    """The interface of stateless encoders and decoders."""

    def encode(self, input, errors='strict'):
        raise NotImplementedError

    def decode(self, input, errors='strict'):
        raise NotImplementedError


class IncrementalEncoder:
    """Encodes an input that comes in parts."""

    def __init__(self, errors='strict'):
        self.errors = errors
        self.buffer = ''

    def encode(self, input, final=False):
        raise NotImplementedError

    def reset(self):
        pass

    def getstate(self):
        return 0

    def setstate(self, state):
        pass


class IncrementalDecoder:
    """Decodes an input that comes in parts."""

    def __init__(self, errors='strict'):
        self.errors = errors

    def decode(self, input, final=False):
        raise NotImplementedError

    def reset(self):
        pass

    def getstate(self):
        return b'', 0

    def setstate(self, state):
        pass


class _PartEncoder(IncrementalEncoder):
    """Encodes each part; only the first gets a byte order mark."""

    def __init__(self, errors='strict'):
        super().__init__(errors)
        self._begun = False

    def encode(self, input, final=False):
        name = self._unmarked if self._begun else self._name
        self._begun = self._begun or bool(input)
        return input.encode(name, self.errors)

    def reset(self):
        self._begun = False

    def getstate(self):
        """0 when no mark is to be written."""
        return 0 if self._begun else 2 if self._name[3:] in ('_16', '_32') else 1

    def setstate(self, state):
        self._begun = state == 0


class _PartDecoder(IncrementalDecoder):
    """Keeps the bytes of a character that is not complete."""

    def __init__(self, errors='strict'):
        super().__init__(errors)
        self.reset()

    def reset(self):
        self._rest, self._begun = b'', False

    def decode(self, input, final=False):
        data = self._rest + bytes(input)
        whole = len(data) if final else self._complete(data)
        self._rest = data[whole:]
        name = self._unmarked if self._begun else self._name
        self._begun = self._begun or whole > 0
        return data[:whole].decode(name, self.errors)

    def _complete(self, data):
        """How many bytes can be decoded without those that follow."""
        if 'utf_8' in self._name:
            if not self._begun and self._name.endswith('sig') and BOM_UTF8.startswith(data[:3]) and len(data) < 3:
                return 0
            for back in range(1, min(4, len(data)) + 1):
                byte = data[-back]
                if byte >= 0xc0:
                    size = 2 if byte < 0xe0 else 3 if byte < 0xf0 else 4
                    return len(data) if back >= size else len(data) - back
                if byte < 0x80:
                    break
            return len(data)
        unit = 4 if '32' in self._name else 2 if '16' in self._name else 1
        return len(data) - len(data) % unit

    def getstate(self):
        return self._rest, 0

    def setstate(self, state):
        self._rest = state[0]


class StreamWriter(Codec):
    """Encodes what is written to a stream."""

    def __init__(self, stream, errors='strict'):
        self.stream, self.errors = stream, errors

    def write(self, object):
        data, _ = self.encode(object, self.errors)
        self.stream.write(data)

    def writelines(self, list):
        self.write(''.join(list))

    def reset(self):
        pass

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.stream.close()


class StreamReader(Codec):
    """Decodes what is read from a stream."""

    def __init__(self, stream, errors='strict'):
        self.stream, self.errors = stream, errors
        self._text = None

    def _all(self):
        if self._text is None:
            text, _ = self.decode(self.stream.read(), self.errors)
            self._text = io.StringIO(text, newline='')
        return self._text

    def read(self, size=-1, chars=-1, firstline=False):
        return self._all().read(chars if chars >= 0 else size)

    def readline(self, size=None, keepends=True):
        line = self._all().readline()
        return line if keepends else line.rstrip('\r\n')

    def readlines(self, sizehint=None, keepends=True):
        return self.read().splitlines(keepends)

    def reset(self):
        self._text = None

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reset()

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if line:
            return line
        raise StopIteration

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.stream.close()


class StreamReaderWriter:
    """A stream read and written through a codec."""

    encoding = 'unknown'

    def __init__(self, stream, Reader, Writer, errors='strict'):
        self.stream = stream
        self.reader, self.writer = Reader(stream, errors), Writer(stream, errors)
        self.errors = errors

    def read(self, size=-1):
        return self.reader.read(size)

    def readline(self, size=None):
        return self.reader.readline(size)

    def readlines(self, sizehint=None):
        return self.reader.readlines(sizehint)

    def __iter__(self):
        return iter(self.reader)

    def __next__(self):
        return next(self.reader)

    def write(self, data):
        return self.writer.write(data)

    def writelines(self, list):
        return self.writer.writelines(list)

    def seek(self, offset, whence=0):
        self.reader.seek(offset, whence)

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.stream.close()


# --- the encodings that are there ---

_SHORT = {
    'utf8': 'utf-8', 'u8': 'utf-8', 'utf': 'utf-8', 'utf_8': 'utf-8', 'latin1': 'iso8859-1', 'latin_1': 'iso8859-1',
    'latin': 'iso8859-1', 'l1': 'iso8859-1', 'iso_8859_1': 'iso8859-1', 'iso8859_1': 'iso8859-1', 'us_ascii': 'ascii',
    '646': 'ascii', 'utf16': 'utf-16', 'utf_16': 'utf-16', 'u16': 'utf-16', 'utf32': 'utf-32', 'utf_32': 'utf-32',
    'u32': 'utf-32', 'windows_1252': 'cp1252', 'utf_8_sig': 'utf-8-sig', 'utf_16_le': 'utf-16-le',
    'utf_16_be': 'utf-16-be', 'utf_32_le': 'utf-32-le', 'utf_32_be': 'utf-32-be',
}


def _search(name):
    """The codec of an encoding that comes with the program, or None."""
    plain = name.replace('-', '_')
    special = _TRANSFORMS.get(plain.removesuffix('_codec'))
    if special is not None:
        return CodecInfo(*special[:2], name=special[2])
    if not _encodings.is_known(name):
        return _multibyte(name)
    shown = _SHORT.get(plain, name.replace('_', '-') if name.startswith(('utf', 'koi')) else name)

    def encode(input, errors='strict'):
        return input.encode(name, errors), len(input)

    def decode(input, errors='strict'):
        return bytes(input).decode(name, errors), len(input)

    unmarked = {'utf-16': 'utf-16-le', 'utf-32': 'utf-32-le', 'utf-8-sig': 'utf-8'}.get(shown, name)
    parts = {'_name': shown.replace('-', '_'), '_unmarked': unmarked}
    stream = {'encode': staticmethod(encode), 'decode': staticmethod(decode)}
    return CodecInfo(
        encode, decode, type('StreamReader', (StreamReader,), dict(stream)),
        type('StreamWriter', (StreamWriter,), dict(stream)),
        type('IncrementalEncoder', (_PartEncoder,), dict(parts)),
        type('IncrementalDecoder', (_PartDecoder,), dict(parts)), shown)


# Encodings with several bytes a character, by all their names: the first is the one of the Web.
_MULTIBYTE = {name: names.split()[0] for names in (
    'shift_jis sjis s_jis shiftjis csshiftjis cp932 ms932 mskanji', 'euc-jp euc_jp eucjp ujis u_jis',
    'iso-2022-jp iso2022_jp iso_2022_jp iso2022jp', 'euc-kr euc_kr euckr korean ksc5601 ks_c_5601 cp949',
    'gbk cp936 936 ms936', 'gb2312 chinese euc_cn euccn eucgb2312_cn', 'gb18030 gb18030_2000',
    'big5 big5_tw csbig5 cp950 big5_hkscs big5hkscs') for name in names.split()}


def _multibyte(name):
    """The codec of an encoding with several bytes a character, or None."""
    label = _MULTIBYTE.get(name.replace('-', '_')) or _MULTIBYTE.get(name)
    if label is None:
        return None
    shown = name.replace('-', '_')

    def encode(input, errors='strict'):
        pieces, at = [], 0
        while True:
            data, wrong = _encodings.encode(label, input, at)
            pieces.append(data)
            if wrong < 0:
                return b''.join(pieces), len(input)
            problem = UnicodeEncodeError(shown, input, wrong, wrong + 1, 'illegal multibyte sequence')
            instead, at = lookup_error(errors)(problem)
            pieces.append(instead if isinstance(instead, bytes) else encode(instead)[0])

    def decode(input, errors='strict'):
        input = bytes(input)
        pieces, at = [], 0
        while True:
            text, start, end = _encodings.decode(label, input, at)
            pieces.append(text)
            if start < 0:
                return ''.join(pieces), len(input)
            reason = 'illegal multibyte sequence' if end < len(input) else 'incomplete multibyte sequence'
            instead, at = lookup_error(errors)(UnicodeDecodeError(shown, input, start, end, reason))
            pieces.append(instead)

    stream = {'encode': staticmethod(encode), 'decode': staticmethod(decode)}
    parts = {'_name': name, '_unmarked': name}
    return CodecInfo(
        encode, decode, type('StreamReader', (StreamReader,), dict(stream)),
        type('StreamWriter', (StreamWriter,), dict(stream)), type('IncrementalEncoder', (_PartEncoder,), dict(parts)),
        type('IncrementalDecoder', (_PartDecoder,), dict(parts)), shown)


def _rot13(text, errors='strict'):
    turned = ''.join(
        chr((ord(it) - base + 13) % 26 + base) if it.isascii() and it.isalpha() else it
        for it in text for base in [97 if it.islower() else 65])
    return turned, len(text)


def _bytewise(operation):
    return lambda data, errors='strict': (operation(data), len(data))


def _hexlify(data):
    return bytes(data).hex().encode()


def _unhexlify(data):
    import binascii
    return binascii.unhexlify(data)


def _to_base64(data):
    import base64
    return base64.encodebytes(data)


def _from_base64(data):
    import base64
    return base64.decodebytes(data)


_TRANSFORMS = {
    'rot13': (_rot13, _rot13, 'rot13'), 'rot_13': (_rot13, _rot13, 'rot13'),
    'hex': (_bytewise(_hexlify), _bytewise(_unhexlify), 'hex'),
    'base64': (_bytewise(_to_base64), _bytewise(_from_base64), 'base64'),
}


def getencoder(encoding):
    """Lookup up the codec for the given encoding and return its encoder function."""
    return lookup(encoding).encode


def getdecoder(encoding):
    """Lookup up the codec for the given encoding and return its decoder function."""
    return lookup(encoding).decode


def _part(encoding, attribute):
    found = getattr(lookup(encoding), attribute)
    if found is None:
        raise LookupError(encoding)
    return found


def getincrementalencoder(encoding):
    """The class of its encoder of parts."""
    return _part(encoding, 'incrementalencoder')


def getincrementaldecoder(encoding):
    """The class of its decoder of parts."""
    return _part(encoding, 'incrementaldecoder')


def getreader(encoding):
    """The class of its reader of streams."""
    return lookup(encoding).streamreader


def getwriter(encoding):
    """The class of its writer to streams."""
    return lookup(encoding).streamwriter


def iterencode(iterator, encoding, errors='strict', **kwargs):
    """Encodes the input strings from the iterator."""
    encoder = getincrementalencoder(encoding)(errors, **kwargs)
    for part in iterator:
        if output := encoder.encode(part):
            yield output
    if output := encoder.encode('', True):
        yield output


def iterdecode(iterator, encoding, errors='strict', **kwargs):
    """Decodes the input bytes from the iterator."""
    decoder = getincrementaldecoder(encoding)(errors, **kwargs)
    for part in iterator:
        if output := decoder.decode(part):
            yield output
    if output := decoder.decode(b'', True):
        yield output


def open(filename, mode='r', encoding=None, errors='strict', buffering=-1):
    """Open an encoded file; it is opened in binary mode, so line ends stay as they are."""
    if encoding is not None and 'b' not in mode:
        mode += 'b'
    file = builtins.open(filename, mode, buffering)
    if encoding is None:
        return file
    info = lookup(encoding)
    wrapped = StreamReaderWriter(file, info.streamreader, info.streamwriter, errors)
    wrapped.encoding = encoding
    return wrapped


# --- handlers of errors ---

def strict_errors(exception):
    raise exception


def ignore_errors(exception):
    return '', exception.end


def replace_errors(exception):
    count = exception.end - exception.start
    if isinstance(exception, UnicodeEncodeError):
        return '?' * count, exception.end
    return '\ufffd' * (1 if isinstance(exception, UnicodeDecodeError) else count), exception.end


def xmlcharrefreplace_errors(exception):
    wrong = exception.object[exception.start:exception.end]
    return ''.join(f'&#{ord(it)};' for it in wrong), exception.end


def backslashreplace_errors(exception):
    wrong = exception.object[exception.start:exception.end]
    if isinstance(exception, UnicodeDecodeError):
        return ''.join(f'\\x{it:02x}' for it in wrong), exception.end
    return wrong.encode('ascii', 'backslashreplace').decode(), exception.end


def namereplace_errors(exception):
    import unicodedata
    wrong = exception.object[exception.start:exception.end]
    names = (unicodedata.name(it, '') for it in wrong)
    text = ''.join('\\N{%s}' % name if name else it.encode('ascii', 'backslashreplace').decode()
                   for it, name in zip(wrong, names))
    return text, exception.end


for _name in ('strict', 'ignore', 'replace', 'xmlcharrefreplace', 'backslashreplace', 'namereplace'):
    register_error(_name, globals()[_name + '_errors'])
