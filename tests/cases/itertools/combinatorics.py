# Products, permutations, combinations: all in the order of the places.
from itertools import *
print(list(product('ab', [1, 2])), list(product([0, 1], repeat=2)), list(product()), list(product('ab', [])))
print(list(permutations('abc')), list(permutations('abcd', 2)), list(permutations([1, 2], 3)), list(permutations([])))
print(list(combinations('abcd', 2)), list(combinations(range(4), 3)), list(combinations('ab', 3)), list(combinations('ab', 0)))
print(list(combinations_with_replacement('abc', 2)), list(combinations_with_replacement('', 1)), list(combinations_with_replacement('ab', 3)))
print(len(list(permutations(range(6)))), sum(1 for _ in product(range(4), repeat=5)), sum(1 for _ in combinations(range(12), 5)))
print(list(permutations(range(4), 3))[-5:])
it = combinations([1, 2, 3], 2)
print(next(it), list(it), list(it))
