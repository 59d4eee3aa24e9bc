"""A plain value of a class turns into a descriptor while caches know it."""


class Thing:
    size = 1


class Doubled:
    def __get__(self, obj, owner):
        return 2 * obj.base if obj is not None else "from the class"


def size(thing):
    return thing.size


thing = Thing()
thing.base = 21
print([size(thing) for _ in range(3)])
Thing.size = Doubled()
print([size(thing) for _ in range(3)], Thing.size)
Thing.size = property(lambda self: self.base)
print([size(thing) for _ in range(3)])
try:
    thing.size = 3
except AttributeError as error:
    print(error)
Thing.size = 5
thing.size = 6
print(size(thing), Thing().size)
