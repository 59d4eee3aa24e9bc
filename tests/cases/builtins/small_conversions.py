# Which of several wrong arguments is told of, and what is a number to whom.
import operator
from fractions import Fraction
from itertools import islice


def attempt(f):
    try:
        print(repr(f()))
    except Exception as error:
        print(type(error).__name__, error)


class Half(float):
    def __index__(self):
        return 9


class Ratio:
    def as_integer_ratio(self):
        return 1, 2


attempt(lambda: int(Half(2.5)))
attempt(lambda: int(memoryview(b'12'), 10))
attempt(lambda: int(bytearray()))
attempt(lambda: int(memoryview(b'x')))
attempt(lambda: 'abc'.find(3, 'x'))
attempt(lambda: 'abc'.count(3, None, []))
attempt(lambda: b'abc'.rindex('x', 'y'))
attempt(lambda: operator.length_hint(True, False))
attempt(lambda: islice(3, {}))
attempt(lambda: islice(3, 1, -1))
attempt(lambda: islice(3, 1))
attempt(lambda: Fraction(Ratio()))
attempt(lambda: Fraction(int))
attempt(lambda: memoryview(b'a') < bytearray(b'b'))
attempt(lambda: bytearray(b'b') >= memoryview(b'b'))
attempt(lambda: memoryview(b'a') < memoryview(b'b'))


class Joined(list):
    def __radd__(self, other):
        return 'reflected'


class More(Joined):
    pass


print(Joined([1]) + More([2]), [0] + More([3]))


class Declines(int):
    def __divmod__(self, other):
        return NotImplemented


print(divmod(Declines(7), 2), divmod(7, Declines(2)))


class Truncates(str):
    def __trunc__(self):
        return 5


attempt(lambda: '%d' % Truncates('5'))
