# PEP 479: StopIteration inside a generator is an error.
def g():
    yield 1
    raise StopIteration("oops")
try:
    list(g())
except RuntimeError as error:
    print(error, repr(error.__cause__))
