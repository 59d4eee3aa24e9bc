"""Points that jump half-way to a spline's control points: float tuples, a pixel grid, a generator of random numbers."""


class Random:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFF
        return (self.state >> 24) % n


class Spline:
    def __init__(self, points):
        self.points = points

    def at(self, t):
        points = self.points
        while len(points) > 1:
            points = [
                (ax + (bx - ax) * t, ay + (by - ay) * t)
                for (ax, ay), (bx, by) in zip(points, points[1:])
            ]
        return points[0]


def play(turns, size):
    random = Random(7)
    splines = [
        Spline([(0.0, 0.1), (0.3, 0.9), (0.6, 0.4), (0.9, 0.8)]),
        Spline([(0.1, 0.9), (0.5, 0.2), (0.8, 0.9)]),
        Spline([(0.5, 0.5), (0.9, 0.1), (0.1, 0.2), (0.4, 0.7)]),
    ]
    image = [[0] * size for _ in range(size)]
    x, y = 0.5, 0.5
    for _ in range(turns):
        spline = splines[random.below(3)]
        px, py = spline.at(random.below(1000) / 1000)
        x, y = (x + px) / 2, (y + py) / 2
        image[int(y * size)][int(x * size)] += 1
    return sum(1 for row in image for cell in row if cell), max(map(max, image))


print(*play(130_000, 200))
