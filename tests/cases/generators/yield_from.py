# Delegation: values, sends, throws and the result.
def inner():
    x = yield 1
    print("inner got", x)
    try:
        yield 2
    except KeyError:
        print("inner caught")
    return "result"
def outer():
    r = yield from inner()
    print("outer got", r)
    yield from [10, 20]
    yield from "ab"
g = outer()
print(next(g))
print(g.send("hello"))
print(g.throw(KeyError()))
print(list(g))
