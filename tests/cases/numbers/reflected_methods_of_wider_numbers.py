# int's methods leave floats to them, so what a subclass of float says comes first.
class F(float):
    def __rtruediv__(self, other):
        return ("rtruediv", other)

    def __rmod__(self, other):
        return ("rmod", other)

    def __le__(self, other):
        return ("le", other)

    def __pow__(self, other):
        return NotImplemented


print(-2 / F(0), 2.0 / F(4), 1j / F(2), True / F(1))
print("%s" % F(1.5), 5 % F(3))
print(3 >= F(3), 3.0 >= F(3), 3 <= F(3))
try:
    F(2) ** 3
except TypeError as error:
    print(error)


class T(tuple):
    def __add__(self, other):
        return NotImplemented


class I(int):
    def __index__(self):
        print("__index__")
        return 7


for act in (lambda: T((1,)) + T((2,)), lambda: T() + (), lambda: () + T((1,))):
    try:
        print(act())
    except TypeError as error:
        print(error)
print(int(I(3)), [0, 1, 2, 3][I(3)], "ab" * I(1))
print((5).__mul__([]), (5).__radd__("x"), (5).__add__(1.5), (1.5).__add__(1))
for act in (lambda: ().__mul__({}), lambda: [].__rmul__("x"), lambda: "".__mul__(1.0)):
    try:
        act()
    except TypeError as error:
        print(error)
