from types import SimpleNamespace


class Point(SimpleNamespace):
    def __init__(self, **fields):
        super().__init__(kind='point', **fields)


space = SimpleNamespace(b=1, a='x')
space.c = None
del space.b
print(space, space.a, vars(space), space == SimpleNamespace(a='x', c=None), space != SimpleNamespace())
point = Point(x=1)
point.self = point
print(point, point.kind)
for attempt in lambda: SimpleNamespace(1), lambda: space.nothing, lambda: hash(space):
    try:
        attempt()
    except (TypeError, AttributeError) as error:
        print(error)
