# raise of a class, an instance, again, and of what is none.
def attempt(f):
    try:
        f()
    except BaseException as error:
        print(type(error).__name__, error.args)
def a(): raise ValueError
def b(): raise ValueError("x", 1)
def c():
    try:
        raise KeyError("k")
    except KeyError:
        raise
def d(): raise 5
def e(): raise int
def f(): raise
def g():
    class E(Exception):
        def __init__(self, n): super().__init__(n * 2)
    raise E(4)
for x in (a, b, c, d, e, f, g):
    attempt(x)
