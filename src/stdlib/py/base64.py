"""Bytes as text: base 85, 64, 32 and 16."""

import binascii

__all__ = [
    'encodebytes', 'decodebytes', 'b64encode', 'b64decode', 'b32encode', 'b32decode', 'b16encode',
    'b16decode', 'standard_b64encode', 'standard_b64decode', 'urlsafe_b64encode', 'urlsafe_b64decode',
    'encode', 'decode', 'b32hexencode', 'b32hexdecode', 'b85encode', 'b85decode', 'a85encode', 'a85decode',
]

_B32 = b'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
_B32HEX = b'0123456789ABCDEFGHIJKLMNOPQRSTUV'
_B85 = b'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~'
_A85 = bytes(range(33, 118))


def _bytes(s):
    if isinstance(s, str):
        try:
            return s.encode('ascii')
        except UnicodeEncodeError:
            raise ValueError('string argument should contain only ASCII characters') from None
    try:
        return memoryview(s).tobytes()
    except TypeError:
        raise TypeError('argument should be a bytes-like object or ASCII string, '
                        f'not {s.__class__.__name__!r}') from None


def b64encode(s, altchars=None):
    """Encode the bytes-like object s using Base64 and return a bytes object."""
    encoded = binascii.b2a_base64(s, newline=False)
    if altchars is not None:
        return encoded.translate(bytes.maketrans(b'+/', altchars))
    return encoded


def b64decode(s, altchars=None, validate=False):
    """Decode the Base64 encoded bytes-like object or ASCII string s."""
    s = _bytes(s)
    if altchars is not None:
        s = s.translate(bytes.maketrans(_bytes(altchars), b'+/'))
    return binascii.a2b_base64(s, strict_mode=validate)


def standard_b64encode(s):
    """Encode bytes-like object s using the standard Base64 alphabet."""
    return b64encode(s)


def standard_b64decode(s):
    """Decode bytes encoded with the standard Base64 alphabet."""
    return b64decode(s)


def urlsafe_b64encode(s):
    """Encode bytes using the URL- and filesystem-safe Base64 alphabet."""
    return b64encode(s, b'-_')


def urlsafe_b64decode(s):
    """Decode bytes using the URL- and filesystem-safe Base64 alphabet."""
    return b64decode(s, b'-_')


def _b32encode(alphabet, s):
    s = memoryview(s).tobytes()
    made = bytearray()
    for at in range(0, len(s), 5):
        chunk = s[at:at + 5]
        bits = int.from_bytes(chunk.ljust(5, b'\0'))
        digits = (len(chunk) * 8 + 4) // 5
        made += bytes([alphabet[bits >> shift & 31] for shift in range(35, 35 - 5 * digits, -5)])
        made += b'=' * (8 - digits)
    return bytes(made)


def _b32decode(alphabet, s, casefold, map01=None):
    s = _bytes(s)
    if len(s) % 8:
        raise binascii.Error('Incorrect padding')
    if map01 is not None:
        s = s.translate(bytes.maketrans(b'01', b'O' + _bytes(map01)))
    if casefold:
        s = s.upper()
    digits = s.rstrip(b'=')
    padding = len(s) - len(digits)
    bits = 0
    for digit in digits:
        value = alphabet.find(digit)
        if value < 0:
            raise binascii.Error('Non-base32 digit found')
        bits = bits << 5 | value
    if padding not in (0, 1, 3, 4, 6):
        raise binascii.Error('Incorrect padding')
    length = len(digits) * 5 // 8
    return (bits >> (len(digits) * 5 - length * 8)).to_bytes(length)


def b32encode(s):
    """Encode the bytes-like objects using base32 and return a bytes object."""
    return _b32encode(_B32, s)


def b32decode(s, casefold=False, map01=None):
    """Decode the base32 encoded bytes-like object or ASCII string s."""
    return _b32decode(_B32, s, casefold, map01)


def b32hexencode(s):
    """Encode the bytes-like objects using base32hex and return a bytes object."""
    return _b32encode(_B32HEX, s)


def b32hexdecode(s, casefold=False):
    """Decode the base32hex encoded bytes-like object or ASCII string s."""
    return _b32decode(_B32HEX, s, casefold)


def b16encode(s):
    """Encode the bytes-like object s using Base16 and return a bytes object."""
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    """Decode the Base16 encoded bytes-like object or ASCII string s."""
    s = _bytes(s)
    if casefold:
        s = s.upper()
    if any(digit not in b'0123456789ABCDEF' for digit in s):
        raise binascii.Error('Non-base16 digit found')
    return binascii.unhexlify(s)


