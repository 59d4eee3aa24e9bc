"""Reading dates and times: the format becomes a regular expression, its groups the fields."""

import datetime
import re
import time

_DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
_MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september',
           'october', 'november', 'december']


def _names(names):
    return '|'.join(sorted(names, key=len, reverse=True))


_PATTERNS = {
    'a': _names(day[:3] for day in _DAYS), 'A': _names(_DAYS),
    'b': _names(month[:3] for month in _MONTHS), 'B': _names(_MONTHS),
    'd': r'3[0-1]|[1-2]\d|0[1-9]|[1-9]| [1-9]', 'f': r'[0-9]{1,6}',
    'H': r'2[0-3]|[0-1]\d|\d', 'I': r'1[0-2]|0[1-9]|[1-9]| [1-9]', 'G': r'\d\d\d\d',
    'j': r'36[0-6]|3[0-5]\d|[1-2]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9]',
    'm': r'1[0-2]|0[1-9]|[1-9]', 'M': r'[0-5]\d|\d', 'S': r'6[0-1]|[0-5]\d|\d', 'p': 'am|pm',
    'U': r'5[0-3]|[0-4]\d|\d', 'V': r'5[0-3]|0[1-9]|[1-4]\d|\d', 'W': r'5[0-3]|[0-4]\d|\d',
    'u': '[1-7]', 'w': '[0-6]', 'y': r'\d\d', 'Y': r'\d\d\d\d',
    'z': r'[+-]\d\d:?[0-5]\d(?::?[0-5]\d(?:\.\d{1,6})?)?|Z', 'Z': 'utc|gmt',
}
_COMPOSED = {'c': '%a %b %d %H:%M:%S %Y', 'x': '%m/%d/%y', 'X': '%H:%M:%S', 'D': '%m/%d/%y',
             'T': '%H:%M:%S', 'R': '%H:%M'}
_compiled = {}


def _pattern(format):
    """The regular expression for a format."""
    for code in 'cxX':
        format = format.replace('%' + code, _COMPOSED[code])
    parts = []
    seen = set()
    at = 0
    while at < len(format):
        char = format[at]
        at += 1
        if char.isspace():
            while at < len(format) and format[at].isspace():
                at += 1
            parts.append(r'\s+')
        elif char != '%':
            parts.append(re.escape(char))
        else:
            if at == len(format):
                raise ValueError(f'stray % in format {format!r}')
            code = format[at]
            at += 1
            if code == '%':
                parts.append('%')
            elif code not in _PATTERNS:
                raise ValueError(f'{code!r} is a bad directive in format {format!r}')
            elif code in seen:
                raise re.error(f'redefinition of group name {code!r} as group '
                               f'{len(seen) + 1}; was group {1}')
            else:
                seen.add(code)
                parts.append(f'(?P<{code}>{_PATTERNS[code]})')
    return re.compile(''.join(parts), re.IGNORECASE)


def _offset(text):
    """Microseconds east of UTC."""
    if text == 'Z':
        return 0
    digits, _, fraction = text[1:].replace(':', '').partition('.')
    hours, minutes, seconds = int(digits[:2]), int(digits[2:4]), int(digits[4:6] or 0)
    micro = ((hours * 60 + minutes) * 60 + seconds) * 1_000_000 + int(fraction[:6].ljust(6, '0') or 0)
    return -micro if text[0] == '-' else micro


def _parse(text, format):
    """The nine fields of a time tuple, microseconds, the offset and the name of the zone."""
    for position, argument in enumerate((text, format)):
        if not isinstance(argument, str):
            raise TypeError(f'strptime() argument {position} must be str, not {type(argument)}')
    pattern = _compiled.get(format)
    if pattern is None:
        pattern = _compiled[format] = _pattern(format)
    found = pattern.match(text)
    if not found:
        raise ValueError(f'time data {text!r} does not match format {format!r}')
    if found.end() != len(text):
        raise ValueError(f'unconverted data remains: {text[found.end():]}')
    got = found.groupdict()
    year = month = day = None
    hour = minute = second = micro = 0
    offset = zone = None
    dst = -1
    if 'Y' in got:
        year = int(got['Y'])
    elif 'y' in got:
        year = int(got['y'])
        year += 2000 if year <= 68 else 1900
    if 'm' in got:
        month = int(got['m'])
    elif 'B' in got:
        month = _MONTHS.index(got['B'].lower()) + 1
    elif 'b' in got:
        month = [name[:3] for name in _MONTHS].index(got['b'].lower()) + 1
    if 'd' in got:
        day = int(got['d'])
    if 'H' in got:
        hour = int(got['H'])
    elif 'I' in got:
        hour = int(got['I']) % 12 + 12 * (got.get('p', '').lower() == 'pm')
    if 'M' in got:
        minute = int(got['M'])
    if 'S' in got:
        second = int(got['S'])
    if 'f' in got:
        micro = int(got['f'].ljust(6, '0'))
    if 'z' in got:
        offset = _offset(got['z'])
    if 'Z' in got:
        zone, dst = got['Z'], 0
    weekday = _weekday(got)
    if 'j' in got and month is None:
        year, month, day = _from_day(year or 1900, int(got['j']))
    elif weekday is not None and ('U' in got or 'W' in got) and year is not None and month is None:
        year, month, day = _from_week(year, got, weekday)
    elif 'G' in got:
        if weekday is None or 'V' not in got:
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive '%V' and a "
                             "weekday directive ('%A', '%a', '%w', or '%u').")
        it = datetime.date.fromisocalendar(int(got['G']), int(got['V']), weekday + 1)
        year, month, day = it.year, it.month, it.day
    elif 'V' in got:
        raise ValueError("ISO week directive '%V' must be used with the ISO year directive '%G' and a "
                         "weekday directive ('%A', '%a', '%w', or '%u').")
    known = year is not None
    # The 29th of February has a year of its own when none is given.
    given = year if known else 1904 if (month, day) == (2, 29) else 1900
    year, month, day = given, month or 1, day or 1
    if day > (last := datetime._days_in_month(year, month)):
        raise ValueError('day is out of range for month' if last else '')
    it = datetime.date(year, month, day)
    weekday = it.weekday() if weekday is None else weekday
    yday = it.toordinal() - datetime.date(year, 1, 1).toordinal() + 1
    if not known and given == 1904:
        year = 1900
    return (year, month, day, hour, minute, second, weekday, yday, dst), micro, offset, zone


def _weekday(got):
    if 'A' in got:
        return _DAYS.index(got['A'].lower())
    if 'a' in got:
        return [name[:3] for name in _DAYS].index(got['a'].lower())
    if 'w' in got:
        return (int(got['w']) - 1) % 7
    return int(got['u']) - 1 if 'u' in got else None


def _from_day(year, number):
    it = datetime.date.fromordinal(datetime.date(year, 1, 1).toordinal() + number - 1)
    return it.year, it.month, it.day


def _from_week(year, got, weekday):
    """The date by the week's number, weeks starting on Sunday (%U) or Monday (%W)."""
    first = datetime.date(year, 1, 1).weekday()
    sunday = 'U' in got
    week = int(got['U' if sunday else 'W'])
    if sunday:
        first, weekday = (first + 1) % 7, (weekday + 1) % 7
    if week == 0:
        number = 1 + weekday - first
    else:
        number = 1 + (7 - first) % 7 + 7 * (week - 1) + weekday
    return _from_day(year, number)


def _strptime_time(text, format='%a %b %d %H:%M:%S %Y'):
    """What time.strptime() gives."""
    return time.struct_time(_parse(text, format)[0])
