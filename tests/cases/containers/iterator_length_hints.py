from collections import deque
from itertools import repeat
from operator import length_hint


def hints(iterator):
    first = length_hint(iterator)
    next(iterator)
    return first, length_hint(iterator)


table = dict.fromkeys('abc')
print(hints(iter([1, 2])), hints(reversed([1, 2])), hints(iter('añb')), hints(iter(range(0, 10, 3))))
print(hints(iter(table)), hints(iter(table.items())), hints(iter({1, 2})), hints(repeat(1, 5)))
print(hints(reversed(range(4))), hints(iter(b'ab')), hints(iter(())) if () else length_hint(iter(())))
