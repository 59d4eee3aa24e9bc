"""Headers with words of any character set: `=?utf-8?q?Gr=C3=BC=C3=9Fe?=`, in lines that are not too long."""

import binascii
import re

import email.base64mime
import email.quoprimime
from email import charset as _charset
from email.errors import HeaderParseError

__all__ = ['Header', 'decode_header', 'make_header']

Charset = _charset.Charset
_WORD = re.compile(r'=\?(?P<charset>[^?]*?)\?(?P<encoding>[qQbB])\?(?P<encoded>.*?)\?=', re.MULTILINE)
_CONTINUATION = re.compile(r'\n[^ \t]+:')


def decode_header(header):
    """The header as a list of (bytes, character set); a plain header as one (text, None)."""
    if hasattr(header, '_chunks'):
        return [(_charset._encoded(text, str(charset)), str(charset)) for text, charset in header._chunks]
    if '=?' not in header or not _WORD.search(header):
        return [(header, None)]
    words = []
    for line in header.splitlines():
        parts, first = _WORD.split(line), True
        while parts:
            plain = parts.pop(0)
            if first:
                plain, first = plain.lstrip(), False
            if plain:
                words.append((plain, None, None))
            if parts:
                charset, encoding, encoded = parts[0].lower(), parts[1].lower(), parts[2]
                del parts[:3]
                words.append((encoded, encoding, charset))
    # The space between two encoded words means nothing.
    words = [word for place, word in enumerate(words)
             if not (0 < place < len(words) - 1 and words[place - 1][1] and words[place + 1][1] and word[0].isspace())]
    decoded = []
    for text, encoding, charset in words:
        if encoding is None:
            decoded.append((text, charset))
        elif encoding == 'q':
            decoded.append((email.quoprimime.header_decode(text), charset))
        else:
            text += '==='[:-len(text) % 4]
            try:
                decoded.append((email.base64mime.decode(text), charset))
            except binascii.Error:
                raise HeaderParseError('Base64 decoding error') from None
    joined = []
    for text, charset in decoded:
        data = bytes(text, 'raw-unicode-escape') if isinstance(text, str) else text
        if joined and joined[-1][1] == charset:
            gap = b' ' if charset is None else b''
            joined[-1] = (joined[-1][0] + gap + data, charset)
        else:
            joined.append((data, charset))
    return joined


def make_header(decoded_seq, maxlinelen=None, header_name=None, continuation_ws=' '):
    """A Header of what `decode_header` gives."""
    made = Header(maxlinelen=maxlinelen, header_name=header_name, continuation_ws=continuation_ws)
    for text, charset in decoded_seq:
        if charset is not None and not isinstance(charset, Charset):
            charset = Charset(charset)
        made.append(text, charset)
    return made


class Header:
    """A header that is put together of texts in character sets."""

    def __init__(self, s=None, charset=None, maxlinelen=None, header_name=None, continuation_ws=' ', errors='strict'):
        charset = charset if isinstance(charset, Charset) else Charset(charset or 'us-ascii')
        self._charset, self._continuation_ws, self._chunks = charset, continuation_ws, []
        self._maxlinelen = 78 if maxlinelen is None else maxlinelen
        self._name_length = 0 if header_name is None else len(header_name) + 2
        if s is not None:
            self.append(s, charset, errors)

    def __str__(self):
        out, last_set, last_space = [], None, None
        for text, charset in self._normalized():
            following = charset
            if following == 'unknown-8bit':
                text = text.encode('ascii', 'surrogateescape').decode('ascii', 'replace')
            if out:
                has_space = text and text[0] in ' \t'
                if last_set not in (None, 'us-ascii') and following in (None, 'us-ascii') and not has_space:
                    out.append(' ')
                elif following not in (None, 'us-ascii') and last_set in (None, 'us-ascii') and not last_space:
                    out.append(' ')
            last_space = text and text[-1] in ' \t'
            last_set = following
            out.append(text)
        return ''.join(out)

    def __eq__(self, other):
        return other == str(self)

    def _normalized(self):
        """The texts, neighbours of the same character set joined."""
        made = []
        for text, charset in self._chunks:
            if made and made[-1][1] == charset:
                made[-1] = (made[-1][0] + (' ' if charset == 'us-ascii' else '') + text if charset == 'us-ascii'
                            else made[-1][0] + text, charset)
            else:
                made.append((text, charset))
        return made

    def append(self, s, charset=None, errors='strict'):
        """Adds a text."""
        if charset is None:
            charset = self._charset
        elif not isinstance(charset, Charset):
            charset = Charset(charset)
        if not isinstance(s, str):
            codec = charset.input_codec or 'us-ascii'
            s = s.decode('us-ascii', 'surrogateescape') if codec == _charset.UNKNOWN8BIT else s.decode(codec, errors)
        if charset.output_charset == 'us-ascii':
            # What is no ASCII is written as UTF-8.
            try:
                s.encode('us-ascii', errors)
            except UnicodeEncodeError:
                if charset.input_charset != 'us-ascii':
                    raise
                charset = Charset('utf-8')
                if any('\udc80' <= char <= '\udcff' for char in s):
                    charset = Charset(_charset.UNKNOWN8BIT)
        self._chunks.append((s, charset))

    def encode(self, splitchars=';, \t', maxlinelen=None, linesep='\n'):
        """The header as it stands in a message, without its name."""
        length = self._maxlinelen if maxlinelen is None else maxlinelen
        length = 1000000 if length == 0 else length
        lines = _Lines(self._name_length, length, self._continuation_ws, splitchars)
        last_set = last_space = None
        for text, charset in self._normalized():
            if last_set is not None:
                has_space = text and text[0] in ' \t'
                if last_set != 'us-ascii' and (charset != 'us-ascii' or not has_space):
                    lines.transition()
                elif last_set == 'us-ascii' and charset != 'us-ascii' and not last_space:
                    lines.transition()
            last_space, last_set = text and text[-1] in ' \t', charset
            pieces = text.splitlines()
            if pieces:
                lines.add('', pieces[0], charset)
            else:
                lines.add('', '', charset)
            for line in pieces[1:]:
                lines.new_line()
                if charset.header_encoding is not None:
                    lines.add(self._continuation_ws, ' ' + line.lstrip(), charset)
                else:
                    stripped = line.lstrip()
                    lines.add(line[:len(line) - len(stripped)], stripped, charset)
            if len(pieces) > 1:
                lines.new_line()
        value = lines.text(linesep)
        if _CONTINUATION.search(value.encode('ascii', 'replace').decode()):
            raise HeaderParseError(f'header value appears to contain an embedded header: {value!r}')
        return value


