"""Quoted-printable in headers and bodies: `=C3` stands for a byte."""

import re

from string import ascii_letters, digits

__all__ = ['body_decode', 'body_encode', 'body_length', 'decode', 'decodestring', 'header_decode', 'header_encode',
           'header_length', 'quote', 'unquote']

NL = '\n'
_QUOTED = ['=%02X' % byte for byte in range(256)]
_HEADER = _QUOTED[:]
for _byte in b'-!*+/' + (ascii_letters + digits).encode():
    _HEADER[_byte] = chr(_byte)
_HEADER[ord(' ')] = '_'
_BODY = _QUOTED[:]
for _byte in b' !"#$%&\'()*+,-./0123456789:;<>?@[\\]^_`{|}~\t' + ascii_letters.encode():
    _BODY[_byte] = chr(_byte)


def header_check(octet):
    """Whether a byte is quoted in a header."""
    return chr(octet) != _HEADER[octet]


def body_check(octet):
    """Whether a byte is quoted in a body."""
    return chr(octet) != _BODY[octet]


def header_length(bytearray):
    """How long bytes are when they are encoded in a header."""
    return sum(len(_HEADER[octet]) for octet in bytearray)


def body_length(bytearray):
    """How long bytes are when they are encoded in a body."""
    return sum(len(_BODY[octet]) for octet in bytearray)


def unquote(s):
    """The character that `=XX` stands for."""
    return chr(int(s[1:3], 16))


def quote(c):
    """What stands for a character."""
    return _QUOTED[ord(c)]


def header_encode(header_bytes, charset='iso-8859-1'):
    """A word of a header."""
    if not header_bytes:
        return ''
    return '=?%s?q?%s?=' % (charset, header_bytes.decode('latin1').translate(_HEADER))


def body_encode(body, maxlinelen=76, eol=NL):
    """Lines of a body, none longer than `maxlinelen`."""
    if maxlinelen < 4:
        raise ValueError('maxlinelen must be at least 4')
    if not body:
        return body
    quoted = {number: text for number, text in enumerate(_BODY) if number not in (10, 13)}
    body, lines = body.translate(quoted), []
    for line in body.splitlines():
        start, last = 0, len(line) - maxlinelen
        while start <= last:
            # An `=XX` stays whole.
            stop = start + maxlinelen - 1
            if line[stop - 2] == '=':
                lines.append(line[start:stop - 1])
                start = stop - 2
            elif line[stop - 1] == '=':
                lines.append(line[start:stop])
                start = stop - 1
            else:
                lines.append(line[start:stop] + '=')
                start = stop
        # A space at the end of a line would be lost.
        if line and line[-1] in ' \t':
            room = start - last
            if room >= 3:
                end = quote(line[-1])
            elif room == 2:
                end = line[-1] + '='
            else:
                end = '=' + eol + quote(line[-1])
            lines.append(line[start:-1] + end)
        else:
            lines.append(line[start:])
    if body[-1] in '\r\n':
        lines.append('')
    return eol.join(lines)


def decode(encoded, eol=NL):
    """The text of lines."""
    if not encoded:
        return encoded
    decoded = []
    for line in encoded.splitlines():
        line = line.rstrip()
        if not line:
            decoded.append(eol)
            continue
        soft = line.endswith('=')
        if soft:
            line = line[:-1]
        decoded.append(re.sub(r'=([0-9a-fA-F]{2})', lambda found: chr(int(found[1], 16)), line) + ('' if soft else eol))
    text = ''.join(decoded)
    if encoded[-1] not in '\r\n' and text.endswith(eol):
        text = text[:-len(eol)]
    return text


body_decode = decodestring = decode


def header_decode(s):
    """The text of a word without its frame."""
    return re.sub(r'=([a-fA-F0-9]{2})', lambda found: unquote(found[0]), s.replace('_', ' '), flags=re.ASCII)
