# What a generator is handling when something is thrown into it becomes the context of that.
def chain(error):
    if error is None:
        return None
    return [type(error).__name__, chain(error.__context__), chain(error.__cause__)]


def act(generator, *actions):
    for action in actions:
        try:
            action(generator)
        except BaseException as error:
            print(chain(error))


def throw(error):
    return lambda generator: generator.throw(error)


def plain():
    yield 1


def answering():
    try:
        yield 1
    except ValueError:
        raise KeyError


def handling(inner):
    try:
        1 / 0
    except ZeroDivisionError:
        yield from inner()


def handler():
    try:
        1 / 0
    except ZeroDivisionError:
        yield 1


def looping():
    try:
        1 / 0
    except ZeroDivisionError:
        for item in answering():
            yield item
        raise LookupError


act(handler(), next, throw(ValueError()))
act(handling(plain), next, throw(ValueError()))
act(handling(plain), next, throw(StopIteration()))
act(handling(plain), next, lambda generator: generator.close())
act(handling(lambda: [1]), next, throw(ValueError()))
act(handling(answering), next, throw(ValueError()))
act(looping(), list)
try:
    [][1]
except IndexError:
    act(handler(), next, throw(ValueError()))
    act(plain(), next, throw(ValueError()))
    act(plain(), throw(ValueError()))
    act(plain(), list, throw(ValueError()))
