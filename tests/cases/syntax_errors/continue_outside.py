# continue needs a loop.
def f():
    continue
