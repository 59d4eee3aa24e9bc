# Offsets from UTC.
from datetime import datetime, timedelta, timezone

east = timezone(timedelta(hours=-5), 'EST')
d = datetime(2020, 1, 1, tzinfo=east)
print(d, repr(d), d.astimezone(timezone.utc), d.tzname(), d.utcoffset(), d.timestamp())
print(d == datetime(2020, 1, 1, 5, tzinfo=timezone.utc), timezone.utc, repr(timezone(timedelta(minutes=90))))
print(datetime.fromtimestamp(0, timezone.utc), d - datetime(2020, 1, 1, tzinfo=timezone.utc))
for wrong in (lambda: datetime.now() < datetime.now(timezone.utc), lambda: timezone(timedelta(2)),
              lambda: datetime.now() - datetime.now(timezone.utc)):
    try:
        wrong()
    except (TypeError, ValueError) as error:
        print(error)
