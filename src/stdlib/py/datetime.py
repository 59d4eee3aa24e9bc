"""Dates and times of the Gregorian calendar, extended to all years from 1 to 9999.

A date is also its *ordinal*: how many days after the last of the year 0 it is. A time
difference is an exact number of days, seconds and microseconds.
"""

import math as _math
import time as _time

__all__ = ['date', 'datetime', 'time', 'timedelta', 'timezone', 'tzinfo', 'MINYEAR', 'MAXYEAR', 'UTC']

MINYEAR, MAXYEAR = 1, 9999
_MAX_ORDINAL = 3652059

_DAYS_IN_MONTH = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS_BEFORE_MONTH = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_DAY_NAMES = ('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')
_MONTH_NAMES = ('', 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec')


# --- the calendar ---

def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_before_year(year):
    year -= 1
    return year * 365 + year // 4 - year // 100 + year // 400


def _days_in_month(year, month):
    return 29 if month == 2 and _is_leap(year) else _DAYS_IN_MONTH[month]


def _days_before_month(year, month):
    return _DAYS_BEFORE_MONTH[month] + (month > 2 and _is_leap(year))


def _to_ordinal(year, month, day):
    return _days_before_year(year) + _days_before_month(year, month) + day


def _from_ordinal(ordinal):
    """Year, month and day: whole cycles of 400, 100, 4 and 1 years are taken off in turn."""
    days = ordinal - 1
    n400, days = divmod(days, 146097)
    n100, days = divmod(days, 36524)
    n4, days = divmod(days, 1461)
    n1, days = divmod(days, 365)
    year = n400 * 400 + n100 * 100 + n4 * 4 + n1 + 1
    if n1 == 4 or n100 == 4:
        return year - 1, 12, 31
    month = (days + 50) >> 5
    before = _days_before_month(year, month)
    if before > days:
        month -= 1
        before = _days_before_month(year, month)
    return year, month, days - before + 1


def _iso_week1_monday(year):
    first = _to_ordinal(year, 1, 1)
    weekday = (first + 6) % 7
    return first - weekday + (7 if weekday > 3 else 0)


def _weeks_in_year(year):
    return (_iso_week1_monday(year + 1) - _iso_week1_monday(year)) // 7


def _iso_to_ordinal(year, week, day):
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f'Year is out of range: {year}')
    if not 0 < week <= _weeks_in_year(year):
        raise ValueError(f'Invalid week: {week}')
    if not 0 < day < 8:
        raise ValueError(f'Invalid weekday: {day} (range is [1, 7])')
    return _iso_week1_monday(year) + (week - 1) * 7 + day - 1


# --- checking and showing fields ---

def _index(value):
    try:
        return value.__index__()
    except AttributeError:
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer") from None


def _check_date(year, month, day):
    if not (type(year) is int and type(month) is int and type(day) is int):
        year, month, day = _index(year), _index(month), _index(day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f'year {year} is out of range')
    if not 1 <= month <= 12:
        raise ValueError('month must be in 1..12')
    if not 1 <= day <= _days_in_month(year, month):
        raise ValueError('day is out of range for month')
    return year, month, day


def _check_time(hour, minute, second, microsecond, fold):
    if not (type(hour) is int and type(minute) is int and type(second) is int and type(microsecond) is int):
        hour, minute, second = _index(hour), _index(minute), _index(second)
        microsecond = _index(microsecond)
    if not 0 <= hour <= 23:
        raise ValueError('hour must be in 0..23')
    if not 0 <= minute <= 59:
        raise ValueError('minute must be in 0..59')
    if not 0 <= second <= 59:
        raise ValueError('second must be in 0..59')
    if not 0 <= microsecond <= 999999:
        raise ValueError('microsecond must be in 0..999999')
    if fold not in (0, 1):
        raise ValueError('fold must be either 0 or 1')
    return hour, minute, second, microsecond, fold


def _check_tzinfo(tz):
    if tz is not None and not isinstance(tz, tzinfo):
        raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, not type '{type(tz).__name__}'")


def _check_offset(name, offset):
    if offset is None:
        return
    if not isinstance(offset, timedelta):
        raise TypeError(f'tzinfo.{name}() must return None or a timedelta, not {type(offset).__name__!r}')
    if not -timedelta(1) < offset < timedelta(1):
        raise ValueError(f'offset must be a timedelta strictly between -timedelta(hours=24) and '
                         f'timedelta(hours=24).')


