# Locals first.
def f():
    some_value = 1
    return sone_value
f()
