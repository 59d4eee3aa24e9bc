"""Spheres over a chequered floor, with shadows and mirrors: vectors, methods, floats."""

from math import inf, sqrt


class Vector:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x, self.y, self.z = x, y, z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def scale(self, by):
        return Vector(self.x * by, self.y * by, self.z * by)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def unit(self):
        return self.scale(1.0 / sqrt(self.dot(self)))

    def mirrored(self, normal):
        return self - normal.scale(2.0 * self.dot(normal))


class Sphere:
    def __init__(self, centre, radius, shade, mirror):
        self.centre, self.radius = centre, radius
        self.shade, self.mirror = shade, mirror

    def hit(self, origin, ray):
        towards = self.centre - origin
        along = towards.dot(ray)
        rest = self.radius * self.radius - (towards.dot(towards) - along * along)
        if rest < 0.0:
            return inf
        distance = along - sqrt(rest)
        return distance if distance > 1e-6 else inf

    def normal(self, point):
        return (point - self.centre).unit()

    def colour(self, point):
        return self.shade


class Floor:
    mirror = 0.1

    def hit(self, origin, ray):
        if ray.y >= 0.0:
            return inf
        return -origin.y / ray.y

    def normal(self, point):
        return Vector(0.0, 1.0, 0.0)

    def colour(self, point):
        return 0.9 if (int(point.x + 1000.0) + int(point.z + 1000.0)) % 2 else 0.2


class Scene:
    def __init__(self, things, light):
        self.things, self.light = things, light

    def nearest(self, origin, ray):
        best, found = inf, None
        for thing in self.things:
            distance = thing.hit(origin, ray)
            if 1e-6 < distance < best:
                best, found = distance, thing
        return best, found

    def trace(self, origin, ray, depth):
        distance, thing = self.nearest(origin, ray)
        if thing is None:
            return 0.5 + 0.5 * ray.y
        point = origin + ray.scale(distance)
        normal = thing.normal(point)
        to_light = (self.light - point).unit()
        _, blocker = self.nearest(point, to_light)
        lit = 0.0 if blocker is not None else max(0.0, normal.dot(to_light))
        colour = thing.colour(point) * (0.1 + 0.9 * lit)
        if depth > 0 and thing.mirror > 0.0:
            reflected = self.trace(point, ray.mirrored(normal), depth - 1)
            colour += (reflected - colour) * thing.mirror
        return colour


def render(width, height):
    scene = Scene(
        [Floor()] + [Sphere(Vector(2.0 * i - 4.0, 1.0, 6.0 + i), 1.0, 0.3 + 0.1 * i, 0.3) for i in range(4)],
        Vector(-5.0, 10.0, -5.0),
    )
    eye = Vector(0.0, 1.5, -4.0)
    total = 0
    for row in range(height):
        for column in range(width):
            ray = Vector((column - width / 2) / width, (height / 2 - row) / width, 1.0).unit()
            total += int(255 * scene.trace(eye, ray, 2))
    return total


print(render(220, 170))