def _format_offset(offset, separator=':'):
    if offset is None:
        return ''
    sign = '+'
    if offset.days < 0:
        sign, offset = '-', -offset
    hours, rest = divmod(offset, timedelta(hours=1))
    minutes, seconds = divmod(rest, timedelta(minutes=1))
    text = f'{sign}{hours:02d}{separator}{minutes:02d}'
    if seconds:
        text += f'{separator}{seconds.seconds:02d}'
        if seconds.microseconds:
            text += f'.{seconds.microseconds:06d}'
    return text


def _format_time(hour, minute, second, microsecond, timespec):
    if timespec == 'auto':
        timespec = 'microseconds' if microsecond else 'seconds'
    if timespec == 'hours':
        return f'{hour:02d}'
    if timespec == 'minutes':
        return f'{hour:02d}:{minute:02d}'
    text = f'{hour:02d}:{minute:02d}:{second:02d}'
    if timespec == 'seconds':
        return text
    if timespec == 'milliseconds':
        return f'{text}.{microsecond // 1000:03d}'
    if timespec == 'microseconds':
        return f'{text}.{microsecond:06d}'
    raise ValueError('Unknown timespec value')


def _strftime(moment, format, tuple):
    """strftime, with what only a datetime knows: %f, %z, %:z and %Z."""
    if not ('%f' in format or 'z' in format or '%Z' in format):
        return _time.strftime(format, tuple)
    parts = []
    at = 0
    while (percent := format.find('%', at)) >= 0:
        parts.append(format[at:percent])
        code = format[percent + 1:percent + 2]
        at = percent + 2
        if code == 'f':
            parts.append(f"{getattr(moment, 'microsecond', 0):06d}")
        elif code == 'z':
            offset = getattr(moment, 'utcoffset', lambda: None)()
            parts.append(_format_offset(offset, ''))
        elif code == ':' and format[at:at + 1] == 'z':
            at += 1
            parts.append(_format_offset(getattr(moment, 'utcoffset', lambda: None)()))
        elif code == 'Z':
            name = getattr(moment, 'tzname', lambda: None)()
            parts.append((name or '').replace('%', '%%'))
        else:
            parts.append('%' + code)
    parts.append(format[at:])
    return _time.strftime(''.join(parts), tuple)


# --- reading ISO 8601 ---

def _read_date(text):
    """Year, month and day of `YYYY-MM-DD`, `YYYYMMDD`, `YYYY-Www-D` or `YYYYWwwD`."""
    year = int(text[:4])
    dash = text[4:5] == '-'
    at = 4 + dash
    if text[at:at + 1] == 'W':
        week = int(text[at + 1:at + 3])
        rest = text[at + 3:]
        if rest and dash != rest.startswith('-'):
            raise ValueError('Inconsistent use of dash separator')
        day = int(rest[dash:]) if rest else 1
        return _from_ordinal(_iso_to_ordinal(year, week, day))
    month = int(text[at:at + 2])
    rest = text[at + 2:]
    if rest.startswith('-') != dash or len(rest) != 2 + dash:
        raise ValueError('Inconsistent use of dash separator')
    return year, month, int(rest[dash:])


def _date_length(text):
    """How much of a text that starts with a date the date is."""
    if text[4:5] == '-':
        if text[5:6] != 'W':
            return 10
        return 10 if text[8:9] == '-' else 8
    if text[4:5] != 'W':
        return 8
    # YYYYWww or YYYYWwwD: the separator behind it is no digit.
    return 8 if text[7:8].isdigit() and (len(text) == 8 or not text[8:9].isdigit()) else 7


def _read_clock(text):
    """Hour, minute, second, microsecond of `HH[:MM[:SS[.f]]]` or without the colons."""
    fields = [0, 0, 0, 0]
    clock, point, fraction = text.replace(',', '.').partition('.')
    colons = clock[2:3] == ':'
    pieces = clock.split(':') if colons else [clock[at:at + 2] for at in range(0, len(clock), 2)]
    if not 1 <= len(pieces) <= 3 or any(len(piece) != 2 or not piece.isdigit() for piece in pieces):
        raise ValueError('Invalid time separator')
    if point and (len(pieces) != 3 or not fraction.isdigit()):
        raise ValueError('Invalid microsecond component')
    for place, piece in enumerate(pieces):
        fields[place] = int(piece)
    if point:
        fields[3] = int(fraction[:6].ljust(6, '0'))
    return fields


def _read_time(text):
    """The fields of a time, and its tzinfo."""
    for sign in '+-Z':
        clock, found, offset = text.partition(sign)
        if found:
            break
    else:
        return _read_clock(text), None
    if sign == 'Z':
        if offset:
            raise ValueError('Invalid isoformat string')
        return _read_clock(clock), timezone.utc
    hours, minutes, seconds, microseconds = _read_clock(offset)
    delta = timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=microseconds)
    if not delta:
        return _read_clock(clock), timezone.utc
    return _read_clock(clock), timezone(delta if sign == '+' else -delta)


