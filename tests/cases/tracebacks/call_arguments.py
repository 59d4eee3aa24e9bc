# A call is marked from the function's name on.
def f(a): pass
result = [1, f(1, 2), 3]
