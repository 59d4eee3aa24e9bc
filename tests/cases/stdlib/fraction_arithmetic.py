# Sums and products of fractions stay in lowest terms.
import operator
from fractions import Fraction as F

values = [F(0), F(1), F(-3, 4), F(5, 6), F(7, 12), F(-10, 21), F(2**70, 3)]
for op in (operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod):
    for a in values:
        row = []
        for b in [*values, 2, -3]:
            try:
                c = op(a, b)
                row.append(str(c))
                row.append(str(op(b, a)))
            except ZeroDivisionError as error:
                row.append(str(error))
        print(op.__name__, *row)
print(F(1, 2) + 0.5, 0.5 - F(1, 2), F(1, 2) * 1j, 3 / F(3, 2), F(1, 3) == 1 / F(3), divmod(F(7, 2), F(-2, 3)))


class Sub(F):
    pass


print(type(Sub(1, 2) + Sub(1, 2)), Sub(1, 2) - F(1, 2), F(1, 2) / Sub(1, 4))
for act in (lambda: F(1) + 'x', lambda: 'x' - F(1), lambda: F(1, 2) / 0):
    try:
        act()
    except Exception as error:
        print(type(error).__name__, error)
