# Messages name the module of a class where CPython has the class in C.
from collections import OrderedDict, defaultdict
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal


class Mine(date):
    pass


for make in (
    lambda: Decimal(1) + 1.5, lambda: OrderedDict() + 1, lambda: defaultdict(int) < 1, lambda: timedelta(1) + 1,
    lambda: date(2024, 1, 1).foo, lambda: datetime(2024, 1, 1) + datetime(2024, 1, 1), lambda: len(timedelta(1)),
    lambda: timedelta(1)(), lambda: [1][date(2024, 1, 1)], lambda: 'a' + time(1), lambda: sorted([date(2024, 1, 1), 3]),
    lambda: int(timedelta(1)), lambda: ''.join([time(1)]), lambda: -timezone.utc, lambda: iter(Decimal(1)),
    lambda: Mine(2024, 1, 1) + 1, lambda: Mine(2024, 1, 1).foo,
):
    try:
        make()
    except (TypeError, AttributeError) as error:
        print(error)
