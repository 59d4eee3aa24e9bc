# A super object without a receiver binds like a function.
class Auto(type):
    def __init__(cls, name, bases, namespace):
        setattr(cls, f'_{name}__super', super(cls))


class A(metaclass=Auto):
    def f(self):
        return 'A'


class B(A):
    def f(self):
        return 'B' + self.__super.f()


print(B().f())


class C(A):
    def f(self):
        return super().f()


try:
    C.f(3)
except TypeError as error:
    print(error)
