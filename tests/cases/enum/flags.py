# Flag and IntFlag: combinations, names, boundaries.
from enum import *
class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W
print(Perm.R, repr(Perm.R), Perm.R | Perm.X, repr(Perm.R | Perm.X), Perm.RW, repr(Perm.RW), ~Perm.R, Perm(0), repr(Perm(0)), bool(Perm(0)))
print(Perm.R in Perm.RW, Perm.X in Perm.RW, list(Perm.RW), list(Perm), len(Perm.RW), Perm.R & Perm.W, Perm.RW ^ Perm.R, Perm(3) is Perm.RW, Perm(5), Perm['RW'].value)
for bad in [lambda: Perm(8), lambda: Perm.R | 1, lambda: 1 in Perm.R, lambda: Perm('x')]:
    try:
        print(bad())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
class I(IntFlag):
    A = 1
    B = 2
    C = 4
print(I.A | I.B, repr(I.A | I.B), I.A | 8, repr(I.A | 8), I(7), I.A + 1, ~I.A, I.A | I.C == 5, isinstance(I.A, int), f'{I.B}', repr(I(0)), I(16))
class C(Flag, boundary=CONFORM):
    A = 1
    B = 2
print(C(7), C.A | C.B)
class E(IntFlag, boundary=EJECT):
    A = 1
print(E(5), type(E(5)), E.A)
print(Perm.R.name, (Perm.R | Perm.X).name, (Perm.R | Perm.X).value, Perm(0).name, hash(Perm.R) == hash(Perm.R))
try:
    @verify(UNIQUE)
    class V(Enum):
        A = 1
        B = 1
except ValueError as error:
    print(error)
try:
    @verify(CONTINUOUS)
    class W(IntEnum):
        A = 1
        B = 4
except ValueError as error:
    print(error)
