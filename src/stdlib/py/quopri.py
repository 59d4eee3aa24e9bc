"""Quoted-printable: bytes as text in which `=C3` stands for a byte that is no plain letter."""

import binascii

__all__ = ['encode', 'decode', 'encodestring', 'decodestring']


def _quoted(byte, quotetabs, header):
    """How a byte is written."""
    if byte == 32 and header:
        return b'_'
    if byte in b' \t':
        plain = not quotetabs
    else:
        plain = 32 < byte < 127 and byte != ord('=') and not (header and byte == ord('_'))
    return bytes([byte]) if plain else b'=%02X' % byte


def encodestring(s, quotetabs=False, header=False):
    """Bytes in their quoted form, in lines of at most 76."""
    lines = []
    for line in s.split(b'\n'):
        pieces = [_quoted(byte, quotetabs, header) for byte in line]
        if pieces and pieces[-1] in (b' ', b'\t'):
            pieces[-1] = b'=%02X' % pieces[-1][0]
        text = b''
        for place, piece in enumerate(pieces):
            if len(text) + len(piece) > (76 if place == len(pieces) - 1 else 75):
                lines.append(text + b'=')
                text = b''
            text += piece
        lines.append(text)
    return b'\n'.join(lines)


def decodestring(s, header=False):
    """The bytes of their quoted form."""
    if isinstance(s, str):
        s = s.encode('ascii')
    out, lines = [], s.split(b'\n')
    for place, line in enumerate(lines):
        ending = b''
        if place < len(lines) - 1:
            ending = b'\r\n' if line.endswith(b'\r') else b'\n'
            line = line.rstrip(b' \t\r')
        if line.endswith(b'='):
            line, ending = line[:-1], b''
        first, *parts = (line.replace(b'_', b' ') if header else line).split(b'=')
        out.append(first)
        for part in parts:
            try:
                out.append(binascii.unhexlify(part[:2]) + part[2:] if len(part) > 1 else b'=' + part)
            except binascii.Error:
                out.append(b'=' + part)
        out.append(ending)
    return b''.join(out)


def encode(input, output, quotetabs, header=False):
    """Encodes a file."""
    output.write(encodestring(input.read(), quotetabs, header))


def decode(input, output, header=False):
    """Decodes a file."""
    output.write(decodestring(input.read(), header))
