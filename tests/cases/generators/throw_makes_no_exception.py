# A class whose constructor gives something else can't be thrown.
class Odd(Exception):
    def __new__(cls, *args):
        return [1]


def numbers():
    yield 1


it = numbers()
next(it)
try:
    it.throw(Odd)
except TypeError as error:
    print(error)
