"""The format of time zone files (RFC 8536), and the rule at their end.

    TZif | version | six counts | times of changes | the kind each begins | kinds: (offset, summer?, name) | names
    the same again with times of 64 bits | \\n CET-1CEST,M3.5.0,M10.5.0/3 \\n
"""

import calendar
import datetime
import re
import struct


class Kind:
    """What holds for a while: an offset, how much of it is summer time, a name."""

    __slots__ = ('seconds', 'offset', 'dst', 'name')

    def __init__(self, seconds, dst, name):
        self.seconds, self.name = seconds, name
        self.offset, self.dst = datetime.timedelta(seconds=seconds), datetime.timedelta(seconds=dst)


def _exactly(file, count):
    data = file.read(count)
    if len(data) < count:
        raise ValueError('Invalid TZif file: it is too short')
    return data


def _header(file):
    """(version, counts)"""
    data = file.read(44)
    if data[:4] != b'TZif' or len(data) < 44:
        raise ValueError('Invalid TZif file: magic not found')
    return (1 if data[4:5] == b'\0' else int(data[4:5])), struct.unpack('>6l', data[20:])


def read(file):
    """(times of changes, the kinds that begin there, the kind before, the kind or the rule after)"""
    version, counts = _header(file)
    size, code = 4, 'l'
    if version >= 2:
        utc, std, leaps, times, kinds, names = counts
        _exactly(file, times * 5 + kinds * 6 + names + leaps * 8 + std + utc)
        _, counts = _header(file)
        size, code = 8, 'q'
    utc, std, leaps, times, kinds, names = counts
    moments = struct.unpack(f'>{times}{code}', _exactly(file, times * size))
    which = list(_exactly(file, times))
    raw = [struct.unpack('>lBB', _exactly(file, 6)) for _ in range(kinds)]
    text = _exactly(file, names)
    _exactly(file, leaps * (size + 4) + std + utc)
    if not raw or any(place >= len(raw) for place in which):
        raise ValueError('Invalid TZif file: no kinds of time')
    kinds = []
    for (offset, summer, start), dst in zip(raw, _summer(which, raw)):
        kinds.append(Kind(offset, dst, text[start:text.find(b'\0', start)].decode()))
    after = kinds[which[-1]] if which else kinds[0]
    if version >= 2:
        _exactly(file, 1)
        if rule := file.readline().rstrip(b'\n'):
            after = parse_rule(rule.decode())
    return list(moments), [kinds[place] for place in which], kinds[0], after


def _summer(which, raw):
    """How much of each kind's offset is summer time: files do not say, so it is the difference to a neighbour."""
    found = {}
    for place, kind in enumerate(which):
        offset, summer, _ = raw[kind]
        if not summer or kind in found:
            continue
        for near in place - 1, place + 1:
            if 0 <= near < len(which) and not raw[which[near]][1] and place > 0:
                if offset != raw[which[near]][0]:
                    found[kind] = offset - raw[which[near]][0]
                    break
    return [found.get(kind, 3600) if summer else 0 for kind, (_, summer, _) in enumerate(raw)]


# --- the rule ---

_NAME = r'([^<0-9:.+-]+|<[a-zA-Z0-9+-]+>)'
_OFFSET = r'([+-]?\d{1,3}(?::\d{2}(?::\d{2})?)?)'
_RULE = re.compile(rf'{_NAME}{_OFFSET}(?:{_NAME}{_OFFSET}?(?:,([^,]+),([^,]+))?)?', re.ASCII)


def _offset(text):
    """Seconds ahead of UTC; the text has the other sign."""
    sign = -1 if text[0] == '-' else 1
    hours, minutes, seconds = (text.lstrip('+-') + ':0:0').split(':')[:3]
    total = int(hours) * 3600 + int(minutes) * 60 + int(seconds)
    if int(hours) > 24 or int(minutes) > 59 or int(seconds) > 59:
        raise ValueError(f'Offset must be between -24 and +24 hours: {text}')
    return -sign * total


def _date(text):
    """A function of a year that gives a day as its number, and the seconds of the day."""
    day, slash, time = text.partition('/')
    if slash:
        if not re.fullmatch(r'[+-]?\d{1,3}(:\d{2}(:\d{2})?)?', time, re.ASCII):
            raise ValueError(f'Invalid time: {text}')
        sign = -1 if time[0] == '-' else 1
        hours, minutes, seconds = (time.lstrip('+-') + ':0:0').split(':')[:3]
        if int(hours) > 167 or int(minutes) > 59 or int(seconds) > 59:
            raise ValueError(f'Hour must be in [0, 167]: {text}')
        seconds = sign * (int(hours) * 3600 + int(minutes) * 60 + int(seconds))
    else:
        seconds = 7200
    if found := re.fullmatch(r'M(\d{1,2})\.(\d)\.(\d)', day, re.ASCII):
        month, week, weekday = map(int, found.groups())
        if not 1 <= month <= 12 or not 1 <= week <= 5 or not 0 <= weekday <= 6:
            raise ValueError(f'Invalid date: {text}')

        def number(year):
            first, days = calendar.monthrange(year, month)
            at = (weekday - 1 - first) % 7 + 1 + (week - 1) * 7
            return datetime.date(year, month, at if at <= days else at - 7).toordinal()
    elif found := re.fullmatch(r'(J?)(\d{1,3})', day, re.ASCII):
        without_leap, count = bool(found[1]), int(found[2])
        if not without_leap <= count <= 365:
            raise ValueError(f'Invalid date: {text}')

        def number(year):
            at = count if not without_leap else count - 1 + (count > 59 and calendar.isleap(year))
            return datetime.date(year, 1, 1).toordinal() + at
    else:
        raise ValueError(f'Invalid dst start/end date: {text}')
    return lambda year: (number(year) - 719163) * 86400 + seconds


class Rule:
    """What holds each year: one kind, and another from a date to a date."""

    def __init__(self, std, dst, start, end):
        self._std, self._dst, self._start, self._end = std, dst, start, end
        self._shift = dst.seconds - std.seconds

    def _within(self, at, start, end):
        summer = start <= at < end if start < end else not end <= at < start
        return self._dst if summer else self._std

    def at_local(self, at, year, fold):
        """What holds at a local time."""
        start, end = self._start(year), self._end(year)
        # In the gap and in the fold both kinds are possible: `fold` chooses the later one.
        if fold == (self._shift >= 0):
            end -= self._shift
        else:
            start += self._shift
        return self._within(at, start, end)

    def at_utc(self, at, year):
        """What holds at a time that is UTC's, and whether its local time comes for the second time."""
        start, end = self._start(year) - self._std.seconds, self._end(year) - self._dst.seconds
        begin = end if self._shift > 0 else start
        return self._within(at, start, end), begin <= at < begin + abs(self._shift)


def parse_rule(text):
    """The rule that a text like `CET-1CEST,M3.5.0,M10.5.0/3` means, or the only kind that there is."""
    found = _RULE.fullmatch(text)
    if not found:
        raise ValueError(f'{text} is not a valid TZ string')
    name, offset, summer, summer_offset, start, end = found.groups()
    std = Kind(_offset(offset), 0, name.strip('<>'))
    if not summer:
        return std
    if start is None:
        raise ValueError(f'Missing transition rules in TZ string: {text}')
    seconds = _offset(summer_offset) if summer_offset else std.seconds + 3600
    return Rule(std, Kind(seconds, seconds - std.seconds, summer.strip('<>')), _date(start), _date(end))
