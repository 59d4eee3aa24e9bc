# `name = yield` gets no value where an exception is thrown in instead.
def keeps():
    name = 'before'
    try:
        name = yield 1
    except ValueError:
        print(name)
    name = yield 2
    print(name)


g = keeps()
next(g)
print(g.throw(ValueError))
print(list(g))


def unbound():
    try:
        name = yield
    except ValueError:
        try:
            print(name)
        except UnboundLocalError as error:
            print(error)
        yield 'end'


g = unbound()
next(g)
print(g.throw(ValueError()))


def total():
    sum = 0
    while True:
        try:
            sum += yield sum
        except KeyError:
            sum = -sum
        except IndexError:
            pass


g = total()
next(g)
print(g.send(5), g.send(6), g.throw(IndexError), g.throw(KeyError), g.send(1))
