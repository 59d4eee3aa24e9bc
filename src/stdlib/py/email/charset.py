"""Character sets, and how texts in them are written in headers and bodies."""

__all__ = ['Charset', 'add_alias', 'add_charset', 'add_codec']

QP, BASE64, SHORTEST = 1, 2, 3
DEFAULT_CHARSET, UNKNOWN8BIT, RFC2047_CHROME_LEN = 'us-ascii', 'unknown-8bit', 7

# name: (encoding of headers, encoding of bodies, the set that is written)
CHARSETS = {name: (QP, QP, None) for name in (
    'iso-8859-1', 'iso-8859-2', 'iso-8859-3', 'iso-8859-4', 'iso-8859-9', 'iso-8859-10', 'iso-8859-13', 'iso-8859-14',
    'iso-8859-15', 'iso-8859-16', 'windows-1252', 'viscii')}
CHARSETS.update({'us-ascii': (None, None, None), 'big5': (BASE64, BASE64, None), 'gb2312': (BASE64, BASE64, None),
                 'euc-jp': (BASE64, None, 'iso-2022-jp'), 'shift_jis': (BASE64, None, 'iso-2022-jp'),
                 'iso-2022-jp': (BASE64, None, None), 'koi8-r': (BASE64, BASE64, None), 'utf-8': (SHORTEST, BASE64, 'utf-8')})

ALIASES = {'latin_1': 'iso-8859-1', 'latin-1': 'iso-8859-1', 'latin_2': 'iso-8859-2', 'latin-2': 'iso-8859-2',
           'latin_9': 'iso-8859-15', 'latin-9': 'iso-8859-15', 'cp949': 'ks_c_5601-1987', 'euc_jp': 'euc-jp',
           'euc_kr': 'euc-kr', 'ascii': 'us-ascii'}
CODEC_MAP = {'gb2312': 'eucgb2312_cn', 'big5': 'big5_tw', 'us-ascii': None}


def add_charset(charset, header_enc=None, body_enc=None, output_charset=None):
    """Says how a character set is written."""
    if body_enc == SHORTEST:
        raise ValueError('SHORTEST not allowed for body_enc')
    CHARSETS[charset] = (header_enc, body_enc, output_charset)


def add_alias(alias, canonical):
    """Adds a name of a character set."""
    ALIASES[alias] = canonical


def add_codec(charset, codecname):
    """Says which codec a character set has."""
    CODEC_MAP[charset] = codecname


class Charset:
    """A character set: what comes in, what is written, and how."""

    def __init__(self, input_charset=DEFAULT_CHARSET):
        from email.errors import CharsetError
        try:
            if isinstance(input_charset, str):
                input_charset.encode('ascii')
            else:
                input_charset = str(input_charset, 'ascii')
        except UnicodeError:
            raise CharsetError(input_charset) from None
        input_charset = input_charset.lower()
        self.input_charset = ALIASES.get(input_charset, input_charset)
        self.header_encoding, self.body_encoding, written = CHARSETS.get(self.input_charset, (SHORTEST, BASE64, None))
        written = written or self.input_charset
        self.output_charset = ALIASES.get(written, written)
        self.input_codec = CODEC_MAP.get(self.input_charset, self.input_charset)
        self.output_codec = CODEC_MAP.get(self.output_charset, self.output_charset)

    def __repr__(self):
        return self.input_charset.lower()

    __str__ = __repr__

    def __eq__(self, other):
        return str(self) == str(other).lower()

    def get_body_encoding(self):
        """The name of a body's encoding, or the function that chooses one."""
        if self.body_encoding == QP:
            return 'quoted-printable'
        if self.body_encoding == BASE64:
            return 'base64'
        from email.encoders import encode_7or8bit
        return encode_7or8bit

    def get_output_charset(self):
        """The set that is written."""
        return self.output_charset or self.input_charset

    def _as_bytes(self, text):
        codec = self.output_codec or 'us-ascii'
        return text.encode(codec, 'surrogateescape' if codec in ('us-ascii', UNKNOWN8BIT) else 'strict')

    def _encoder(self, data):
        from email import base64mime, quoprimime
        if self.header_encoding == BASE64:
            return base64mime
        if self.header_encoding == QP:
            return quoprimime
        if self.header_encoding == SHORTEST:
            return base64mime if base64mime.header_length(data) < quoprimime.header_length(data) else quoprimime
        return None

    def header_encode(self, string):
        """A text as a word of a header."""
        data = string.encode('ascii', 'surrogateescape') if self.output_charset == UNKNOWN8BIT else self._as_bytes(string)
        encoder = self._encoder(data)
        return string if encoder is None else encoder.header_encode(data, self.output_codec or 'us-ascii')

    def header_encode_lines(self, string, maxlengths):
        """A text as words, none of which is longer than its line has room."""
        data = string.encode('ascii', 'surrogateescape') if self.output_charset == UNKNOWN8BIT else self._as_bytes(string)
        encoder = self._encoder(data)
        extra = len(str(self.get_output_charset())) + RFC2047_CHROME_LEN

        def word(text):
            raw = text.encode('ascii', 'surrogateescape') if self.output_charset == UNKNOWN8BIT else self._as_bytes(text)
            return encoder.header_encode(raw, str(self.get_output_charset()))

        lines, current = [], []
        room = next(maxlengths) - extra
        for char in string:
            current.append(char)
            raw = self._as_bytes(''.join(current)) if self.output_charset != UNKNOWN8BIT else ''.join(current).encode(
                'ascii', 'surrogateescape')
            if encoder.header_length(raw) > room:
                current.pop()
                lines.append(word(''.join(current)) if lines or current else None)
                current = [char]
                room = next(maxlengths) - extra
        lines.append(word(''.join(current)))
        return lines

    def body_encode(self, string):
        """A text as it stands in a body."""
        if not string:
            return string
        from email import base64mime, quoprimime
        if self.body_encoding == BASE64:
            return base64mime.body_encode(string.encode(self.output_charset) if isinstance(string, str) else string)
        if self.body_encoding == QP:
            if isinstance(string, str):
                string = string.encode(self.output_charset)
            return quoprimime.body_encode(string.decode('latin1'))
        if isinstance(string, str):
            string = string.encode(self.output_charset).decode('ascii')
        return string


def _encoded(text, charset):
    """A text as the bytes of a character set."""
    if charset == UNKNOWN8BIT:
        return text.encode('ascii', 'surrogateescape')
    return text.encode(charset, 'surrogateescape' if charset == 'us-ascii' else 'strict')
