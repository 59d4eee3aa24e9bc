# Counts in the messages of built-in functions: names that nobody knows come after too many arguments.
import itertools
import math


def show(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except TypeError as error:
        print(error)


show(enumerate, [], 1, x=2)
show(enumerate, [], x=2)
show(int.from_bytes, b'', 'big', 1)
show(int.from_bytes, b'', 'big', 1, 2)
show('a'.splitlines, keepends=1, x=2)
show('a'.splitlines, x=2)
show(int, '1', base=2, reverse=3)
show(itertools.combinations, [], 1, 2)
show(math.prod, [], 2)
show(math.prod)
show(math.isclose, 1, 2, 3)
show(sorted, 1, 2, 3)
show(memoryview, b'', 2)
show(pow, 1, 2, mod=3, x=4)
show('a'.split, sep=1, maxsplit=2, x=3)
