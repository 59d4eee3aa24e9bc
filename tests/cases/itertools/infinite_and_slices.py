# islice, count, cycle, repeat, and how they show themselves.
from itertools import *
print(list(islice(count(3), 4)), list(islice(count(1.5, 0.25), 3)), list(islice(count(10, -3), 4)))
print(count(3), count(3, 2), repeat('x'), repeat('x', 4))
print(list(islice(cycle('abc'), 8)), list(cycle([])))
print(list(repeat(7, 3)), list(map(pow, range(5), repeat(2))), list(repeat(1, -1)))
print(list(islice('abcdefg', 2)), list(islice('abcdefg', 2, 4)), list(islice('abcdefg', 2, None)), list(islice('abcdefg', 0, None, 2)))
it = iter(range(20))
print(list(islice(it, 3)), list(islice(it, 2, 8, 3)), next(it))
for bad in [(-1,), ('x',), (0, 5, 0), (), (1, 2, 3, 4)]:
    try:
        islice([1, 2], *bad)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
print(next(count(2**70)), list(islice(count(2**62 - 1), 3)))
