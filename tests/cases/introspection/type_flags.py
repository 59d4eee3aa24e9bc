# Some of what the type of a class says in numbers.
import abc


class Plain:
    pass


class Abstract(abc.ABC):
    @abc.abstractmethod
    def f(self): ...


for cls in (int, bool, str, Plain, Abstract, ValueError, type):
    flags = cls.__flags__
    print(cls.__name__, [bit for bit in (8, 9, 10, 20, 24, 28, 30, 31) if flags & 1 << bit])
