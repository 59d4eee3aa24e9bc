import copy
import itertools as it

for make in (
    lambda: it.count(3, 2), lambda: it.cycle('ab'), lambda: it.repeat(1, 4), lambda: it.chain([1, 2], [3]),
    lambda: it.accumulate([1, 2, 3]), lambda: it.islice(range(9), 1, 8, 2), lambda: it.product('ab', [1, 2]),
    lambda: it.permutations('abc', 2), lambda: it.combinations('abcd', 2),
    lambda: it.combinations_with_replacement('ab', 2), lambda: it.zip_longest('ab', 'c'),
):
    first = make()
    next(first)
    second = copy.copy(first)
    print(type(second).__name__, list(it.islice(second, 4)))

first = it.product('ab', [1, 2])
next(first)
second = copy.copy(first)
print(list(first), list(second))
try:
    it.count('a')
except TypeError as error:
    print(error)
try:
    list(it.takewhile(None, 'a'))
except TypeError as error:
    print(error)
