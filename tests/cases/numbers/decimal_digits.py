# Digits beyond the precision: logical operations, clamped exponents, remainders, neighbours.
from decimal import *

context = getcontext()
context.prec = 3
print(Decimal('11101').logical_and(Decimal('110')), Decimal('1100').logical_invert(), Decimal('11000').logical_xor(1))
context.prec, context.Emax, context.Emin = 9, 99, -99
print(Decimal('999999999.5').remainder_near(2), Decimal(7).remainder_near(Decimal('1E+90')), Decimal(5).remainder_near(2))
try:
    Decimal('999999999.5').remainder_near(1)
except InvalidOperation as error:
    print(error)
print(Decimal('1E-99').next_minus(), Decimal('9.99999999E+99').next_plus(), Decimal(1).next_toward(2), Decimal('-0').next_plus())
context.clamp = 1
print(+Decimal('1E+99'), Decimal('1E+95').quantize(Decimal('1E+91')), Decimal('1E+99').normalize(), +Decimal('0E+99'))
print(Decimal('1E+20').log10(), Decimal('0.001').log10(), Decimal(2).ln(), Decimal('1E-20').exp(), Decimal(-3).exp())
print(Decimal('Infinity').fma(2, Decimal('-1')), Decimal('12345').shift(-2), Decimal('12345').rotate(3), Decimal('7E+4').adjusted())
