"""Small methods on small objects: inheritance, properties, super."""


class Shape:
    def __init__(self, name):
        self.name = name

    def scaled(self, by):
        return self.area() * by


class Box(Shape):
    def __init__(self, w, h):
        super().__init__("box")
        self.w, self.h = w, h

    def area(self):
        return self.w * self.h

    @property
    def edge(self):
        return self.w + self.h


class Square(Box):
    def __init__(self, w):
        super().__init__(w, w)

    def area(self):
        return super().area()


total = 0
for i in range(700_000):
    shape = Square(i & 15) if i & 1 else Box(i & 7, 3)
    total += shape.scaled(2) + shape.edge
print(total)