def encodebytes(s):
    """Encode a bytestring into a bytes object containing multiple lines of base-64 data."""
    return b''.join(binascii.b2a_base64(s[at:at + 57]) for at in range(0, len(s), 57))


def decodebytes(s):
    """Decode a bytestring of base-64 data into a bytes object."""
    return binascii.a2b_base64(s)


def encode(input, output):
    """Encode a file; input and output are binary files."""
    # Whole lines of the result: 57 bytes make 76 digits.
    while chunk := input.read(57):
        while len(chunk) < 57 and (more := input.read(57 - len(chunk))):
            chunk += more
        output.write(binascii.b2a_base64(chunk))


def decode(input, output):
    """Decode a file; input and output are binary files."""
    while line := input.readline():
        output.write(binascii.a2b_base64(line))


# Base 85: four bytes are five digits. What is missing of the last four is made up and
# taken away again from the digits, one digit a byte.

def _words85(data):
    for at in range(0, len(data), 4):
        chunk = data[at:at + 4]
        word = int.from_bytes(chunk.ljust(4, b'\0'))
        digits = []
        for _ in range(5):
            word, digit = divmod(word, 85)
            digits.append(digit)
        yield chunk, bytes(digits[::-1])[:len(chunk) + 1]


def _bytes85(digits, made_up=84):
    """The bytes of up to five digits; None when they are too large."""
    word = 0
    for digit in digits + [made_up] * (5 - len(digits)):
        word = word * 85 + digit
    return word.to_bytes(4)[:len(digits) - 1] if word < 1 << 32 else None


def b85encode(b, pad=False):
    """Encode bytes-like object b in base85 format and return a bytes object."""
    b = memoryview(b).tobytes()
    if pad:
        b += b'\0' * (-len(b) % 4)
    return b''.join(bytes([_B85[digit] for digit in digits]) for _, digits in _words85(b))


def b85decode(b):
    """Decode the base85-encoded bytes-like object or ASCII string b."""
    b = _bytes(b)
    made = bytearray()
    for at in range(0, len(b), 5):
        chunk = b[at:at + 5]
        digits = [_B85.find(digit) for digit in chunk]
        if -1 in digits:
            raise ValueError(f'bad base85 character at position {at + digits.index(-1)}')
        four = _bytes85(digits)
        if four is None:
            raise ValueError(f'base85 overflow in hunk starting at byte {at}')
        made += four
    return bytes(made)


def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    """Encode bytes-like object b using Ascii85 and return a bytes object."""
    b = memoryview(b).tobytes()
    if pad:
        b += b'\0' * (-len(b) % 4)
    made = b'<~' if adobe else b''
    parts = [made]
    for chunk, digits in _words85(b):
        if chunk == b'\0\0\0\0':
            parts.append(b'z')
        elif foldspaces and chunk == b'    ':
            parts.append(b'y')
        else:
            parts.append(bytes([_A85[digit] for digit in digits]))
    made = b''.join(parts)
    if wrapcol:
        width = max(2 if adobe else 1, wrapcol)
        lines = [made[at:at + width] for at in range(0, len(made), width)]
        if adobe and len(lines[-1]) + 2 > width:
            lines.append(b'')
        made = b'\n'.join(lines)
    return made + b'~>' if adobe else made


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b' \t\n\r\v'):
    """Decode the Ascii85 encoded bytes-like object or ASCII string b."""
    b = _bytes(b)
    if adobe:
        if not b.endswith(b'~>'):
            raise ValueError(f"Ascii85 encoded byte sequences must end with {b'~>'!r}")
        b = b[2:-2] if b.startswith(b'<~') else b[:-2]
    made, digits = bytearray(), []
    for letter in b:
        if 33 <= letter < 118:
            digits.append(letter - 33)
            if len(digits) == 5:
                four = _bytes85(digits)
                if four is None:
                    raise ValueError('Ascii85 overflow')
                made += four
                digits = []
        elif letter in b'zy' and (foldspaces or letter == 122):
            if digits:
                raise ValueError(f'{chr(letter)} inside Ascii85 5-tuple')
            made += b'\0\0\0\0' if letter == 122 else b'    '
        elif letter not in ignorechars:
            raise ValueError('Non-Ascii85 digit found: %c' % letter)
    if digits:
        rest = _bytes85(digits)
        if rest is None:
            raise ValueError('Ascii85 overflow')
        made += rest
    return bytes(made)
