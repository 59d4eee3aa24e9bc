# A comprehension has no level of its own.
def f(items):
    return [10 // item for item in items]
f([1, 0])
