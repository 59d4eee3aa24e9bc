# What Decimal() and Context() do not take, and what they say.
from decimal import *
import decimal


def attempt(text):
    try:
        result = eval(text)
    except Exception as error:
        result = f'{type(error).__name__}: {error}'
    print(text, '->', result)


for text in """Decimal('1e1000000000000000000')
Decimal('1e-1999999999999999997')
Decimal((0, (1, 2), 10 ** 18))
Decimal((0, (1,), 10 ** 30))
Decimal((2, (1,), 0))
Decimal((0, (10,), 0))
Decimal((0, 1, 0))
Decimal((0, (1,), 1.5))
Decimal((0, (0, 0, 1, 2), 'n'))
Decimal(1, 2)
Decimal('1__0_')
getcontext().create_decimal('1_0')
getcontext().create_decimal(' 1 ')
getcontext().create_decimal('NaN' + '1' * 40)
Decimal(1).quantize(2, 'up')
Decimal(1).quantize(2, context=3)
Decimal(1).compare(1.5)
Decimal(1) + 1.5
Decimal(1) < 'a'
Decimal.exp(3)
Context(prec='a')
Context(Emin=1)
Context(clamp=2)
Context(traps={Inexact: True})
Context(flags=[1])
Context(flags=1)
Context(foo=1)
delattr(getcontext(), 'prec')
setattr(getcontext(), 'precision', 3)
setattr(Decimal, 'x', 1)
setattr(Decimal(1), 'real', 1)
localcontext(3)
setcontext(3)
getcontext().traps[3]
Decimal(1).__format__('.3f', {'decimal_point': ','})
format(Decimal('1234.5'), '_')
format(Decimal('-0.001'), 'z.1f')
round(Decimal('1.5'), 1.5)
hash(Decimal('sNaN'))
int(Decimal('Infinity'))
Decimal('nan') < 1
Decimal(1) == Decimal('nan')""".splitlines():
    attempt(text)
