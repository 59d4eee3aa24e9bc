# Dates and times as text, and out of text.
from datetime import date, datetime, time, timedelta, timezone

d = datetime(2024, 2, 29, 12, 30, 45, 123)
print(d.strftime('%Y-%m-%d %H:%M:%S.%f %j %a %B %%'), f'{d:%d/%m/%y}', d.isoformat(timespec='minutes'), d.ctime())
for text in ('2024-01-02T03:04:05.6+05:30', '2024-01-02', '20240102T030405', '2024-W01-3', '2024-01-02 03:04',
             '2024-01-02T03:04:05Z', 'garbage', '2024-13-01'):
    try:
        print(repr(datetime.fromisoformat(text)))
    except ValueError as error:
        print(error)
print(datetime.strptime('2024-03-05 14:22:01.5 +0230', '%Y-%m-%d %H:%M:%S.%f %z'))
print(datetime.strptime('Mar 7, 99', '%b %d, %y'), repr(time(1, 2, 3, 4)), time.fromisoformat('04:05:06'))
for text, format in (('x', '%Y'), ('2024 more', '%Y'), ('2024', '%Q')):
    try:
        datetime.strptime(text, format)
    except ValueError as error:
        print(error)
