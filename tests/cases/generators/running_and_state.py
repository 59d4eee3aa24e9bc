# A generator that runs can't be resumed.
def g():
    try:
        next(it)
    except ValueError as error:
        yield str(error)
it = g()
print(next(it))
it = (x for x in [1])
print(iter(it) is it, it.gi_running, next(it))
print(type(it).__name__, it.__name__)
