# Of an expression of several lines, the first is marked.
def f(*a): return 1 / len(a[0])
value = f(
    [],
    2,
)
