# The iterators that pass items on, or not.
from itertools import *
print(list(chain('ab', [1, 2], ())), list(chain.from_iterable(['xy', 'z'])), list(chain()))
print(list(compress('ABCDEF', [1, 0, 1, 0, 1, 1])))
print(list(dropwhile(lambda x: x < 5, [1, 4, 6, 4, 1])), list(takewhile(lambda x: x < 5, [1, 4, 6, 4, 1])))
print(list(filterfalse(lambda x: x % 2, range(10))), list(filterfalse(None, [0, 1, '', 'a'])))
print(list(pairwise('ABCDEFG')), list(pairwise('A')), list(pairwise('')))
print(list(starmap(pow, [(2, 5), (3, 2), (10, 3)])), list(starmap(lambda *a: a, [[1, 2], 'ab'])))
print(list(zip_longest('ABCD', 'xy', fillvalue='-')), list(zip_longest([1], [])), list(zip_longest()))
print(list(batched('ABCDEFG', 3)), list(batched('', 3)))
print(list(accumulate([1, 2, 3, 4, 5])), list(accumulate([1, 2, 3, 4], lambda a, b: a * b)), list(accumulate([1, 2], initial=100)), list(accumulate([])), list(accumulate('abc')))
print(list(accumulate([3, 1, 4, 1, 5], max)), list(accumulate([5, 2], func=min, initial=None)))
a, b = tee([1, 2, 3])
print(next(a), next(a), list(b), list(a), tee('x', 0), [list(t) for t in tee(iter('ab'), 3)])
for make in [lambda: batched('ab', 0), lambda: tee([], -1), lambda: chain.from_iterable(3), lambda: list(chain([1], 2)), lambda: starmap(pow), lambda: list(starmap(pow, [3])), lambda: compress([1]), lambda: pairwise(), lambda: product(repeat=-1), lambda: combinations('ab', -1), lambda: permutations('ab', 'x'), lambda: accumulate(), lambda: repeat()]:
    try:
        print(make())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print(type(chain()).__name__, type(chain()).__module__, chain, isinstance(count(), count))
class Sub(chain):
    pass
print(list(Sub('ab', 'c')), type(Sub()).__name__)
