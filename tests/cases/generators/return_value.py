# `return` in a generator is the value of StopIteration, and of `yield from`.
def g():
    yield 1
    return "done"
def f():
    value = yield from g()
    print(value)
list(f())
it = g()
next(it)
try:
    next(it)
except StopIteration as stop:
    print(stop.value, stop.args)
