"""Named arguments whose names are made at run time, positional-only twins, and many of them."""


def f(a, b=2, /, c=3, *, d=4, **rest):
    return a, b, c, d, rest


name = "".join(["c"])
print(f(1, c=30), f(1, **{name: 31}), f(1, a=5, b=6), f(1, 2, d=40, e=5))
many = {f"k{i}": i for i in range(20)}
print(f(1, **many)[4] == many, f(*[1, 2], *[3], **{"d": 9}))


def g(a, b, c, d, e, f, g, h, i, j):
    return [a, b, c, d, e, f, g, h, i, j]


print(g(j=10, i=9, h=8, g=7, f=6, e=5, d=4, c=3, b=2, a=1))
for wrong in (lambda: f(), lambda: f(1, c=1, **{"c": 2}), lambda: f(1, 2, 3, c=3), lambda: g(1, 2, z=3), lambda: f(1, 2, 3, 4)):
    try:
        wrong()
    except TypeError as error:
        print(error)
