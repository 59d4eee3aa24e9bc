# math: constants and functions.
import math
print(math.pi, math.e, math.tau, math.inf, math.nan)
print(math.sqrt(2), math.floor(-1.5), math.ceil(1.2), math.trunc(-1.7), math.fabs(-2))
print(math.gcd(12, 18), math.lcm(4, 6), math.factorial(20), math.comb(5, 2), math.perm(5, 2), math.isqrt(17))
print(math.sin(1), math.cos(1), math.atan2(1, -1), math.hypot(3, 4), math.degrees(math.pi), math.radians(180))
print(math.log(10), math.log(8, 2), math.log2(8), math.log10(1000), math.exp(1), math.log1p(0.5), math.pow(2, 0.5))
print(math.fsum([0.1] * 10), sum([0.1] * 10), math.prod([1, 2, 3]), math.isclose(0.1 + 0.2, 0.3), math.isnan(math.nan), math.isinf(1))
print(math.modf(1.5), math.frexp(8), math.ldexp(0.5, 4), math.fmod(-7, 3), math.copysign(1, -0.0), math.dist([0, 0], [3, 4]))
for f, a in ((math.sqrt, -1), (math.log, 0), (math.factorial, -1), (math.exp, 1000), (math.sqrt, "x")):
    try:
        f(a)
    except Exception as error:
        print(type(error).__name__, error)
