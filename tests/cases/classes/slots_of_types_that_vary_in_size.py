# Behind an int, a tuple or bytes there is no room for slots.
for base in (int, tuple, bytes, type, str, list, dict, float, set):
    for slots in ((), ("x",), ("x", "y")):
        try:
            made = type("C", (base,), {"__slots__": slots})
            print(base.__name__, slots, hasattr(made, "x"))
        except TypeError as error:
            print(error)


class A(tuple):
    pass


try:
    class B(A):
        __slots__ = ("x",)
        x = 1
except TypeError as error:
    print(error)
