# Generator expressions are lazy, their first iterable is not.
g = (x * x for x in range(4) if x % 2 == 0)
print(next(g), list(g))
try:
    (x for x in 5)
except TypeError as error:
    print(error)
n = 2
h = (n * i for i in range(3))
n = 10
print(list(h))
print(sum(i * j for i in range(3) for j in range(i)), max((len(w), w) for w in ["a", "bbb", "cc"]))
print("".join(c.upper() for c in "abc"), dict((i, i * i) for i in range(3)))
