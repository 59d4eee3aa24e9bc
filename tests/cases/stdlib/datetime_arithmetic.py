# Dates, times and differences between them.
from datetime import date, datetime, timedelta

d = datetime(2024, 2, 29, 12, 30, 45, 123)
print(d, repr(d), d + timedelta(days=366), d - timedelta(hours=13), d.replace(year=2000))
print(date(2024, 1, 31) - date(2023, 12, 25), date(2024, 3, 1) - timedelta(1), d - datetime(2024, 1, 1))
print(timedelta(1.5, hours=-3), repr(timedelta(-1, 5)), timedelta(hours=1) / 3, timedelta(seconds=100) // 7)
print(timedelta(days=1) % timedelta(hours=7), divmod(timedelta(1), timedelta(hours=7)), timedelta(microseconds=1.5))
print(timedelta(days=1).total_seconds(), 3 * timedelta(1), timedelta(1) * 0.5, -timedelta(1), abs(timedelta(-1)))
print(timedelta.max, timedelta.min, bool(timedelta()), timedelta(1) == timedelta(hours=24))
print(sorted([date(2024, 5, 1), date(2023, 1, 1)]), max(timedelta(1), timedelta(2)), hash(d) == hash(d.replace()))
print(d.isocalendar(), d.toordinal(), date.fromordinal(738000), d.weekday(), d.isoweekday(), d.timetuple()[:8])
