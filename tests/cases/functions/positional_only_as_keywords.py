# All positional-only parameters that were named are listed.
def f(a, b, /, c): pass


for arguments in (dict(a=1, b=2, c=3), dict(b=1, d=4), dict(d=4)):
    try:
        f(1, 2, **arguments)
    except TypeError as error:
        print(error)
