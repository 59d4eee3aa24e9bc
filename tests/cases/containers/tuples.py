# Tuples: literals, operations, comparison.
t = (1, 2, 3)
print(t, (), (1,), 1, t[0], t[-1], t[1:], t + (4,), t * 2, len(t), 2 in t, t.index(3), t.count(1))
print((1, 2) < (1, 3), (1, 2) == (1, 2), hash((1, 2)) == hash((1, 2)), {(1, 2): "k"}[1, 2], tuple("ab"), tuple([1]))
try:
    t[0] = 5
except TypeError as error:
    print(error)
a = 1, 2
print(a, type(a).__name__, ((1, 2), (3,)), (None, "x", 1.5))
