# The kinds of numbers.
import fractions
import numbers

for value in (1, True, 1.5, 2j, fractions.Fraction(1, 2), 'x'):
    print([isinstance(value, kind) for kind in
           (numbers.Number, numbers.Complex, numbers.Real, numbers.Rational, numbers.Integral)])
try:
    numbers.Real()
except TypeError as error:
    print('abstract')
