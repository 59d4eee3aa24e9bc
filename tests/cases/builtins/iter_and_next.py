# iter with a sentinel, next with a default.
it = iter([1, 2])
print(next(it), next(it), next(it, "end"))
values = iter([3, 2, 0, 5])
print(list(iter(lambda: next(values), 0)))
it = iter("ab")
print(iter(it) is it, it.__next__(), list(it), list(it))
print(next((x for x in range(10) if x > 5), None), type(iter([])).__name__, type(iter({})).__name__, type(iter("")).__name__)
