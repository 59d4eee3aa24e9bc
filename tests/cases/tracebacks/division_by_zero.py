# The operator stands out.
def f(a, b):
    return a + b / 0
f(1, 2)
