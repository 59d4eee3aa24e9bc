# Dates that do not exist.
from datetime import date, datetime, time, timedelta

for wrong in (lambda: datetime(2024, 2, 30), lambda: date(0, 1, 1), lambda: date(2024, 13, 1), lambda: time(25),
              lambda: datetime(2024, 1, 1, 1, 60), lambda: date.max + timedelta(1), lambda: timedelta(10 ** 10),
              lambda: timedelta('x'), lambda: datetime.combine(1, 2), lambda: date.fromisocalendar(2024, 54, 1)):
    try:
        wrong()
    except (TypeError, ValueError, OverflowError) as error:
        print(type(error).__name__, error)
