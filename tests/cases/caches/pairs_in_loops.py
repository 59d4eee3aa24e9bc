"""Loops that take pairs apart: the iterators may be short, empty, strict, nested or changed on the way."""


def show(pairs):
    seen = []
    for a, b in pairs:
        seen.append((a, b))
    return seen


print(show(enumerate("abc")), show(enumerate([], 5)), show(enumerate("xy", 2**62 - 1)))
print(show(zip([1, 2, 3], "ab")), show(zip("ab", [1, 2, 3])), show(zip([], "a")))
print(show({"k": 1, "l": 2}.items()), show({}.items()))
print(show(zip(zip([1, 2], [3, 4]), enumerate("ab"))))
try:
    show(zip([1, 2], [3], strict=True))
except ValueError as error:
    print(error)
for wrong in (zip([1], [2], [3]), enumerate, [(1, 2, 3)], ["abc"]):
    try:
        show(wrong)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
items = zip([1, 2, 3], [4, 5, 6])
for pair in items:
    a, b = pair
    print(pair, a, b)
table = {1: 1}
try:
    for key, value in table.items():
        table[key + 1] = value
except RuntimeError as error:
    print(error)
iterator = iter([10, 20, 30])
print([(a, b) for a, b in zip(iterator, iterator)], next(iterator, "spent"))
