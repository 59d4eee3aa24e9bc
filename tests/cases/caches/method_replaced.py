"""A method that is replaced, shadowed or deleted is not called from a cache."""


class Base:
    def name(self):
        return "base"


class Derived(Base):
    pass


def call(item):
    return item.name()


item = Derived()
print(call(item), call(item))
Derived.name = lambda self: "derived"
print(call(item))
item.name = lambda: "own"
print(call(item))
del item.name
print(call(item))
del Derived.name
print(call(item))
Base.name = property(lambda self: lambda: "computed")
print(call(item))
del Base.name
try:
    call(item)
except AttributeError as error:
    print(error)
