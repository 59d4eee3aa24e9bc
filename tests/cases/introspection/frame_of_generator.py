# A generator's frame can be looked at while it waits, and what it delegates to.
def inner():
    yield 'inner'


def outer():
    x = 1
    yield x
    y = 2
    yield from inner()


it = outer()
print(it.gi_frame.f_locals, it.gi_yieldfrom)
next(it)
print(it.gi_frame.f_locals, it.gi_frame.f_lineno)
next(it)
print(it.gi_frame.f_locals, type(it.gi_yieldfrom).__name__)
print(list(it), it.gi_frame)
