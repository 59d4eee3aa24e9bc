# namedtuple: fields, defaults, conversions, errors.
from collections import namedtuple
P = namedtuple('P', 'x y')
p = P(1, y=2)
print(p, p.x, p[1], p == (1, 2), len(p), list(p), p._asdict(), p._replace(x=9), P._make([3, 4]), P._fields)
a, b = p
print(a, b, hash(p) == hash((1, 2)), isinstance(p, tuple), P.__doc__, P.__name__, P.__mro__[1])
D = namedtuple('D', ['a', 'b', 'c'], defaults=[5, 6])
print(D(1), D(1, 2), D._field_defaults)
print(namedtuple('R', 'a def a _x', rename=True)._fields, namedtuple('E', '')())
for bad in [lambda: P(1), lambda: P(1, 2, 3), lambda: P(1, z=3), lambda: namedtuple('X', 'a a'), lambda: namedtuple('X', '_a'), lambda: namedtuple('X', 'def'), lambda: namedtuple('1', 'a'), lambda: p._replace(q=1), lambda: P._make([1]), lambda: setattr(p, 'x', 3)]:
    try:
        bad()
    except (TypeError, ValueError, AttributeError) as error:
        print(type(error).__name__, error)
class Q(P):
    __slots__ = ()
    @property
    def norm(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5
print(Q(3, 4).norm, Q(3, 4), repr(Q(1, 2)._replace(y=5)))
match p:
    case P(x, 2):
        print('matched', x)
print(max([P(1, 5), P(2, 0)]), sorted([P(2, 1), P(1, 2)]))
