# A re-raised exception keeps its levels.
def f():
    1 / 0
def g():
    try:
        f()
    except ZeroDivisionError as error:
        raise
g()
