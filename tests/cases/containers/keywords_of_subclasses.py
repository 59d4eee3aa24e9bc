# A built-in constructor takes no keywords, but leaves them to a subclass that has its own.
class OwnInit(list):
    def __init__(self, items, extra=None):
        super().__init__(items)
        self.extra = extra


class OwnNew(list):
    def __new__(cls, items, extra=None):
        self = super().__new__(cls, items)
        self.extra = extra
        return self


class TupleNew(tuple):
    def __new__(cls, items, extra=None):
        self = super().__new__(cls, items)
        self.extra = extra
        return self


class TupleInit(tuple):
    def __init__(self, items, extra=None):
        self.extra = extra


for cls in OwnInit, OwnNew, TupleNew:
    made = cls([1, 2], extra=3)
    print(cls.__name__, made, made.extra)
print(TupleInit([1]))
for base in list, tuple, set, frozenset, float:
    class Plain(base):
        pass
    for cls in base, Plain:
        try:
            print(cls(x=1))
        except TypeError as error:
            print(error)
