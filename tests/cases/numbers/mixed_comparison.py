# Ints and floats compare exactly.
print(2 ** 53 + 1 == float(2 ** 53 + 1), 2 ** 53 + 1 > float(2 ** 53), 10 ** 400 > 1e308, 1 < 1.5 < 2)
print(0.0 == -0.0, 1 == True, "1" == 1, [] == (), 1 != "1", None == 0)
print(max(1, 1.0), max(1.0, 1), min(-0.0, 0), sorted([3, 1.5, True, 2]))
