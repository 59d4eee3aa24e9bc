# Decimal is a class in Rust: subclasses, copies, contexts of contextvars, flags as a view.
import contextvars
import copy
import pickle
from decimal import *
from fractions import Fraction


class Weight(Decimal):
    def __new__(cls, value, unit='kg'):
        self = super().__new__(cls, value)
        self.unit = unit
        return self

    def __str__(self):
        return super().__str__() + self.unit


weight = Weight('1.5', 'g')
print(weight, repr(weight), weight.unit, weight + 1, f'{weight:.2f}', type(weight * 2).__name__, Weight.from_float(2.0))
print(copy.copy(weight).unit, {weight: 1}[Decimal('1.5')], weight == Fraction(3, 2), Decimal(weight), weight > 1)
print(pickle.loads(pickle.dumps(Decimal('1.50'))), pickle.loads(pickle.dumps(Context(prec=3, traps=[Inexact]))))


def third():
    setcontext(Context(prec=4))
    return Decimal(1) / 3


print(contextvars.copy_context().run(third), Decimal(1) / 3)
with localcontext(prec=3) as outer:
    with localcontext() as inner:
        inner.prec = 2
        print(Decimal(1) / 3, inner is getcontext())
    print(Decimal(1) / 3, outer is getcontext())
context = getcontext()
flags = context.flags
Decimal(1) / 3
print(flags[Inexact], flags[Clamped], len(flags), flags == dict(flags))
context.clear_flags()
print(flags[Inexact])
context.traps[Inexact] = True
try:
    Decimal(1) / 3
except Inexact as error:
    print(error, context)
match Decimal(3):
    case Decimal():
        print(Decimal(3).real, Decimal(3).imag)
