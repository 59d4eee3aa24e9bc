"""Base 64 in headers and bodies."""

from base64 import b64encode
from binascii import a2b_base64, b2a_base64

__all__ = ['body_decode', 'body_encode', 'decode', 'decodestring', 'header_encode', 'header_length']


def header_length(bytearray):
    """How long bytes are when they are encoded."""
    return -(-len(bytearray) // 3) * 4


def header_encode(header_bytes, charset='iso-8859-1'):
    """A word of a header."""
    if not header_bytes:
        return ''
    if isinstance(header_bytes, str):
        header_bytes = header_bytes.encode(charset)
    return '=?%s?b?%s?=' % (charset, b64encode(header_bytes).decode('ascii'))


def body_encode(s, maxlinelen=76, eol='\n'):
    """Lines of a body."""
    if not s:
        return ''
    step, lines = maxlinelen * 3 // 4, []
    for start in range(0, len(s), step):
        line = b2a_base64(s[start:start + step]).decode('ascii')
        lines.append(line[:-1] + eol if line.endswith('\n') and eol != '\n' else line)
    return ''.join(lines)


def decode(string):
    """The bytes."""
    if not string:
        return b''
    return a2b_base64(string.encode('raw-unicode-escape') if isinstance(string, str) else string)


body_decode = decodestring = decode
