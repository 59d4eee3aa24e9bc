"""Raising and catching, through a level or three."""


class Refused(Exception):
    pass


def check(i):
    if i % 3 == 0:
        raise Refused(i)
    if i % 3 == 1:
        return {}["missing"]
    return i


def middle(i):
    try:
        return check(i)
    finally:
        pass


total = 0
for i in range(600_000):
    try:
        total += middle(i)
    except Refused:
        total -= 1
    except KeyError:
        total -= 2
print(total)
