"""Time zones, out of the system's files.

    ZoneInfo('Europe/Berlin').utcoffset(datetime(2024, 7, 1))

A zone is a list of times at which its offset changes, and a rule for what comes after the last of them.
"""

import bisect
import collections
import weakref

from datetime import datetime, tzinfo

from zoneinfo import _tzpath
from zoneinfo._tzpath import InvalidTZPathWarning, ZoneInfoNotFoundError, available_timezones, reset_tzpath

__all__ = ['ZoneInfo', 'reset_tzpath', 'available_timezones', 'TZPATH', 'ZoneInfoNotFoundError', 'InvalidTZPathWarning']



def __getattr__(name):
    if name == 'TZPATH':
        return _tzpath.TZPATH
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


def _seconds(moment):
    """The seconds since 1970, whatever the zone."""
    return (moment.toordinal() - 719163) * 86400 + moment.hour * 3600 + moment.minute * 60 + moment.second


class ZoneInfo(tzinfo):
    """A zone by its name, the same object each time."""

    _strong_cache_size = 8
    _strong_cache, _weak_cache = collections.OrderedDict(), weakref.WeakValueDictionary()

    def __init_subclass__(cls):
        cls._strong_cache, cls._weak_cache = collections.OrderedDict(), weakref.WeakValueDictionary()

    def __new__(cls, key):
        made = cls._weak_cache.get(key)
        if made is None:
            made = cls._weak_cache.setdefault(key, cls._load(key))
            made._cached = True
        # Some are kept although nobody uses them.
        cls._strong_cache[key] = cls._strong_cache.pop(key, made)
        if len(cls._strong_cache) > cls._strong_cache_size:
            cls._strong_cache.popitem(last=False)
        return made

    @classmethod
    def _load(cls, key):
        made = super().__new__(cls)
        made.key, made._file = key, None
        with _tzpath.open_zone(key) as file:
            made._read(file)
        return made

    @classmethod
    def no_cache(cls, key):
        """A new object for a zone."""
        made = cls._load(key)
        made._cached = False
        return made

    @classmethod
    def from_file(cls, fobj, /, key=None):
        """A zone out of a file; it can't be pickled."""
        made = super().__new__(cls)
        made.key, made._cached, made._file = key, False, repr(fobj)
        made._read(fobj)
        return made

    @classmethod
    def clear_cache(cls, *, only_keys=None):
        """Forgets zones, so that their files are read again."""
        if only_keys is None:
            cls._weak_cache.clear()
            cls._strong_cache.clear()
        else:
            for key in only_keys:
                cls._weak_cache.pop(key, None)
                cls._strong_cache.pop(key, None)

    def _read(self, file):
        from zoneinfo import _tzif
        self._times, self._kinds, self._first, self._after = _tzif.read(file)
        # Local times of the changes, for fold 0 and fold 1: a gap and a fold both lie between the two.
        self._local = [], []
        before = self._first
        for moment, kind in zip(self._times, self._kinds):
            for times, choose in zip(self._local, (max, min)):
                times.append(moment + choose(before.seconds, kind.seconds))
            before = kind
        self._rule = self._after if hasattr(self._after, 'at_local') else None
        self._fixed = not self._times and self._rule is None

    # --- what a datetime asks ---

    def _kind(self, moment):
        """What holds at a local time; without one, what always holds."""
        if moment is None:
            return self._after if self._fixed else None
        at, times = _seconds(moment), self._local[moment.fold]
        if not times or at > times[-1]:
            return self._after if self._rule is None else self._rule.at_local(at, moment.year, moment.fold)
        place = bisect.bisect_right(times, at)
        return self._kinds[place - 1] if place else self._first

    def utcoffset(self, dt, /):
        """How far the zone is ahead of UTC."""
        kind = self._kind(dt)
        return None if kind is None else kind.offset

    def dst(self, dt, /):
        """How much of that is summer time."""
        kind = self._kind(dt)
        return None if kind is None else kind.dst

    def tzname(self, dt, /):
        """The abbreviation."""
        kind = self._kind(dt)
        return None if kind is None else kind.name

    def fromutc(self, dt, /):
        """The local time of a time that is UTC's."""
        if not isinstance(dt, datetime):
            raise TypeError('fromutc() requires a datetime argument')
        if dt.tzinfo is not self:
            raise ValueError('dt.tzinfo is not self')
        at = _seconds(dt)
        place = bisect.bisect_right(self._times, at)
        if self._rule is not None and (not self._times or at > self._times[-1]):
            kind, fold = self._rule.at_utc(at, dt.year)
        elif not place:
            kind, fold = self._first if self._times else self._after, False
        else:
            kind = self._kinds[place - 1]
            before = self._kinds[place - 2] if place > 1 else self._first
            fold = before.seconds - kind.seconds > at - self._times[place - 1]
        made = dt + kind.offset
        return made.replace(fold=1) if fold else made

    def __str__(self):
        return f'{self.key}' if self.key is not None else repr(self)

    def __repr__(self):
        if self.key is not None:
            return f'{self.__class__.__module__}.{self.__class__.__qualname__}(key={self.key!r})'
        return f'{self.__class__.__module__}.{self.__class__.__qualname__}.from_file({self._file})'

    def __reduce__(self):
        if self._file is not None:
            import pickle
            raise pickle.PicklingError('Cannot pickle a ZoneInfo file created from a file stream.')
        return self.__class__._unpickle, (self.key, self._cached)

    @classmethod
    def _unpickle(cls, key, by_cache, /):
        return cls(key) if by_cache else cls.no_cache(key)
