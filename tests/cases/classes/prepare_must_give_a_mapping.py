# __prepare__ must return a mapping; any mapping will do, annotations included.
import collections


class Bad(type):
    @classmethod
    def __prepare__(meta, name, bases):
        return 3


try:
    class X(metaclass=Bad):
        pass
except TypeError as error:
    print(error)


class Good(type):
    @classmethod
    def __prepare__(meta, name, bases):
        return collections.UserDict()

    def __new__(meta, name, bases, namespace):
        return type.__new__(meta, name, bases, dict(namespace))


class Y(metaclass=Good):
    a: int = 1


print(Y.a, Y.__annotations__)
