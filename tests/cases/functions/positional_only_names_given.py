# All positional-only parameters that were given by name are listed, in their order.
def f(a=0, b=1, c=2, /, d=3):
    return (a, b, c, d)


def g(a, /, **named):
    return (a, named)


for act in (lambda: f(c=1, a=2), lambda: f(z=1, b=2), lambda: f(z=1), lambda: g(1, a=2), lambda: f(d=1, c=2), lambda: f(1, d=2, e=3)):
    try:
        print(act())
    except TypeError as error:
        print(error)
