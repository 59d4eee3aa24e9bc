import os.path as path
from sys import argv


def values(a, b, *args, **kwargs):
    x = a + b * 2 - 1
    x = x[1:b].attr
    x += 60 * 60 * 24
    a, b = b, a
    a, *b = x
    y = a.method(b, key=1)
    z = print(x, *args, sep="", **kwargs)
    w = f"{x!r:>{y}} and {z}"
    print((x := 5) + x)
    del a, x[0], y.attr
    if w:
        del b
    return [a, *b], {1: 2, **kwargs}, {a, b}, (1, 2, (3, -4))
