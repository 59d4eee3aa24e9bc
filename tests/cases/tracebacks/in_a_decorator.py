# Decorators run where they stand.
def deco(f):
    raise TypeError("no decoration")

@deco
def g():
    pass
