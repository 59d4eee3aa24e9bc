# Values and exceptions go into a generator.
def echo():
    got = None
    while True:
        try:
            got = yield got
        except ValueError as error:
            got = f"caught {error}"
        finally:
            print("finally")
g = echo()
print(next(g))
print(g.send(5))
print(g.throw(ValueError("x")))
g.close()
g.close()
try:
    next(g)
except StopIteration:
    print("closed")
def fresh(): yield 1
try:
    fresh().send(1)
except TypeError as error:
    print(error)
def stubborn():
    try:
        yield
    except GeneratorExit:
        yield 1
g = stubborn()
next(g)
try:
    g.close()
except RuntimeError as error:
    print(error)
