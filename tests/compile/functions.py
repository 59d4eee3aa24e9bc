def outer(a, /, b, *args, c=1, **kwargs):
    "Has cells."
    d = 2

    def inner(x: int = 3) -> int:
        nonlocal d
        d += x
        return a + d

    return inner, lambda: b


@outer(1)
class Class(Base, metaclass=Meta):
    "Has a docstring."
    field: int = 1
    __private = field

    def method(self):
        return super().method(self.__private)


def generic[T: int, *Ts](x: T) -> T:
    return x


type Alias[T] = list[T]
