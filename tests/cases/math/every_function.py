# Every function of math with usual, odd and wrong arguments.
import math
def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print(f.__name__, repr(r))
    except Exception as e:
        print(f.__name__, type(e).__name__, e)
big = 10 ** 400
for f in (math.sqrt, math.exp, math.log, math.log2, math.log10, math.log1p, math.floor, math.ceil, math.trunc,
          math.isqrt, math.factorial, math.gamma, math.lgamma, math.erf, math.sin, math.frexp, math.modf, math.ulp,
          math.isnan, math.isinf, math.isfinite, math.degrees, math.radians, math.cosh, math.acosh, math.atanh, math.fabs):
    for x in (0, 1, -1, 2.5, -0.0, 1e300, 10, True, float('inf'), float('-inf'), float('nan'), 'a', None):
        t(f, x)
for f in (math.log, math.log2, math.log10, math.isqrt):
    t(f, big); t(f, -big)
t(math.log, 8, 2); t(math.log, 8, 0); t(math.log, 8, 1); t(math.log, big, 10)
t(math.factorial, 30); t(math.factorial, -3); t(math.factorial, 1 << 70); t(math.factorial, 2.0)
for n, k in ((5, 2), (0, 0), (100, 50), (10, 20), (-1, 2), (1, -2), (200, 3), (1 << 70, 2), (1 << 70, (1 << 70) - 1), (1 << 70, 1 << 69), (1.5, 2), (500, 250)):
    t(math.comb, n, k); t(math.perm, n, k)
t(math.perm, 6); t(math.perm, -1)
t(math.gcd, 12, 18, -6); t(math.gcd); t(math.gcd, 0); t(math.gcd, 1.5); t(math.lcm, 4, 6); t(math.lcm); t(math.lcm, 0, 3); t(math.gcd, 3**200, 3**100*2)
t(math.pow, 2, 3); t(math.pow, 0, -1); t(math.pow, -1, .5); t(math.pow, 1e300, 10); t(math.pow, float('nan'), 0); t(math.pow, float('-inf'), -1)
t(math.fmod, 7, 3); t(math.fmod, -7, 3); t(math.fmod, 1, 0); t(math.fmod, float('inf'), 1); t(math.fmod, 1, float('inf'))
t(math.remainder, 7, 3); t(math.remainder, 1, 0); t(math.remainder, 5, float('inf')); t(math.remainder, float('inf'), 1)
t(math.ldexp, 1, 10); t(math.ldexp, 1, 5000); t(math.ldexp, 1, -5000); t(math.ldexp, 0, 1 << 80); t(math.ldexp, 1, 2.0)
t(math.hypot); t(math.hypot, 3, 4); t(math.hypot, 1e308, 1e308); t(math.hypot, float('inf'), float('nan')); t(math.hypot, 1, 2, 3)
t(math.dist, (1, 2), (4, 6)); t(math.dist, [1], [1, 2]); t(math.dist, 1, 2); t(math.dist, (), ())
t(math.fsum, [.1] * 10); t(math.fsum, []); t(math.fsum, [1e308, 1e308, -1e308]); t(math.fsum, [float('inf'), -float('inf')]); t(math.fsum, ['a']); t(math.fsum, (x * .1 for x in range(100)))
t(math.prod, [1, 2, 3]); t(math.prod, []); t(math.prod, [2, 3.5]); t(math.prod, ['ab', 2]); t(math.prod, [2], start=10)
t(math.sumprod, [1, 2], [3, 4]); t(math.sumprod, [.1] * 10, [.1] * 10); t(math.sumprod, [1], [1, 2]); t(math.sumprod, [1, 2.5], [3, True]); t(math.sumprod, [10**20, .5], [3, 4]); t(math.sumprod, [], [])
t(math.isclose, 1, 1 + 1e-10); t(math.isclose, 1, 1.1, rel_tol=.2); t(math.isclose, 0, 1e-12, abs_tol=1e-9); t(math.isclose, 1, 1, rel_tol=-1); t(math.isclose, float('inf'), float('inf'))
t(math.nextafter, 1, 2); t(math.nextafter, 0, -1); t(math.nextafter, 1, 2, steps=5); t(math.nextafter, 1, 1.0000000000000002, steps=50); t(math.nextafter, 1, 2, steps=-1)
t(math.copysign, 1, -0.0); t(math.atan2, 1, -1); t(math.atan2, 0.0, -0.0)
class F:
    def __float__(self): return 2.25
class I:
    def __index__(self): return 9
class C:
    def __floor__(self): return 'floor'
    def __ceil__(self): return 'ceil'
    def __trunc__(self): return 'trunc'
t(math.sqrt, F()); t(math.sqrt, I()); t(math.floor, C()); t(math.ceil, C()); t(math.trunc, C()); t(math.isqrt, I()); t(math.floor, F())
class B:
    def __float__(self): return 2
t(math.sqrt, B())
print(math.pi, math.e, math.tau, math.inf, math.nan)
