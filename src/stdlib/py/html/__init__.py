"""Text as it stands in HTML."""

import re

__all__ = ['escape', 'unescape']

_NAMED = {'amp': '&', 'lt': '<', 'gt': '>', 'quot': '"', 'apos': "'", 'nbsp': '\xa0', 'copy': '\xa9', 'reg': '\xae',
          'hellip': '\u2026', 'mdash': '\u2014', 'ndash': '\u2013', 'lsquo': '\u2018', 'rsquo': '\u2019',
          'ldquo': '\u201c', 'rdquo': '\u201d', 'euro': '\u20ac', 'pound': '\xa3', 'yen': '\xa5', 'cent': '\xa2',
          'sect': '\xa7', 'deg': '\xb0', 'plusmn': '\xb1', 'times': '\xd7', 'divide': '\xf7', 'middot': '\xb7',
          'bull': '\u2022', 'trade': '\u2122', 'laquo': '\xab', 'raquo': '\xbb', 'szlig': '\xdf', 'auml': '\xe4',
          'ouml': '\xf6', 'uuml': '\xfc', 'Auml': '\xc4', 'Ouml': '\xd6', 'Uuml': '\xdc', 'eacute': '\xe9',
          'egrave': '\xe8', 'agrave': '\xe0', 'ccedil': '\xe7', 'ntilde': '\xf1', 'aring': '\xe5', 'oslash': '\xf8'}
# These are known without a semicolon too.
_BARE = ('amp', 'lt', 'gt', 'quot', 'nbsp', 'copy', 'reg')


def escape(s, quote=True):
    """Replace &, <, > and, unless told otherwise, quotes."""
    s = s.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')
    return s.replace('"', '&quot;').replace("'", '&#x27;') if quote else s


def _replaced(found):
    name = found[1]
    if name.startswith('#'):
        digits = name[1:].rstrip(';')
        number = int(digits[1:], 16) if digits[0] in 'xX' else int(digits)
        if number == 0 or 0xd800 <= number <= 0xdfff or number > 0x10ffff:
            return '\ufffd'
        if number < 9 or number == 11 or 13 < number < 32 or number == 127:
            return ''
        return bytes([number]).decode('cp1252', 'replace') if 0x80 <= number < 0xa0 else chr(number)
    if name.endswith(';') and name[:-1] in _NAMED:
        return _NAMED[name[:-1]]
    for bare in _BARE:
        if name.startswith(bare):
            return _NAMED[bare] + name[len(bare):]
    return found[0]


def unescape(s):
    """Replace the names and numbers of characters."""
    if '&' not in s:
        return s
    return re.sub(r'&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)', _replaced, s)
