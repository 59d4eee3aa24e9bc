# Sets: algebra and comparison.
a, b = {1, 2, 3}, {2, 3, 4}
print(sorted(a | b), sorted(a & b), sorted(a - b), sorted(a ^ b), a <= {1, 2, 3, 4}, a < a, a == {3, 2, 1}, a.isdisjoint({9}))
a.add(5); a.discard(1); a.discard(100); a.update([7, 8]); a -= {7}
print(sorted(a), len(a), 5 in a, 1 not in a)
try:
    a.remove(100)
except KeyError as error:
    print(repr(error))
print(sorted(a.union([1], (2,))), sorted(a.intersection([5, 8])), a.issuperset({5}), set(), {1}, frozenset([1]), len(set("hello")))
f = frozenset("ab")
print(f == {"a", "b"}, {f: 1}[frozenset("ba")], sorted(f | {"c"}), {1, 1.0, True})
