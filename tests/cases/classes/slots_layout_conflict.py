# Two bases with slots of their own can't be combined, unless one derives from the other.
class A:
    __slots__ = ('a',)


class B:
    __slots__ = ('b',)


class Empty:
    __slots__ = ()


class C(Empty, A):
    pass


print(C.__base__)
for bases in ((A, B), (int, str), (A, A)):
    try:
        type('X', bases, {})
    except TypeError as error:
        print(error)
