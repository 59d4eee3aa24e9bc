# Not all objects can be referred to weakly.
import weakref


class Slotted:
    __slots__ = ('a',)


class Open:
    __slots__ = ('a', '__weakref__')


class Numbers(list):
    pass


for value in (1, 'a', [], {}, (), None, Slotted()):
    try:
        weakref.ref(value)
    except TypeError as error:
        print(error)
for value in (Open(), Numbers(), set(), len, Open, weakref):
    print(weakref.ref(value)() is value)
