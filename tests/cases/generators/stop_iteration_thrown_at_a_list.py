# `yield from` something without `throw`: a StopIteration ends it, and its value is the result.
def f():
    x = yield from [1, 2]
    print("got", x)
    try:
        yield from iter("ab")
    except KeyError as error:
        print("caught", error)
    yield "last"


g = f()
print(next(g))
print(g.throw(StopIteration(3)))
print(g.throw(KeyError("k")))
try:
    g.throw(StopIteration(4))
except RuntimeError as error:
    print(error, repr(error.__cause__))
