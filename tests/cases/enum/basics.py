# Enum: members, lookup, aliases, iteration, errors.
from enum import *
class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
    def shout(self): return self.name + '!'
    @classmethod
    def first(cls): return next(iter(cls))
print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color(2), Color['GREEN'], Color.CRIMSON is Color.RED)
print(list(Color), len(Color), Color.__members__, Color.RED in Color, 1 in Color, 7 in Color, Color, Color.first(), Color.GREEN.shout())
print(Color.RED == Color.RED, Color.RED == 1, Color.RED != Color.GREEN, {Color.RED: 'x'}[Color.RED], isinstance(Color.RED, Color), list(reversed(Color)))
for bad in [lambda: Color(9), lambda: Color['X'], lambda: Color.X, lambda: setattr(Color, 'RED', 2), lambda: Color.RED < Color.GREEN, lambda: delattr(Color, 'RED'), lambda: setattr(Color.RED, 'value', 3)]:
    try:
        bad()
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        print(type(error).__name__, error)
class A(Enum):
    X = auto()
    Y = auto()
    Z = 10
    W = auto()
print([(a.name, a.value) for a in A], f'{A.X} {A.X!r}', format(A.Y, '>6'), str(A.X))
class P(Enum):
    EARTH = (5.9, 6.3)
    MARS = (6.4, 3.3)
    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius
    @property
    def ratio(self): return self.mass / self.radius
print(P.EARTH.mass, P.MARS.ratio, P.EARTH.value, P((6.4, 3.3)))
class N(IntEnum):
    ONE = 1
    TWO = 2
print(N.ONE + 1, N.TWO > N.ONE, N.ONE == 1, N(2), repr(N.ONE), str(N.ONE), f'{N.TWO}', f'{N.TWO:03d}', sorted([N.TWO, N.ONE]), [10, 20, 30][N.ONE], isinstance(N.ONE, int))
class S(StrEnum):
    A = auto()
    B = 'bee'
print(S.A, S.B == 'bee', repr(S.A), S.B.upper(), f'{S.A}', S('bee'))
F = Enum('F', 'a b c'); print(list(F), F.a.value)
G = Enum('G', {'x': 'p', 'y': 'q'}); print(list(G))
H = IntEnum('H', ['u', 'v'], start=0); print(list(H), H.v + 1)
@unique
class U(Enum):
    A = 1
try:
    @unique
    class V(Enum):
        A = 1
        B = 1
except ValueError as error:
    print(error)
class M(Enum):
    A = 1
    @classmethod
    def _missing_(cls, value):
        return cls.A if value == 'a' else None
print(M('a'))
try:
    M('b')
except ValueError as error:
    print(error)
class Auto(Enum):
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()
    NORTH = auto()
    SOUTH = auto()
print(list(Auto))
class Base(Enum):
    def hi(self): return 'hi ' + self.name
class Sub(Base):
    Q = 1
print(Sub.Q.hi(), Sub.__mro__[1].__name__)
match Color.GREEN:
    case Color.RED: print('red')
    case Color.GREEN: print('green')
class L(Enum):
    A = [1]
    B = [1]
print(L.A, L.B is L.A, L([1]))
try:
    class D(Enum):
        A = 1
        A = 2
except TypeError as error:
    print(error)
import copy
print(copy.deepcopy(Color.RED) is Color.RED, copy.copy(Color.RED) is Color.RED, hash(Color.RED) == hash('RED'), dir(Color)[:3], bool(Color.RED))
class T(str, Enum):
    A = 'a'
print(T.A, T.A == 'a', repr(T.A), T.A.value, f'{T.A}')
class O(Enum):
    _order_ = 'A B'
    A = 1
    B = 2
class K(Enum):
    one = lambda: 1
    two = staticmethod(len)
    three = 3
print(list(K), type(Color), Color.__name__, Color.RED.__class__)
