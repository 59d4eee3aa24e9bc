# The target of a loop is any target.
pairs = [(1, "one"), (2, "two")]
for n, name in pairs:
    print(n, name)
for i, (a, *rest) in enumerate([(1, 2, 3), (4,)]):
    print(i, a, rest)
d = {}
for d["k"] in range(3):
    pass
print(d)
class A: pass
a = A()
for a.x, a.y in [(1, 2), (3, 4)]:
    print(a.x, a.y)
