class Base:
    __slots__ = ('x',)


class Derived(Base):
    def __init__(self):
        self.x = 1
        self.y = 2


class More(Derived):
    __slots__ = 'z'

    def __init__(self):
        super().__init__()
        self.z = 3


for cls in Derived, More:
    it = cls()
    print(it.__dict__, vars(it), it.x, it.__getstate__())
it = More()
it.__dict__ = {'y': 5}
print(it.x, it.y, it.z)
del it.x
try:
    it.x
except AttributeError as error:
    print(error)
it.x = 7
print(it.x, it.__dict__)


class Twice:
    __slots__ = ('a', 'a')


print(Twice.__slots__)
