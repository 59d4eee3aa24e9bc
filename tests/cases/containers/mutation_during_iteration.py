# Iterators over things that change.
l = [1, 2, 3, 4]
for x in l:
    if x == 2: l.remove(x)
print(l)
it = iter([1, 2])
print(list(it), list(it))
d = dict.fromkeys(range(3))
for k in list(d): del d[k]
print(d)
l = [1, 2, 3]
it = iter(l)
next(it); l.clear()
print(list(it), next(iter(it), "default"))
l = list(range(5))
print([l.pop() for _ in range(3)], l)
