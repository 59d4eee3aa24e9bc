# The right side's method comes first if its class is a subclass, whoever wrote the method.
class A(float):
    def __lt__(self, other):
        print("A.__lt__")
        return "less"


class B(A):
    pass


class C(A):
    def __gt__(self, other):
        print("C.__gt__")
        return NotImplemented


print(A(1) < B(2), B(1) < A(2), A(1) < C(2), A(1) < 2, 2 > A(1), A(1) < A(2))


class P:
    def __eq__(self, other):
        print(type(self).__name__, "eq", type(other).__name__)
        return NotImplemented


class Q(P):
    pass


print(P() == Q(), Q() == P(), P() != Q(), P() == 1, 1 == P())
print({}.pop([], "default"))
try:
    {}.pop([])
except KeyError as error:
    print(repr(error))
