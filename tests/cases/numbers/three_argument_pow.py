# Whoever of the three operands knows the power answers.
from decimal import Decimal as D


def attempt(f):
    try:
        print(repr(f()))
    except Exception as error:
        print(type(error).__name__, error)


for given in ((D(3), 4, 5), (3, D(4), 5), (3, 4, D(5)), (D(3), D(4), D(5)), (D(3), 4.0, 5), (D(3), 4, 5.0), (3.0, D(4), 5),
              (3, D(4), 5.0), (3, 4.0, D(5)), (D(3), -4, 5), (3, 4, 'a'), ('a', 3, 4), (2j, 3, 4), (2, 3, 4.0)):
    attempt(lambda: pow(*given))
attempt(lambda: D(3).__pow__(4, 5))
attempt(lambda: D(3).__rpow__(4, 5))
attempt(lambda: D(3).__rpow__(4, None))
attempt(lambda: D(3).__pow__(4.0, 5))

import cmath
import math

print(math.cbrt(27.0), math.cbrt(10), math.cbrt(-8.0), math.cbrt(1e300))
for given in (0, 2), (2, 0), (2, 1), (0, 1), (-0.0, 2), (0,), (1e300, 2):
    attempt(lambda: cmath.log(*given))
