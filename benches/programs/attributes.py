"""Reading and writing attributes: instances, classes, slots, properties, __getattr__, many names."""


class Base:
    kind = "base"
    made = 0

    def __init__(self, number):
        self.number = number
        self.a = self.b = self.c = self.d = self.e = self.f = number
        Base.made += 1

    @property
    def half(self):
        return self.number // 2

    @half.setter
    def half(self, value):
        self.number = value * 2

    @classmethod
    def build(cls, number):
        return cls(number)

    @staticmethod
    def limit():
        return 100

    def sum(self):
        return self.a + self.b + self.c + self.d + self.e + self.f


class Derived(Base):
    kind = "derived"
    factor = 3


class Slotted:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left, self.right = left, right

    def swap(self):
        self.left, self.right = self.right, self.left


class Proxy:
    def __init__(self, target):
        self.target = target

    def __getattr__(self, name):
        return getattr(self.target, name)


total = 0
slotted = Slotted(1, 2)
proxy = Proxy(Derived(21))
for i in range(120_000):
    item = Derived.build(i) if i % 3 else Base(i)
    item.f += 1
    item.half = item.half + 1
    total += item.sum() + item.half + len(item.kind)
    total += Base.limit() + Derived.factor
    slotted.swap()
    total += slotted.left * 2 + proxy.number
    if hasattr(item, "factor"):
        total += getattr(item, "factor") + getattr(item, "missing", 1)
print(total, Base.made, slotted.right)
