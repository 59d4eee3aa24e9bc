# Bases that a class can't have.
class A:
    pass


class B:
    pass


class C(A):
    pass


def attempt(cls, bases):
    try:
        cls.__bases__ = bases
        print('fine')
    except TypeError as error:
        print(error)


attempt(A, 3)
attempt(A, ())
attempt(A, (B,))
attempt(A, (3,))
attempt(A, (C,))
attempt(int, (C,))
attempt(C, (int,))
try:
    del C.__bases__
except TypeError as error:
    print(error)
print(A.__bases__, C.__bases__)
