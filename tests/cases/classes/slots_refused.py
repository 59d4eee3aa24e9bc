# What __slots__ can't say.
class A:
    pass


def attempt(bases, slots):
    try:
        type('X', bases, {'__slots__': slots})
        print('fine')
    except TypeError as error:
        print(error)


attempt((int,), 'a')
attempt((A,), '__dict__')
attempt((A,), '__weakref__')
attempt((), ('__dict__', '__dict__'))
attempt((), 'a b')
attempt((), (1,))
attempt((tuple,), ())
