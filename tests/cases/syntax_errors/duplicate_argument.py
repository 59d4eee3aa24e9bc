# Parameters have different names.
def f(a, b, a): pass
