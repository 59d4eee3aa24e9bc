# A docstring is a value; `pass` and `...` do nothing.
def f():
    """What f does."""
def g(): ...
class C:
    """What C is."""
    pass
print(f.__doc__, f(), g.__doc__, g(), C.__doc__)
print(repr(__doc__))