class timedelta:
    """Difference between two datetime values.

    timedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)
    """

    __slots__ = ('_days', '_seconds', '_microseconds', '_hash')

    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        if (type(days) is int and type(seconds) is int and type(microseconds) is int
                and type(milliseconds) is int and type(minutes) is int and type(hours) is int
                and type(weeks) is int):
            seconds += 60 * minutes + 3600 * hours + 86400 * (days + 7 * weeks)
            return cls._of(seconds * 1_000_000 + 1000 * milliseconds + microseconds)
        total = 0
        # Each part is exact but for its last, fractional, microsecond; they are rounded once.
        fractions = 0.0
        for name, value, unit in (
                ('days', days, 86_400_000_000), ('seconds', seconds, 1_000_000),
                ('microseconds', microseconds, 1), ('milliseconds', milliseconds, 1000),
                ('minutes', minutes, 60_000_000), ('hours', hours, 3_600_000_000),
                ('weeks', weeks, 604_800_000_000)):
            if isinstance(value, int):
                total += value * unit
            elif isinstance(value, float):
                whole = int(value)
                total += whole * unit
                part = (value - whole) * unit
                whole = int(part)
                total += whole
                fractions += part - whole
            else:
                raise TypeError(f'unsupported type for timedelta {name} component: {type(value).__name__}')
        # A tie goes to the even number of microseconds.
        odd = total % 2
        return cls._of(total - odd + round(odd + fractions))

    @classmethod
    def _of(cls, microseconds):
        seconds, micro = divmod(microseconds, 1_000_000)
        days, seconds = divmod(seconds, 86400)
        if not -1 << 31 <= days < 1 << 31:
            raise OverflowError('Python int too large to convert to C int')
        if not -999999999 <= days <= 999999999:
            raise OverflowError(f'days={days}; must have magnitude <= 999999999')
        self = object.__new__(cls)
        self._days, self._seconds, self._microseconds, self._hash = days, seconds, micro, -1
        return self

    days = property(lambda self: self._days, doc='Number of days.')
    seconds = property(lambda self: self._seconds, doc='Number of seconds (>= 0 and less than 1 day).')
    microseconds = property(lambda self: self._microseconds, doc='Number of microseconds (>= 0 and less than 1 second).')

    def _total(self):
        return (self._days * 86400 + self._seconds) * 1_000_000 + self._microseconds

    def total_seconds(self):
        """Total seconds in the duration."""
        return self._total() / 10 ** 6

    def __repr__(self):
        shown = [f'{name}={value}' for name, value in
                 (('days', self._days), ('seconds', self._seconds), ('microseconds', self._microseconds)) if value]
        return f"{_qualified(self)}({', '.join(shown) or '0'})"

    def __str__(self):
        minutes, seconds = divmod(self._seconds, 60)
        hours, minutes = divmod(minutes, 60)
        text = f'{hours}:{minutes:02d}:{seconds:02d}'
        if self._days:
            text = f"{self._days} day{'' if abs(self._days) == 1 else 's'}, {text}"
        return f'{text}.{self._microseconds:06d}' if self._microseconds else text

    def __add__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._total() + other._total())
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._total() - other._total())
        return NotImplemented

    def __rsub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(other._total() - self._total())
        return NotImplemented

    def __neg__(self):
        return timedelta._of(-self._total())

    def __pos__(self):
        return self

    def __abs__(self):
        return -self if self._days < 0 else self

    def __mul__(self, other):
        if isinstance(other, int):
            return timedelta._of(self._total() * other)
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._of(_divide_nearest(self._total() * a, b))
        return NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._total() // other._total()
        if isinstance(other, int):
            return timedelta._of(self._total() // other)
        return NotImplemented

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._total() / other._total()
        if isinstance(other, int):
            return timedelta._of(_divide_nearest(self._total(), other))
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._of(_divide_nearest(b * self._total(), a))
        return NotImplemented

    def __mod__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._total() % other._total())
        return NotImplemented

    def __divmod__(self, other):
        if isinstance(other, timedelta):
            quotient, rest = divmod(self._total(), other._total())
            return quotient, timedelta._of(rest)
        return NotImplemented

    def __eq__(self, other):
        return self._total() == other._total() if isinstance(other, timedelta) else NotImplemented

    def __lt__(self, other):
        return self._total() < other._total() if isinstance(other, timedelta) else NotImplemented

    def __le__(self, other):
        return self._total() <= other._total() if isinstance(other, timedelta) else NotImplemented

    def __gt__(self, other):
        return self._total() > other._total() if isinstance(other, timedelta) else NotImplemented

    def __ge__(self, other):
        return self._total() >= other._total() if isinstance(other, timedelta) else NotImplemented

    def __hash__(self):
        return hash((self._days, self._seconds, self._microseconds))

    def __bool__(self):
        return self._total() != 0

    def __reduce__(self):
        return self.__class__, (self._days, self._seconds, self._microseconds)


