"""Vectors of floats with operators: points on a sphere, summed, scaled and compared."""

from math import cos, sin, sqrt


class Point:
    def __init__(self, i):
        self.x = x = sin(i)
        self.y = cos(i) * 3
        self.z = (x * x) / 2

    def normalize(self):
        norm = sqrt(self.x * self.x + self.y * self.y + self.z * self.z)
        self.x /= norm
        self.y /= norm
        self.z /= norm

    def larger(self, other):
        self.x = self.x if self.x > other.x else other.x
        self.y = self.y if self.y > other.y else other.y
        self.z = self.z if self.z > other.z else other.z
        return self


class Complexish:
    __slots__ = ("re", "im")

    def __init__(self, re, im):
        self.re, self.im = re, im

    def __add__(self, other):
        return Complexish(self.re + other.re, self.im + other.im)

    def __mul__(self, other):
        return Complexish(
            self.re * other.re - self.im * other.im, self.re * other.im + self.im * other.re
        )

    def __eq__(self, other):
        return self.re == other.re and self.im == other.im


def largest(count):
    points = [Point(i) for i in range(count)]
    for point in points:
        point.normalize()
    best = points[0]
    for point in points[1:]:
        best = best.larger(point)
    return best


def powers(count):
    turn, total, same = Complexish(0.6, 0.8), Complexish(0.0, 0.0), 0
    value = Complexish(1.0, 0.0)
    for _ in range(count):
        value = value * turn
        total = total + value
        same += value == turn
    return total, same


best = largest(280_000)
total, same = powers(280_000)
print(f"{best.x:.6f} {best.y:.6f} {best.z:.6f} {total.re:.6f} {total.im:.6f} {same}")
