# What is thrown is handed on as it was given; where it is raised it is found out what it means.
def attempt(f):
    try:
        print(f())
    except BaseException as error:
        print(type(error).__name__, error)


class Delegate:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def throw(self, *given):
        print('throw', given)
        raise StopIteration(4)


def to_delegate():
    print('result', (yield from Delegate()))
    yield 9


for given in (ValueError,), (ValueError, 3), (3,), (ValueError('a'),):
    g = to_delegate()
    next(g)
    attempt(lambda: g.throw(*given))


def inner():
    try:
        yield 1
    except TypeError as error:
        print('inner', error)


def outer():
    try:
        yield from inner()
    except TypeError as error:
        print('outer', error)
        yield 2


g = outer()
next(g)
attempt(lambda: g.throw(3))
attempt(lambda: next(g))


def to_list():
    try:
        result = yield from [1, 2, 3]
        print('result', result)
    finally:
        print('left')
    yield 9


g = to_list()
next(g)
attempt(lambda: g.throw(3))
attempt(lambda: next(g))
attempt(lambda: g.throw(StopIteration(5)))
