# Floats print shortest, and know inf and nan.
for x in (0.1, 1.0, 1e16, 1e15, 1e-5, 0.0001, 123456789.123, 1 / 3, 2.5e-300, 1.7976931348623157e308, -0.0, 5e-324):
    print(x, repr(-x))
inf, nan = float("inf"), float("nan")
print(inf, -inf, nan, inf - inf, nan == nan, inf > 10 ** 400, nan != nan)
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, divmod(7.5, -2))
print(0.1 + 0.2, 1.1 * 3, 2 ** 0.5, 10 ** -2, 1e308 * 10)
print(int(3.99), int(-3.99), round(2.5), round(3.5), round(2.675, 2), round(-1.5), round(1234, -2))
print((0.5).as_integer_ratio(), (3.0).is_integer(), (1.5).hex(), float.fromhex("0x1.8p1"))
print(float("  1.5e3 "), float("1_0.5"), float("-inf"), 1.0 == 1, hash(1.0) == hash(1), hash(0.5))
print(1e22, 1e23, 123456789012345680.0, 1.5e300 * 1e10, 4.35, 0.3)
