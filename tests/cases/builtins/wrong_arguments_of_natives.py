def tried(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


class Int(int):
    pass


class Bag(set):
    pass


tried(lambda: enumerate())
tried(lambda: type(...)(1))
tried(lambda: type(None)(1))
tried(lambda: Int(x=2))
tried(lambda: Bag([1], x=2))
tried(lambda: dict.fromkeys(x=1))
tried(lambda: open(foo=1))
tried(lambda: sum(x=1))
tried(lambda: memoryview(x=1))
tried(lambda: property(x=1))
tried(lambda: super(1, 2, 3))
tried(lambda: (1).__pow__())
tried(lambda: 'a b'.rsplit(None, sep=' '))
tried(lambda: (5).to_bytes(1, length=2))
tried(lambda: int.from_bytes(byteorder='big'))
tried(lambda: 'a'.encode(None))
tried(lambda: complex('1__2'))
tried(lambda: complex('1x'))
tried(lambda: range(2 ** 63 - 1).__len__())


class Filter(filter):
    def __init__(self, function, items, extra=None):
        self.extra = extra


it = Filter(None, [0, 1], extra=3)
print(it.extra, list(it))
