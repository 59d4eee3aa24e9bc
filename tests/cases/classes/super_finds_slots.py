# super().x where x is a slot of a base class.
class Base:
    __slots__ = 'x', 'y'

    def __init__(self):
        self.x = 3


class Derived(Base):
    def read(self):
        return super().x

    def write(self, value):
        super(Derived, Derived).x.__set__(self, value)
        return super().x

    def unset(self):
        return super().y


it = Derived()
print(it.read(), it.write(5), type(super(Derived, Derived).x))
try:
    it.unset()
except AttributeError as error:
    print(error)
