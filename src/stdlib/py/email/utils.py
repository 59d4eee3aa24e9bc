"""Addresses and dates of messages, and values with a character set."""

import datetime
import os
import random
import re
import time
import urllib.parse

from email._parseaddr import AddressList as _AddressList
from email._parseaddr import _parsed, mktime_tz, parsedate, parsedate_tz, quote

__all__ = ['collapse_rfc2231_value', 'decode_params', 'decode_rfc2231', 'encode_rfc2231', 'formataddr', 'formatdate',
           'format_datetime', 'getaddresses', 'make_msgid', 'mktime_tz', 'parseaddr', 'parsedate', 'parsedate_tz',
           'parsedate_to_datetime', 'quote', 'unquote']

COMMASPACE, EMPTYSTRING, CRLF = ', ', '', '\r\n'
_SPECIALS = re.compile(r'[][\\()<>@,:;".]')
_ESCAPES = re.compile(r'[\\"]')
_DAYS = ('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')
_MONTHS = ('Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec')


def _has_surrogates(text):
    """Whether a text holds bytes that are no text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _sanitize(text):
    """A text without such bytes."""
    raw = text.encode('utf-8', 'surrogateescape')
    return raw.decode('utf-8', 'replace')


def formataddr(pair, charset='utf-8'):
    """(name, address) as it stands in a header."""
    name, address = pair
    address.encode('ascii')
    if name:
        try:
            name.encode('ascii')
        except UnicodeEncodeError:
            if isinstance(charset, str):
                from email.charset import Charset
                charset = Charset(charset)
            return f'{charset.header_encode(name)} <{address}>'
        quotes = '"' if _SPECIALS.search(name) else ''
        return f"{quotes}{_ESCAPES.sub(r'\\\g<0>', name)}{quotes} <{address}>"
    return address


def getaddresses(fieldvalues):
    """(name, address) of all addresses in the values of headers."""
    return _AddressList(COMMASPACE.join(str(value) for value in fieldvalues)).addresslist


def parseaddr(addr):
    """(name, address) of the first address."""
    found = _AddressList(addr).addresslist
    return found[0] if found else ('', '')


def unquote(str):
    """What is in quotes or angle brackets."""
    if len(str) > 1:
        if str.startswith('"') and str.endswith('"'):
            return str[1:-1].replace('\\\\', '\\').replace('\\"', '"')
        if str.startswith('<') and str.endswith('>'):
            return str[1:-1]
    return str


def _format_timetuple_and_zone(timetuple, zone):
    return '%s, %02d %s %04d %02d:%02d:%02d %s' % (
        _DAYS[timetuple[6]], timetuple[2], _MONTHS[timetuple[1] - 1], timetuple[0], *timetuple[3:6], zone)


def formatdate(timeval=None, localtime=False, usegmt=False):
    """A time as it stands in a header."""
    timeval = time.time() if timeval is None else timeval
    when = datetime.datetime.fromtimestamp(timeval, datetime.timezone.utc)
    if localtime:
        return format_datetime(when.astimezone(), False)
    return format_datetime(when if usegmt else when.replace(tzinfo=None), usegmt)


def format_datetime(dt, usegmt=False):
    """A datetime as it stands in a header."""
    if usegmt:
        if dt.tzinfo is None or dt.tzinfo != datetime.timezone.utc:
            raise ValueError('usegmt option requires a UTC datetime')
        zone = 'GMT'
    else:
        zone = '-0000' if dt.tzinfo is None else dt.strftime('%z')
    return _format_timetuple_and_zone(dt.timetuple(), zone)


def parsedate_to_datetime(data):
    """The datetime of a header."""
    parsed = _parsed(data)
    if parsed is None:
        raise ValueError('Invalid date value or format "%s"' % str(data))
    *when, zone = parsed
    if zone is None:
        return datetime.datetime(*when[:6])
    return datetime.datetime(*when[:6], tzinfo=datetime.timezone(datetime.timedelta(seconds=zone)))


def localtime(dt=None, isdst=None):
    """A time in the zone of the system."""
    return datetime.datetime.now().astimezone() if dt is None else dt.astimezone()


def make_msgid(idstring=None, domain=None):
    """A name for a message that no other has."""
    if domain is None:
        import socket
        domain = socket.getfqdn()
    name = '' if idstring is None else '.' + idstring
    return f'<{int(time.time() * 100)}.{os.getpid()}.{random.getrandbits(64)}{name}@{domain}>'


# --- values of parameters with a character set: utf-8'en'a%20b ---

def decode_rfc2231(s):
    """(character set, language, text)"""
    parts = s.split("'", 2)
    return (None, None, s) if len(parts) <= 2 else parts


def encode_rfc2231(s, charset=None, language=None):
    """A text with its character set."""
    s = urllib.parse.quote(s, safe='', encoding=charset or 'ascii')
    if charset is None and language is None:
        return s
    return f"{charset}'{language or ''}'{s}"


_CONTINUED = re.compile(r'(?P<name>\w+)\*((?P<num>[0-9]+)\*?)?', re.ASCII)


def decode_params(params):
    """Parameters, those that stand in several pieces joined."""
    made, pieces = [params[0]], {}
    for name, value in params[1:]:
        encoded = name.endswith('*')
        value = unquote(value)
        if found := _CONTINUED.match(name):
            number = found['num']
            pieces.setdefault(found['name'], []).append((int(number) if number is not None else None, value, encoded))
        else:
            made.append((name, '"%s"' % quote(value)))
    for name, parts in pieces.items():
        parts.sort(key=lambda part: part[0] or 0)
        extended = any(encoded for _, _, encoded in parts)
        value = ''.join(urllib.parse.unquote(text, encoding='latin-1') if encoded else text for _, text, encoded in parts)
        value = quote(value)
        if extended:
            charset, language, value = decode_rfc2231(value)
            made.append((name, (charset, language, '"%s"' % value)))
        else:
            made.append((name, '"%s"' % value))
    return made


def collapse_rfc2231_value(value, errors='replace', fallback_charset='us-ascii'):
    """The text of a value with a character set."""
    if not isinstance(value, tuple) or len(value) != 3:
        return unquote(value)
    charset, _, text = value
    raw = bytes(text, 'raw-unicode-escape')
    try:
        return str(raw, charset or fallback_charset, errors)
    except LookupError:
        return unquote(text)
