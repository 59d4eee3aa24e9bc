"""Addresses and dates as they stand in headers, read leniently."""

import calendar
import time

__all__ = ['mktime_tz', 'parsedate', 'parsedate_tz', 'quote']

_MONTHS = {name: place % 12 + 1 for place, name in enumerate(
    ('jan feb mar apr may jun jul aug sep oct nov dec january february march april may june july august september '
     'october november december').split())}
_DAYS = ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')
_ZONES = {'UT': 0, 'UTC': 0, 'GMT': 0, 'Z': 0, 'AST': -400, 'ADT': -300, 'EST': -500, 'EDT': -400, 'CST': -600,
          'CDT': -500, 'MST': -700, 'MDT': -600, 'PST': -800, 'PDT': -700}


def parsedate_tz(data):
    """(year, month, day, hour, minute, second, 0, 1, -1, seconds ahead of UTC), or None."""
    found = _parsed(data)
    return None if found is None else (*found[:9], found[9] or 0)


def _parsed(data):
    if not data:
        return None
    words = data.split()
    if not words:
        return None
    if words[0].endswith(',') or words[0].lower() in _DAYS:
        del words[0]
    elif (comma := words[0].rfind(',')) >= 0:
        words[0] = words[0][comma + 1:]
    if len(words) == 3:
        # 03-Feb-1994 10:00:00 +0100
        pieces = words[0].split('-')
        if len(pieces) == 3:
            words = pieces + words[1:]
    if len(words) == 4:
        start, plus, rest = words[3].partition('+')
        if plus:
            words[3:] = [start, '+' + rest]
        else:
            words.append('')
    if len(words) < 5:
        return None
    day, month, year, clock, zone = words[:5]
    if not (day and month and year):
        return None
    month = month.lower()
    if month not in _MONTHS:
        day, month = month, day.lower()
        if month not in _MONTHS:
            return None
    month = _MONTHS[month]
    day = day.removesuffix(',')
    if ':' in year:
        year, clock = clock, year
    year = year.removesuffix(',')
    if not year[:1].isdigit():
        year, zone = zone, year
    clock = clock.removesuffix(',').split(':')
    if len(clock) == 1 and '.' in clock[0]:
        clock = clock[0].split('.')
    if len(clock) not in (2, 3):
        return None
    try:
        year, day = int(year), int(day)
        hour, minute, second = [int(part) for part in (clock + ['0'])[:3]]
    except ValueError:
        return None
    if year < 100:
        year += 1900 if year > 68 else 2000
    zone, offset = zone.upper(), None
    if zone in _ZONES:
        offset = _ZONES[zone]
    else:
        try:
            offset = int(zone)
        except ValueError:
            pass
        if offset == 0 and zone.startswith('-'):
            offset = None
    if offset:
        sign = -1 if offset < 0 else 1
        offset = sign * (abs(offset) // 100 * 3600 + abs(offset) % 100 * 60)
    return [year, month, day, hour, minute, second, 0, 1, -1, offset]


def parsedate(data):
    """The same without the zone."""
    found = _parsed(data)
    return None if found is None else tuple(found[:9])


def mktime_tz(data):
    """The seconds since 1970."""
    if data[9] is None:
        return time.mktime(data[:8] + (-1,))
    return calendar.timegm(data) - data[9]


def quote(str):
    """A text for quotes."""
    return str.replace('\\', '\\\\').replace('"', '\\"')


class AddressList:
    """The (name, address) pairs of a text."""

    def __init__(self, field):
        self._field, self._at = field or '', 0
        self.addresslist = []
        while self._at < len(self._field):
            start = self._at
            found = self._address()
            self.addresslist.extend(found if found else [('', '')])
            if self._at == start:
                self._at += 1

    _SPACE, _ENDS = ' \t\r\n', '()<>@,:;."[]\x00\r\n\t '

    def _peek(self):
        return self._field[self._at:self._at + 1]

    def _skip(self, comments):
        while char := self._peek():
            if char in self._SPACE:
                self._at += 1
            elif char == '(':
                comments.append(self._delimited('(', ')', True))
            else:
                return

    def _delimited(self, begin, end, nested):
        """What is between two characters."""
        self._at += 1
        out = []
        while char := self._peek():
            if char == end:
                self._at += 1
                break
            if char == '\\':
                self._at += 1
                out.append(self._peek())
            elif nested and char == begin:
                out.append('(' + self._delimited(begin, end, True) + ')')
                continue
            else:
                out.append(char)
            self._at += 1
        return ''.join(out)

    def _atom(self, ends=_ENDS):
        start = self._at
        while (char := self._peek()) and char not in ends:
            self._at += 1
        return self._field[start:self._at]

    def _phrase(self, comments):
        words = []
        while True:
            self._skip(comments)
            char = self._peek()
            if char == '"':
                words.append(self._delimited('"', '"', False))
            elif char and char not in self._ENDS.replace('.', ''):
                words.append(self._atom(self._ENDS.replace('.', '')))
            else:
                return words

    def _address(self):
        comments = []
        self._skip(comments)
        before = self._at
        words = self._phrase(comments)
        char = self._peek()
        found = []
        if char in ('', ','):
            if words:
                # A name alone is taken for an address.
                found = [(' '.join(comments), words[0])]
        elif char == '@' or char == '.':
            self._at = before
            address = self._spec(comments)
            self._skip(comments)
            if self._peek() == '<':
                return self._angle(address.split(), comments)
            found = [(' '.join(comments), address)]
        elif char == ':':
            self._at += 1
            while self._at < len(self._field):
                self._skip(comments)
                if self._peek() == ';':
                    self._at += 1
                    break
                start = self._at
                found.extend(self._address())
                if self._at == start:
                    self._at += 1
        elif char == '<':
            return self._angle(words, comments)
        elif words:
            found = [(' '.join(comments), words[0])]
        self._skip(comments)
        if self._peek() == ',':
            self._at += 1
        return found

    def _angle(self, words, comments):
        self._at += 1
        route = []
        self._skip(route)
        address = self._spec(route)
        self._skip(route)
        if self._peek() == '>':
            self._at += 1
        self._skip(comments)
        if self._peek() == ',':
            self._at += 1
        name = ' '.join(words)
        if comments:
            name += ' (' + ' '.join(comments) + ')'
        return [(name, address)]

    def _spec(self, comments):
        """An address without a name."""
        parts = []
        while True:
            self._skip(comments)
            char = self._peek()
            if char == '.':
                parts.append('.')
                self._at += 1
            elif char == '"':
                parts.append('"%s"' % quote(self._delimited('"', '"', False)))
            elif char and char not in self._ENDS:
                parts.append(self._atom())
            else:
                break
        if self._peek() != '@':
            return ''.join(parts)
        self._at += 1
        domain = []
        while char := self._peek():
            if char in self._SPACE or char == '(':
                self._skip(comments)
            elif char == '[':
                domain.append('[%s]' % self._delimited('[', ']', False))
            elif char == '.':
                domain.append('.')
                self._at += 1
            elif char == '@':
                return ''
            elif char in self._ENDS:
                break
            else:
                domain.append(self._atom())
        return ''.join(parts) + '@' + ''.join(domain) if domain else ''
