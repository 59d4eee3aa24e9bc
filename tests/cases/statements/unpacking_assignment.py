# Sequences are taken apart, with at most one star.
a, b = 1, 2
a, b = b, a
print(a, b)
(c, d), e = [3, 4], 5
print(c, d, e)
first, *middle, last = range(6)
print(first, middle, last)
*init, last = "ab"
print(init, last)
[x, [y, *z]] = 1, "pqr"
print(x, y, z)
a = b = c = []
a.append(1)
print(b, c)
i = 0
l = [0, 0]
i, l[i] = 1, 9
print(i, l)
