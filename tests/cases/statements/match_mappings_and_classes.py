# match: mappings with rest, and class patterns.
class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y):
        self.x, self.y = x, y
def f(v):
    match v:
        case {"kind": "circle", "r": r}:
            return f"circle {r}"
        case {"kind": kind, **rest}:
            return f"{kind} {rest}"
        case {}:
            return "mapping"
        case Point(0, 0):
            return "origin"
        case Point(x, y=0):
            return f"on x at {x}"
        case Point(x=x, y=y):
            return f"{x},{y}"
        case str() | bytes():
            return "text"
for v in ({"kind": "circle", "r": 2}, {"kind": "box", "w": 1}, {"z": 1}, Point(0, 0), Point(3, 0), Point(1, 2), "s", b"", 4):
    print(f(v))
