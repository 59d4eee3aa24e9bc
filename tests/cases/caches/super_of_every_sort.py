"""super(): methods, class methods, static methods, properties, attributes, and in a diamond."""


class A:
    word = "A"

    def __init__(self, *seen):
        self.seen = seen + ("A",)

    def who(self):
        return "A"

    @classmethod
    def make(cls):
        return cls.__name__

    @staticmethod
    def plain(x):
        return x + 1

    @property
    def shown(self):
        return f"<{self.word}>"


class B(A):
    def __init__(self, *seen):
        super().__init__(*seen, "B")

    def who(self):
        return "B" + super().who()


class C(A):
    word = "C"

    def __init__(self, *seen):
        super().__init__(*seen, "C")

    def who(self):
        return "C" + super().who()


class D(B, C):
    def who(self):
        return "D" + super().who()

    @classmethod
    def make(cls):
        return "made " + super().make()

    def more(self):
        parent = super()
        return parent.plain(1), parent.shown, parent.word, parent.who(), super(B, self).who()

    @property
    def shown(self):
        return super().shown * 2


d = D("start")
for _ in range(3):
    print(d.seen, d.who(), D.make(), d.make(), d.more(), d.shown)
try:
    super(D, d).nothing
except AttributeError as error:
    print(error)
try:
    super(D, 5)
except TypeError as error:
    print(error)
