"""Text as it stands in HTML."""

import re

__all__ = ['escape', 'unescape']

def escape(s, quote=True):
    """Replace &, <, > and, unless told otherwise, quotes."""
    s = s.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')
    return s.replace('"', '&quot;').replace("'", '&#x27;') if quote else s


def _replaced(found):
    from html.entities import html5
    name = found[1]
    if name.startswith('#'):
        digits = name[1:].rstrip(';')
        number = int(digits[1:], 16) if digits[0] in 'xX' else int(digits)
        if number == 0 or 0xd800 <= number <= 0xdfff or number > 0x10ffff:
            return '\ufffd'
        if 0x80 <= number < 0xa0:
            # What Windows has there; what it has not stays as it is.
            return bytes([number]).decode('cp1252', 'ignore') or chr(number)
        if number < 9 or number == 11 or 13 < number < 32 or number == 127 or 0xfdd0 <= number <= 0xfdef \
                or number & 0xfffe == 0xfffe:
            return ''
        return '\r' if number == 13 else chr(number)
    if name in html5:
        return html5[name]
    for end in range(len(name) - 1, 1, -1):
        if name[:end] in html5:
            return html5[name[:end]] + name[end:]
    return '&' + name


def unescape(s):
    """Replace the names and numbers of characters."""
    if '&' not in s:
        return s
    return re.sub(r'&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)', _replaced, s)
