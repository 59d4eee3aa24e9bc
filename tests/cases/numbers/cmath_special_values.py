import cmath

inf, nan = cmath.inf, cmath.nan
for name in ['exp', 'cosh', 'sinh', 'tanh', 'sqrt', 'log', 'acos', 'asinh', 'atanh']:
    for z in complex(inf, 0), complex(-inf, 2), complex(0, inf), complex(2, nan):
        try:
            print(name, z, getattr(cmath, name)(z))
        except (ValueError, OverflowError) as error:
            print(name, z, type(error).__name__, error)
for attempt in lambda: cmath.log(0), lambda: cmath.exp(1e4), lambda: cmath.atanh(1), lambda: cmath.cosh(1e5), \
        lambda: cmath.rect(1, inf), lambda: cmath.sqrt('1'), lambda: cmath.log(1, 1), lambda: cmath.isclose(1, 1, rel_tol=-1):
    try:
        print(attempt())
    except (ValueError, OverflowError, TypeError) as error:
        print(type(error).__name__, error)