def _divide_nearest(a, b):
    """a / b rounded to the nearest int, ties to even."""
    quotient, rest = divmod(a, b)
    rest *= 2
    past = rest > b if b > 0 else rest < b
    return quotient + 1 if past or (rest == b and quotient % 2 == 1) else quotient


timedelta.min = timedelta(-999999999)
timedelta.max = timedelta(days=999999999, hours=23, minutes=59, seconds=59, microseconds=999999)
timedelta.resolution = timedelta(microseconds=1)


def _qualified(value):
    kind = type(value)
    return f'datetime.{kind.__qualname__}' if kind.__module__ == 'datetime' else f'{kind.__module__}.{kind.__qualname__}'


class tzinfo:
    """Abstract base class for time zone info objects."""

    __slots__ = ()

    def tzname(self, dt):
        """datetime -> string name of time zone."""
        raise NotImplementedError('a tzinfo subclass must implement tzname()')

    def utcoffset(self, dt):
        """datetime -> timedelta, positive for east of UTC."""
        raise NotImplementedError('a tzinfo subclass must implement utcoffset()')

    def dst(self, dt):
        """datetime -> DST offset as timedelta."""
        raise NotImplementedError('a tzinfo subclass must implement dst()')

    def fromutc(self, dt):
        """datetime in UTC -> datetime in local time."""
        if not isinstance(dt, datetime):
            raise TypeError('fromutc() requires a datetime argument')
        if dt.tzinfo is not self:
            raise ValueError('dt.tzinfo is not self')
        offset, dst = dt.utcoffset(), dt.dst()
        if offset is None:
            raise ValueError('fromutc() requires a non-None utcoffset() result')
        if dst is None:
            raise ValueError('fromutc() requires a non-None dst() result')
        delta = offset - dst
        if delta:
            dt += delta
            dst = dt.dst()
        return dt + dst


class timezone(tzinfo):
    """Fixed offset from UTC implementation of tzinfo."""

    __slots__ = ('_offset', '_name')

    def __new__(cls, offset, name=None):
        if not isinstance(offset, timedelta):
            raise TypeError(f'timezone() argument 1 must be datetime.timedelta, not {type(offset).__name__}')
        if name is None:
            if not offset and hasattr(cls, 'utc'):
                return cls.utc
        elif not isinstance(name, str):
            raise TypeError(f'timezone() argument 2 must be str, not {type(name).__name__}')
        if not -timedelta(1) < offset < timedelta(1):
            raise ValueError('offset must be a timedelta strictly between -timedelta(hours=24) and '
                             f'timedelta(hours=24), not {offset!r}.')
        self = object.__new__(cls)
        self._offset, self._name = offset, name
        return self

    def _check(self, dt):
        if dt is not None and not isinstance(dt, datetime):
            raise TypeError('tzname(dt) argument must be a datetime instance or None, not ' + type(dt).__name__)

    def utcoffset(self, dt):
        self._check(dt)
        return self._offset

    def tzname(self, dt):
        self._check(dt)
        if self._name is not None:
            return self._name
        return 'UTC' + _format_offset(self._offset) if self._offset else 'UTC'

    def dst(self, dt):
        self._check(dt)

    def fromutc(self, dt):
        if not isinstance(dt, datetime):
            raise TypeError('fromutc: argument must be a datetime instance')
        if dt.tzinfo is not self:
            raise ValueError('fromutc: dt.tzinfo is not self')
        return dt + self._offset

    def __eq__(self, other):
        return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __repr__(self):
        if self is timezone.utc:
            return 'datetime.timezone.utc'
        name = '' if self._name is None else f', {self._name!r}'
        return f'{_qualified(self)}({self._offset!r}{name})'

    def __str__(self):
        return self.tzname(None)

    def __reduce__(self):
        return self.__class__, (self._offset,) if self._name is None else (self._offset, self._name)


timezone.utc = UTC = timezone(timedelta(0))
timezone.min = timezone(-timedelta(hours=23, minutes=59))
timezone.max = timezone(timedelta(hours=23, minutes=59))


class IsoCalendarDate(tuple):
    """The result of date.isocalendar() or datetime.isocalendar()"""

    __slots__ = ()

    def __new__(cls, year, week, weekday):
        return super().__new__(cls, (year, week, weekday))

    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

    def __repr__(self):
        return f'datetime.IsoCalendarDate(year={self[0]}, week={self[1]}, weekday={self[2]})'


