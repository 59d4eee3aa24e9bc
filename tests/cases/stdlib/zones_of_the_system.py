# zoneinfo: zones out of the system's files.
import pickle
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

berlin = ZoneInfo('Europe/Berlin')
print(berlin, repr(berlin), berlin is ZoneInfo('Europe/Berlin'), ZoneInfo.no_cache('UTC') is ZoneInfo('UTC'))
for year, month in (1950, 1), (2024, 1), (2024, 7), (2060, 7):
    when = datetime(year, month, 1, 12, tzinfo=berlin)
    print(when, when.tzname(), when.dst(), when.astimezone(timezone.utc))
for when in datetime(2024, 10, 27, 2, 30), datetime(2024, 3, 31, 2, 30), datetime(2055, 10, 31, 2, 30):
    print([(when.replace(tzinfo=berlin, fold=fold).isoformat(), when.replace(tzinfo=berlin, fold=fold).tzname())
           for fold in (0, 1)])
hour = datetime(2024, 10, 26, 23, tzinfo=timezone.utc)
for step in range(4):
    local = (hour + timedelta(hours=step)).astimezone(berlin)
    print(local, local.fold)
for key in 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe':
    print([datetime(2024, month, 1, tzinfo=ZoneInfo(key)).utcoffset() for month in (1, 7)])
print(pickle.loads(pickle.dumps(berlin)) is berlin, ZoneInfo('UTC').utcoffset(None), berlin.utcoffset(None))
for key in 'No/Such', '/etc/passwd', '../up':
    try:
        ZoneInfo(key)
    except (ZoneInfoNotFoundError, ValueError) as error:
        print(error)
