# What is no class may stand for one: an object with a tuple `__bases__`, or a lying `__class__`.
class Shape:
    def __init__(self, bases):
        self.bases = bases

    @property
    def __bases__(self):
        return self.bases


class Instance:
    def __init__(self, cls):
        self.__class__ = cls if isinstance(cls, type) else type(self)


class Proxy:
    @property
    def __class__(self):
        return int


root = Shape(())
child = Shape((root,))
print(issubclass(child, root), issubclass(root, child), issubclass(child, child), isinstance(5, root))
print(isinstance(Proxy(), int), isinstance(Proxy(), Proxy), isinstance(Proxy(), str), type(Proxy()) is Proxy)
for attempt in lambda: isinstance(1, 5), lambda: issubclass(5, int), lambda: issubclass(int, 5), \
        lambda: isinstance(1, [int]), lambda: issubclass(Shape(5), root):
    try:
        attempt()
    except TypeError as error:
        print(error)
