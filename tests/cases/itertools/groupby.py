# Groups share the iterator of their groupby.
from itertools import groupby
print([(k, list(g)) for k, g in groupby('AAAABBBCCDAABBB')])
print([k for k, g in groupby('AAAABBBCCDAABBB')])
print([(k, len(list(g))) for k, g in groupby([1, 3, 5, 2, 4, 7], key=lambda x: x % 2)])
groups = groupby([1, 1, 2, 3, 3])
k, first = next(groups)
print(k, next(first))
k, second = next(groups)
print(k, list(first), list(second), [(k, list(g)) for k, g in groups], list(groups))
print([(k, list(g)) for k, g in groupby([], len)])
kept = list(groupby('aab'))
print([(k, list(g)) for k, g in kept])
