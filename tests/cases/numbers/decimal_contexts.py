# Precision, rounding and traps come from the context.
from decimal import *
from fractions import Fraction

print(getcontext())
for text in ('abc', '1_000.5', ' 12 ', 'inf', '-nan7', '1e5', '.5', '1.', ''):
    try:
        print(repr(text), Decimal(text))
    except InvalidOperation as error:
        print(repr(text), error)
for operation in (lambda: Decimal(1) / 0, lambda: Decimal(0) / 0, lambda: Decimal(-1).sqrt(),
                  lambda: Decimal('1e999999') * 10, lambda: Decimal([1]), lambda: Decimal(None),
                  lambda: Context(prec=0), lambda: Context(rounding='up'), lambda: Decimal('1.25').quantize(Decimal('1e-40'))):
    try:
        print(operation())
    except Exception as error:
        print(type(error).__name__, error)
with localcontext(prec=5) as context:
    print(Decimal(1) / 3, context.flags[Inexact])
for rounding in (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP):
    print(rounding, [str(Decimal(it).quantize(Decimal('1'), rounding)) for it in ('2.5', '-2.5', '3.5', '0.1', '-0.1', '2.51')])
print(sum([Decimal('0.1')] * 10), Decimal(0.1), Decimal.from_float(0.25), Decimal(2) ** Decimal('0.5'), Decimal(4) ** Decimal('0.5'))
print(Decimal('0.5') == Fraction(1, 2), Decimal('0.5') == 0.5, hash(Decimal('0.5')) == hash(0.5), {Decimal(1): 2}[1])
print(f'{Decimal("1234567.891"):,.2f}', f'{Decimal("0.25"):.0%}', f'{Decimal("5"):>8}', round(Decimal('2.675'), 2), int(Decimal('-3.9')))
print(Decimal('1.10').normalize(), Decimal('100').normalize(), Decimal('1.50').as_tuple(), Decimal(10).ln(), Decimal(1).exp(), Decimal(1000).log10())
print(max(Decimal(1), Decimal('2.5')), sorted([Decimal('3'), Decimal('-1'), 2]), divmod(Decimal(7), 3), Decimal(-7) % 3, Decimal(-7) // 3)