class date:
    """date(year, month, day) --> date object"""

    __slots__ = ('_year', '_month', '_day')

    def __new__(cls, year, month, day):
        self = object.__new__(cls)
        self._year, self._month, self._day = _check_date(year, month, day)
        return self

    year = property(lambda self: self._year)
    month = property(lambda self: self._month)
    day = property(lambda self: self._day)

    @classmethod
    def fromtimestamp(cls, timestamp, /):
        """Create a date from a POSIX timestamp."""
        return cls(*_time.localtime(timestamp)[:3])

    @classmethod
    def today(cls):
        """Current date or datetime: same as self.__class__.fromtimestamp(time.time())."""
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromordinal(cls, ordinal, /):
        """int -> date corresponding to a proleptic Gregorian ordinal."""
        if ordinal < 1:
            raise ValueError('ordinal must be >= 1')
        if ordinal > _MAX_ORDINAL:
            raise ValueError(f'year is out of range')
        return cls(*_from_ordinal(ordinal))

    @classmethod
    def fromisoformat(cls, text, /):
        """str -> Construct a date from a string in ISO 8601 format."""
        if not isinstance(text, str):
            raise TypeError('fromisoformat: argument must be str')
        try:
            if len(text) not in (7, 8, 10):
                raise ValueError
            fields = _read_date(text)
        except ValueError:
            raise ValueError(f'Invalid isoformat string: {text!r}') from None
        return cls(*fields)

    @classmethod
    def fromisocalendar(cls, year, week, day):
        """int, int, int -> Construct a date from the ISO year, week number and weekday."""
        return cls(*_from_ordinal(_iso_to_ordinal(year, week, day)))

    def __repr__(self):
        return f'{_qualified(self)}({self._year}, {self._month}, {self._day})'

    def isoformat(self):
        """Return string in ISO 8601 format, YYYY-MM-DD."""
        return f'{self._year:04d}-{self._month:02d}-{self._day:02d}'

    __str__ = isoformat

    def ctime(self):
        """Return ctime() style string."""
        weekday = _DAY_NAMES[self.weekday()]
        return f'{weekday} {_MONTH_NAMES[self._month]} {self._day:2d} 00:00:00 {self._year:04d}'

    def strftime(self, format):
        """format -> strftime() style string."""
        return _strftime(self, format, self.timetuple())

    def __format__(self, format):
        if not isinstance(format, str):
            raise TypeError(f'__format__() argument 1 must be str, not {type(format).__name__}')
        return self.strftime(format) if format else str(self)

    def timetuple(self):
        """Return time tuple, compatible with time.localtime()."""
        return self._timetuple(0, 0, 0, -1)

    def _timetuple(self, hour, minute, second, dst):
        yday = _days_before_month(self._year, self._month) + self._day
        return _time.struct_time((self._year, self._month, self._day, hour, minute, second, self.weekday(), yday, dst))

    def toordinal(self):
        """Return proleptic Gregorian ordinal.  January 1 of year 1 is day 1."""
        return _to_ordinal(self._year, self._month, self._day)

    def weekday(self):
        """Return the day of the week represented by the date: Monday is 0."""
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        """Return the day of the week represented by the date: Monday is 1."""
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        """Return a named tuple containing ISO year, week number, and weekday."""
        year, today = self._year, _to_ordinal(self._year, self._month, self._day)
        week, day = divmod(today - _iso_week1_monday(year), 7)
        if week < 0:
            year -= 1
            week, day = divmod(today - _iso_week1_monday(year), 7)
        elif week >= 52 and today >= _iso_week1_monday(year + 1):
            year, week = year + 1, 0
        return IsoCalendarDate(year, week + 1, day + 1)

    def replace(self, year=None, month=None, day=None):
        """Return date with new specified fields."""
        return type(self)(self._year if year is None else year, self._month if month is None else month,
                          self._day if day is None else day)

    def _key(self):
        return self._year, self._month, self._day

    def _comparable(self, other):
        return isinstance(other, date) and not isinstance(other, datetime)

    def __eq__(self, other):
        return self._key() == other._key() if self._comparable(other) else NotImplemented

    def __lt__(self, other):
        return self._key() < other._key() if self._comparable(other) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if self._comparable(other) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if self._comparable(other) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if self._comparable(other) else NotImplemented

    def __hash__(self):
        return hash(self._key())

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        ordinal = self.toordinal() + other.days
        if not 0 < ordinal <= _MAX_ORDINAL:
            raise OverflowError('date value out of range')
        return type(self).fromordinal(ordinal)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def __reduce__(self):
        return self.__class__, self._key()


date.min, date.max, date.resolution = date(1, 1, 1), date(9999, 12, 31), timedelta(days=1)


