"""Calls of built-in classes and of classes that derive from them."""


class Number(int):
    def __init__(self, *args):
        self.seen = args


class Pair(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))


class Words(list):
    pass


class Odd:
    def __new__(cls, *args):
        return 5 if args else super().__new__(cls)

    def __init__(self):
        self.made = True


n = Number("12", 10)
print(n + 1, n.seen, Pair(1, 2), Words("ab"), Odd(1), Odd().made)
print(str(1.5), int("7", base=8), list("ab"), dict(a=1), set("a"), float("2"), bytes(2), range(3), complex(1, 2))
print(dict({"x": 1}, y=2), dict([("a", 1)]), dict({}), frozenset([1]), bool([]), tuple(), str(), int())
for wrong in (lambda: int("x"), lambda: list(1, 2), lambda: range(), lambda: Pair(1), lambda: object(1), lambda: str(1, 2, 3, 4), lambda: Odd.__new__()):
    try:
        wrong()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


class Strict:
    def __init__(self, a):
        self.a = a


for wrong in (lambda: Strict(), lambda: Strict(1, 2), lambda: Strict(b=1)):
    try:
        wrong()
    except TypeError as error:
        print(error)
