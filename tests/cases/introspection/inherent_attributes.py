# A class shows __dict__ and __weakref__ where its instances have them.
class Plain:
    pass


class Derived(Plain):
    pass


class Slotted:
    __slots__ = ('a',)


class Error(Exception):
    pass


for cls in (Plain, Derived, Slotted, Error):
    print(cls.__name__, [name for name in cls.__dict__ if name in ('__dict__', '__weakref__')])
print('__dict__' in dir(3), '__dict__' in dir(Plain()), '__dict__' in dir(Slotted()))
print(Plain.__dict__['__dict__'], Plain().__weakref__)
