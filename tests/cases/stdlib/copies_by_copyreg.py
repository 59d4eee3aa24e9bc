import copy
import copyreg
import weakref


class Point:
    def __new__(cls, x):
        return object.__new__(cls)

    def __init__(self, x):
        self.x = x


copyreg.pickle(Point, lambda point: (Point, (point.x,)))
print(copy.copy(Point(3)).x, copy.deepcopy(Point([4])).x)
point = Point(1)
reference = weakref.ref(point)
print(copy.copy(reference) is reference, copy.deepcopy(reference) is reference)
