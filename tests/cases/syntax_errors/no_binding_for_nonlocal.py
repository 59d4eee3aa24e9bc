# The variable must exist.
def f():
    nonlocal zz
