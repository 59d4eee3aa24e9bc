# Code with free variables needs a cell for each.
import types


def outer():
    x = 1

    def inner():
        global seen
        seen = x
    return inner


code = outer().__code__
exec(code, closure=(types.CellType(42),))
print(seen)
for attempt in (lambda: exec(code), lambda: eval(code), lambda: exec(code, closure=()),
                lambda: exec('1', closure=()), lambda: exec(outer.__code__, closure=(1,))):
    try:
        attempt()
    except TypeError as error:
        print(error)
