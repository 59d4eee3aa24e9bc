# len, enumerate, zip, map, filter, reversed, sorted, sum, min, max, any, all.
print(len("abc"), len({1: 2}), list(enumerate("ab")), list(enumerate("ab", 5)), list(zip([1, 2], "ab", (True, False))), list(zip()), list(zip([1], [])))
print(list(map(str, [1, 2])), list(map(lambda a, b: a * b, [1, 2], [3, 4, 5])), list(filter(None, [0, 1, "", "a"])), list(filter(lambda x: x > 1, [1, 2, 3])), list(reversed([1, 2])))
print(sum([1, 2]), sum([1.5, 2]), sum([[1], [2]], []), sum((), 5), min(3, 1), max([1, 5, 2]), min("b", "a"), max([], default="none"), max("aa", "b", key=len), min([(2, 1), (1, 9)]))
print(any([0, 1]), all([1, 0]), any([]), all([]), sorted([3, 1]), sorted("ba", reverse=True))
print(list(zip(*[(1, 2), (3, 4)])), dict(zip("ab", [1, 2])), next(zip([1], [2])))
try:
    list(zip([1], [1, 2], strict=True))
except ValueError as error:
    print(error)
