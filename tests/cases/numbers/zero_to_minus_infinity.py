# 0 to a negative power is an error, but to minus infinity it is infinite, as C has it.
inf = float("inf")
for base, power in ((0, -inf), (0.0, -inf), (-0.0, -inf), (0, inf), (0.0, -1.0), (-0.0, -3.0), (0, -1), (1, inf), (-1, inf), (2, -inf), (0.5, -inf)):
    try:
        print(base, power, base**power)
    except ZeroDivisionError as error:
        print(base, power, error)
