# List, set and dict comprehensions, nested and filtered.
print([x * x for x in range(5)])
print({x % 3 for x in range(10)} == {0, 1, 2})
print({k: v for k, v in zip("abc", range(3))})
print([(x, y) for x in range(3) for y in "ab" if x])
print([[y * x for y in range(3)] for x in range(3)])
print([x for x in range(20) if x % 2 if x % 3])
print([x for row in [[1, 2], [3]] for x in row])
print([a + b for a, (b, c) in [(1, (2, 3))]])