def _split_at_spaces(text):
    """Words and the spaces between them, in turn."""
    parts, space = [''], False
    for char in text:
        if (char in ' \t') != space:
            parts.append('')
            space = not space
        parts[-1] += char
    if space:
        parts.append('')
    return parts


class _Lines:
    """Fills lines."""

    def __init__(self, begin, most, continuation, splitchars):
        self._most, self._continuation, self._splitchars = most, continuation, splitchars
        self._lines, self._current, self._begin = [], [], begin

    def _length(self):
        return self._begin + sum(len(space) + len(part) for space, part in self._current)

    def new_line(self, last=False):
        """Ends the line."""
        if self._current and self._current[-1] == (' ', '') and not last:
            self._current.pop()
        if self._length():
            text = ''.join(space + part for space, part in self._current)
            if self._lines and not self._begin and not text.strip():
                self._lines[-1] += text
            else:
                self._lines.append(text)
        self._current, self._begin = [], 0

    def transition(self):
        """A space between two kinds of words."""
        self._current.append((' ', ''))

    def text(self, linesep):
        """All lines."""
        self.new_line(True)
        return linesep.join(self._lines)

    def add(self, space, text, charset):
        """Adds a text, encoded if its character set wants that."""
        if charset.header_encoding is None:
            self._plain(space, text)
            return
        encoded = charset.header_encode_lines(text, self._rooms())
        first = encoded.pop(0) if encoded else None
        if first is not None:
            self._put(space, first)
        elif encoded:
            self.new_line()
        if not encoded:
            return
        last = encoded.pop()
        self.new_line()
        self._current = [(self._continuation, last)] if not encoded else self._current
        for line in encoded:
            self._lines.append(self._continuation + line)
        if encoded:
            self._current = [(self._continuation, last)]

    def _rooms(self):
        yield self._most - self._length()
        while True:
            yield self._most - len(self._continuation)

    def _plain(self, space, text):
        if not text:
            self._current.append((space, text))
            return
        parts = _split_at_spaces(space + text)
        parts[0:0] = [] if parts[0] else [parts.pop(0)]
        if not parts[0]:
            parts.pop(0)
        else:
            parts.insert(0, '')
        for place in range(0, len(parts) - 1, 2):
            self._put(parts[place], parts[place + 1])

    def _put(self, space, word):
        self._current.append((space, word))
        if self._length() <= self._most:
            return
        # The line ends at the best of the characters at which it may, as late as possible.
        for char in self._splitchars:
            for place in range(len(self._current) - 1, 0, -1):
                if char in ' \t' and self._current[place][0][:1] == char or self._current[place - 1][1][-1:] == char:
                    rest = self._current[place:]
                    self._lines.append(''.join(space + part for space, part in self._current[:place]))
                    self._current, self._begin = rest, 0
                    return
        if self._begin:
            # The header's name stands alone on its line.
            self._current.pop()
            self.new_line()
            self._current.append((space or ' ', word))
