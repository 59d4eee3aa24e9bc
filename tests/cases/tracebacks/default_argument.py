# Defaults are evaluated at the def.
def f(a, b=[][1]):
    pass
