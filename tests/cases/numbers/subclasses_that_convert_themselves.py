# Subclasses of built-in types that say which number they are.
import math


class Bytes(bytes):
    def __float__(self):
        return 2.5

    def __int__(self):
        return 4


class Text(str):
    def __float__(self):
        return 2.5


class Int(int):
    def __float__(self):
        return 2.5


class Indexed(list):
    def __index__(self):
        raise TypeError('no')


class Counted(list):
    def __index__(self):
        return 3


print(float(Bytes(b'')), int(Bytes(b'x')), float(Text('x')))
print(math.sqrt(Int(4)) == math.sqrt(2.5), '%f' % Int(4), float(Int(4)))
print(bytes(Indexed([1, 2])), bytearray(Indexed([3])), bytes(Counted([1])))
for exponent in 1, 2:
    try:
        print(complex('inf') ** exponent)
    except OverflowError as error:
        print(error)
for act in (lambda: {1}.isdisjoint((set(), 1)), lambda: frozenset().intersection([set()]), lambda: set() in {1}):
    try:
        print(act())
    except TypeError as error:
        print(error)