class time:
    """time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object"""

    __slots__ = ('_hour', '_minute', '_second', '_microsecond', '_tzinfo', '_fold')

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        self = object.__new__(cls)
        (self._hour, self._minute, self._second, self._microsecond,
         self._fold) = _check_time(hour, minute, second, microsecond, fold)
        _check_tzinfo(tzinfo)
        self._tzinfo = tzinfo
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    @classmethod
    def fromisoformat(cls, text, /):
        """string -> time from a string in ISO 8601 format"""
        if not isinstance(text, str):
            raise TypeError('fromisoformat: argument must be str')
        try:
            fields, tz = _read_time(text.removeprefix('T'))
        except ValueError:
            raise ValueError(f'Invalid isoformat string: {text!r}') from None
        return cls(*fields, tz)

    def _fields(self):
        return self._hour, self._minute, self._second, self._microsecond

    def utcoffset(self):
        """Return self.tzinfo.utcoffset(self)."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.utcoffset(None)
        _check_offset('utcoffset', offset)
        return offset

    def tzname(self):
        """Return self.tzinfo.tzname(self)."""
        return None if self._tzinfo is None else self._tzinfo.tzname(None)

    def dst(self):
        """Return self.tzinfo.dst(self)."""
        return None if self._tzinfo is None else self._tzinfo.dst(None)

    def isoformat(self, timespec='auto'):
        """Return string in ISO 8601 format, [HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM]."""
        return _format_time(*self._fields(), timespec) + _format_offset(self.utcoffset())

    __str__ = isoformat

    def strftime(self, format):
        """format -> strftime() style string."""
        return _strftime(self, format, (1900, 1, 1, self._hour, self._minute, self._second, 0, 1, -1))

    def __format__(self, format):
        return self.strftime(format) if format else str(self)

    def __repr__(self):
        shown = [self._hour, self._minute]
        if self._second or self._microsecond:
            shown.append(self._second)
        if self._microsecond:
            shown.append(self._microsecond)
        if self._tzinfo is not None:
            shown.append(f'tzinfo={self._tzinfo!r}')
        if self._fold:
            shown.append('fold=1')
        return f"{_qualified(self)}({', '.join(map(str, shown))})"

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *, fold=None):
        """Return time with new specified fields."""
        given = (hour, minute, second, microsecond)
        fields = [old if new is None else new for new, old in zip(given, self._fields())]
        return type(self)(*fields, self._tzinfo if tzinfo is True else tzinfo,
                          fold=self._fold if fold is None else fold)

    def _microseconds(self):
        """Since midnight, in UTC if there is an offset."""
        total = ((self._hour * 60 + self._minute) * 60 + self._second) * 1_000_000 + self._microsecond
        offset = self.utcoffset()
        return total if offset is None else total - offset._total()

    def _order(self, other):
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            raise TypeError("can't compare offset-naive and offset-aware times")
        return self._microseconds(), other._microseconds()

    def __eq__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        try:
            a, b = self._order(other)
        except TypeError:
            return False
        return a == b

    def __lt__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        a, b = self._order(other)
        return a < b

    def __le__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        a, b = self._order(other)
        return a <= b

    def __gt__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        a, b = self._order(other)
        return a > b

    def __ge__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        a, b = self._order(other)
        return a >= b

    def __hash__(self):
        return hash(self._microseconds())

    def __reduce__(self):
        return self.__class__, (*self._fields(), self._tzinfo)


time.min, time.max = time(0, 0, 0), time(23, 59, 59, 999999)
time.resolution = timedelta(microseconds=1)
_time_class, _tzinfo_class = time, tzinfo


class datetime(date):
    """datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])"""

    __slots__ = ('_hour', '_minute', '_second', '_microsecond', '_tzinfo', '_fold')

    def __new__(cls, year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        self = object.__new__(cls)
        self._year, self._month, self._day = _check_date(year, month, day)
        (self._hour, self._minute, self._second, self._microsecond,
         self._fold) = _check_time(hour, minute, second, microsecond, fold)
        _check_tzinfo(tzinfo)
        self._tzinfo = tzinfo
        return self

    hour, minute, second, microsecond = time.hour, time.minute, time.second, time.microsecond
    tzinfo, fold = time.tzinfo, time.fold

    @classmethod
    def _from_parts(cls, seconds, micro, utc, tz):
        parts = (_time.gmtime if utc else _time.localtime)(seconds)
        return cls(*parts[:5], min(parts[5], 59), micro, tz)

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        """timestamp[, tz] -> tz's local time from POSIX timestamp."""
        _check_tzinfo(tz)
        fraction, seconds = _math.modf(timestamp)
        micro = round(fraction * 1e6)
        seconds, micro = int(seconds) + micro // 1_000_000, micro % 1_000_000
        made = cls._from_parts(seconds, micro, tz is not None, tz)
        return made if tz is None else tz.fromutc(made)

    @classmethod
    def utcfromtimestamp(cls, timestamp):
        """Construct a naive UTC datetime from a POSIX timestamp."""
        _deprecated('utcfromtimestamp', 'fromtimestamp(timestamp, datetime.UTC)')
        return cls.fromtimestamp(timestamp, timezone.utc).replace(tzinfo=None)

    @classmethod
    def now(cls, tz=None):
        """Returns new datetime object representing current time local to tz."""
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def utcnow(cls):
        """Construct a UTC datetime from time.time()."""
        _deprecated('utcnow', 'now(datetime.UTC)')
        return cls.fromtimestamp(_time.time(), timezone.utc).replace(tzinfo=None)

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        """date, time -> datetime with same date and time fields"""
        if not isinstance(date, _date_class):
            raise TypeError(f'combine() argument 1 must be datetime.date, not {type(date).__name__}')
        if not isinstance(time, _time_class):
            raise TypeError(f'combine() argument 2 must be datetime.time, not {type(time).__name__}')
        if tzinfo is True:
            tzinfo = time.tzinfo
        return cls(date.year, date.month, date.day, *time._fields(), tzinfo, fold=time.fold)

    @classmethod
    def fromisoformat(cls, text, /):
        """string -> datetime from a string in most ISO 8601 formats"""
        if not isinstance(text, str):
            raise TypeError('fromisoformat: argument must be str')
        try:
            if len(text) < 7:
                raise ValueError
            length = _date_length(text)
            fields = _read_date(text[:length])
            clock, tz = _read_time(text[length + 1:]) if len(text) > length else ((0, 0, 0, 0), None)
        except ValueError:
            raise ValueError(f'Invalid isoformat string: {text!r}') from None
        return cls(*fields, *clock, tz)

    @classmethod
    def strptime(cls, date_string, format):
        """string, format -> new datetime parsed from a string (like time.strptime())."""
        import _strptime
        fields, micro, offset, name = _strptime._parse(date_string, format)
        tz = None
        if offset is not None:
            tz = timezone(timedelta(microseconds=offset), name) if name else timezone(timedelta(microseconds=offset))
        return cls(*fields[:6], micro, tz)

    def date(self):
        """Return date object with same year, month and day."""
        return _date_class(self._year, self._month, self._day)

    def time(self):
        """Return time object with same time but with tzinfo=None."""
        return _time_class(*self._clock(), fold=self._fold)

    def timetz(self):
        """Return time object with same time and tzinfo."""
        return _time_class(*self._clock(), self._tzinfo, fold=self._fold)

    def _clock(self):
        return self._hour, self._minute, self._second, self._microsecond

    def _key(self):
        return self._year, self._month, self._day, *self._clock()

    def timetuple(self):
        """Return time tuple, compatible with time.localtime()."""
        dst = self.dst()
        return self._timetuple(self._hour, self._minute, self._second, -1 if dst is None else int(bool(dst)))

    def utctimetuple(self):
        """Return UTC time tuple, compatible with time.localtime()."""
        offset = self.utcoffset()
        it = self - offset if offset else self
        return it._timetuple(it._hour, it._minute, it._second, 0)

    def timestamp(self):
        """Return POSIX timestamp as float."""
        if self._tzinfo is None:
            return _time.mktime(self.timetuple()) + self._microsecond / 1e6
        return (self - _EPOCH).total_seconds()

    def astimezone(self, tz=None):
        """tz -> convert to local time in new timezone tz"""
        mine = self._tzinfo
        if tz is None or mine is None or mine.utcoffset(self) is None:
            local = _time.localtime(self.timestamp())
            here = timezone(timedelta(seconds=local.tm_gmtoff), local.tm_zone)
            if tz is None:
                tz = here
            if mine is None or mine.utcoffset(self) is None:
                mine = here
        if tz is mine and self._tzinfo is not None:
            return self
        utc = (self.replace(tzinfo=None) - mine.utcoffset(self.replace(tzinfo=mine))).replace(tzinfo=tz)
        return tz.fromutc(utc)

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None,
                microsecond=None, tzinfo=True, *, fold=None):
        """Return datetime with new specified fields."""
        given = (year, month, day, hour, minute, second, microsecond)
        fields = [old if new is None else new for new, old in zip(given, self._key())]
        return type(self)(*fields, self._tzinfo if tzinfo is True else tzinfo,
                          fold=self._fold if fold is None else fold)

    def utcoffset(self):
        """Return self.tzinfo.utcoffset(self)."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.utcoffset(self)
        _check_offset('utcoffset', offset)
        return offset

    def tzname(self):
        """Return self.tzinfo.tzname(self)."""
        return None if self._tzinfo is None else self._tzinfo.tzname(self)

    def dst(self):
        """Return self.tzinfo.dst(self)."""
        return None if self._tzinfo is None else self._tzinfo.dst(self)

    def isoformat(self, sep='T', timespec='auto'):
        """Return string in ISO 8601 format, YYYY-MM-DDT[HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM]."""
        day = f'{self._year:04d}-{self._month:02d}-{self._day:02d}'
        if timespec == 'auto' and self._tzinfo is None and not self._microsecond:
            return f'{day}{sep}{self._hour:02d}:{self._minute:02d}:{self._second:02d}'
        return f'{day}{sep}{_format_time(*self._clock(), timespec)}{_format_offset(self.utcoffset())}'

    def __str__(self):
        return self.isoformat(sep=' ')

    def __repr__(self):
        shown = list(self._key())
        if shown[-1] == 0:
            del shown[-1]
            if shown[-1] == 0:
                del shown[-1]
        if self._tzinfo is not None:
            shown.append(f'tzinfo={self._tzinfo!r}')
        if self._fold:
            shown.append('fold=1')
        return f"{_qualified(self)}({', '.join(map(str, shown))})"

    def ctime(self):
        """Return ctime() style string."""
        weekday = _DAY_NAMES[self.weekday()]
        return (f'{weekday} {_MONTH_NAMES[self._month]} {self._day:2d} '
                f'{self._hour:02d}:{self._minute:02d}:{self._second:02d} {self._year:04d}')

    def _comparable(self, other):
        return isinstance(other, datetime)

    def _order(self, other):
        """What decides between two: the fields, or the moments when offsets differ."""
        mine, its = self.utcoffset(), other.utcoffset()
        if mine == its:
            return self._key(), other._key()
        if mine is None or its is None:
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        return self._since_epoch() - mine._total(), other._since_epoch() - its._total()

    def _since_epoch(self):
        seconds = (self._hour * 60 + self._minute) * 60 + self._second
        return (self.toordinal() * 86400 + seconds) * 1_000_000 + self._microsecond

    def __eq__(self, other):
        if not isinstance(other, datetime):
            return NotImplemented
        try:
            a, b = self._order(other)
        except TypeError:
            return False
        return a == b

    def __lt__(self, other):
        return self._ordered(other, lambda a, b: a < b)

    def __le__(self, other):
        return self._ordered(other, lambda a, b: a <= b)

    def __gt__(self, other):
        return self._ordered(other, lambda a, b: a > b)

    def __ge__(self, other):
        return self._ordered(other, lambda a, b: a >= b)

    def _ordered(self, other, holds):
        if isinstance(other, datetime):
            return holds(*self._order(other))
        if isinstance(other, _date_class):
            raise TypeError(f"can't compare {_qualified(self)} to {_qualified(other)}")
        return NotImplemented

    def __hash__(self):
        offset = self.utcoffset()
        return hash(self._since_epoch() - (0 if offset is None else offset._total()))

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        days, rest = divmod(self._since_epoch() + other._total(), 86_400_000_000)
        if not 0 < days <= _MAX_ORDINAL:
            raise OverflowError('date value out of range')
        seconds, micro = divmod(rest, 1_000_000)
        minutes, second = divmod(seconds, 60)
        hour, minute = divmod(minutes, 60)
        if type(self) is not datetime:
            return type(self)(*_from_ordinal(days), hour, minute, second, micro, self._tzinfo)
        made = object.__new__(datetime)
        made._year, made._month, made._day = _from_ordinal(days)
        made._hour, made._minute, made._second, made._microsecond = hour, minute, second, micro
        made._tzinfo, made._fold = self._tzinfo, 0
        return made

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + -other
        if not isinstance(other, datetime):
            return NotImplemented
        mine, its = self.utcoffset(), other.utcoffset()
        if (mine is None) != (its is None):
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        delta = self._since_epoch() - other._since_epoch()
        if mine is not None and self._tzinfo is not other._tzinfo:
            delta -= mine._total() - its._total()
        return timedelta._of(delta)

    def __reduce__(self):
        fields = self._key()
        return self.__class__, fields if self._tzinfo is None else (*fields, self._tzinfo)


def _deprecated(name, instead):
    import warnings
    warnings.warn(f'datetime.datetime.{name}() is deprecated and scheduled for removal in a future version. '
                  'Use timezone-aware objects to represent datetimes in UTC: '
                  f'datetime.datetime.{instead}.', DeprecationWarning, stacklevel=3)


_date_class = date
datetime.min, datetime.max = datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
