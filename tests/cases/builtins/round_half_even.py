# Rounding goes to even, and keeps the type.
print([round(x) for x in (0.5, 1.5, 2.5, -0.5, -1.5)], round(1.15, 1), round(2.675, 2), round(1e20), round(15, -1), round(25, -1), round(1.5, None), type(round(1.0)).__name__, round(1.0, 1), round(-2.5))
