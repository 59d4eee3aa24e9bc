"""Encodings. They are part of the program; here are only their names."""

import codecs

from encodings import aliases


class CodecRegistryError(LookupError, SystemError):
    """An encoding that is not what it should be."""


def normalize_encoding(encoding):
    """The name with one underscore in place of all that is no letter, digit or dot."""
    if isinstance(encoding, bytes):
        encoding = str(encoding, 'ascii')
    made, gap = [], False
    for char in encoding:
        if char.isalnum() or char == '.':
            if gap and made:
                made.append('_')
            if char.isascii():
                made.append(char)
            gap = False
        else:
            gap = True
    return ''.join(made)


def search_function(encoding):
    """What is known of an encoding, or None."""
    try:
        return codecs.lookup(encoding)
    except LookupError:
        return None
