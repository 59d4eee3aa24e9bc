"""Floats in attributes: the planets' orbits."""

from math import sqrt


class Body:
    def __init__(self, x, y, z, vx, vy, vz, mass):
        self.x, self.y, self.z = x, y, z
        self.vx, self.vy, self.vz = vx, vy, vz
        self.mass = mass


YEAR = 365.24
SUN = 39.47841760435743
bodies = [
    Body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, SUN),
    Body(4.84143144246472, -1.16032004402743, -0.103622044471123, 0.00166007664274404 * YEAR, 0.00769901118419740 * YEAR, -0.0000690460016972063 * YEAR, 0.000954791938424327 * SUN),
    Body(8.34336671824458, 4.12479856412431, -0.403523417114321, -0.00276742510726862 * YEAR, 0.00499852801234917 * YEAR, 0.0000230417297573764 * YEAR, 0.000285885980666131 * SUN),
    Body(12.8943695621391, -15.1111514016986, -0.223307578892656, 0.00296460137564762 * YEAR, 0.00237847173959481 * YEAR, -0.0000296589568540238 * YEAR, 0.0000436624404335156 * SUN),
]


def advance(bodies, dt, steps):
    pairs = [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1 :]]
    for _ in range(steps):
        for a, b in pairs:
            dx = a.x - b.x
            dy = a.y - b.y
            dz = a.z - b.z
            d2 = dx * dx + dy * dy + dz * dz
            mag = dt / (d2 * sqrt(d2))
            am, bm = a.mass * mag, b.mass * mag
            a.vx -= dx * bm
            a.vy -= dy * bm
            a.vz -= dz * bm
            b.vx += dx * am
            b.vy += dy * am
            b.vz += dz * am
        for body in bodies:
            body.x += dt * body.vx
            body.y += dt * body.vy
            body.z += dt * body.vz


advance(bodies, 0.01, 60_000)
print(f"{bodies[0].x:.9f} {bodies[1].y:.9f}")
