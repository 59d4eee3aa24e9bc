# yield needs a function.
x = yield 1
