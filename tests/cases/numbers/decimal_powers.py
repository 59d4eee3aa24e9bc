# Whole powers, powers of one, and those that are beyond all bounds.
from decimal import *

context = getcontext()
context.traps[Overflow] = False
for prec, rounding in (28, ROUND_HALF_EVEN), (5, ROUND_05UP), (9, ROUND_UP), (3, ROUND_FLOOR):
    context.prec, context.rounding = prec, rounding
    for a, b in (('99999.9999', '-5'), ('1.00', '3'), ('-1.0', '7'), ('1.0', '1E+20'), ('1', '-3'), ('2', '100'),
                 ('-1.5', '1E+30'), ('0.5', '1E+30'), ('2', '1E-99999'), ('-2', '0.5'), ('10', '-3'),
                 ('Infinity', '-1'), ('-Infinity', '3'), ('0', '-2'), ('0', '0'), ('7', '12345')):
        context.clear_flags()
        try:
            power = Decimal(a) ** Decimal(b)
        except InvalidOperation as error:
            power = error
        print(a, b, power, [signal.__name__ for signal, met in context.flags.items() if met])
context.prec = 28
print(pow(Decimal(3), 5, 7), pow(Decimal(-3), 5, 7), pow(Decimal(2), Decimal('-0'), 5), context.power(2, 10, modulo=1000))
