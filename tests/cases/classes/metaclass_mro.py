# A metaclass may say itself in which order classes are searched.
class Reversed(type):
    def mro(cls):
        first, *rest, last = type.mro(cls)
        return [first, *reversed(rest), last]


class A:
    name = 'A'


class B:
    name = 'B'


class C(A, B, metaclass=Reversed):
    pass


print(C.name, [cls.__name__ for cls in C.__mro__], [cls.__name__ for cls in type.mro(C)])
for given in ([3], 3, [object, int]):
    kind = type('Meta', (type,), {'mro': lambda cls: given})
    try:
        kind('X', (), {})
    except TypeError as error:
        print(error)
