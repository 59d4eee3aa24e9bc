import cmath

z = 1.5 - 2j
for name in ['acos', 'acosh', 'asin', 'asinh', 'atan', 'atanh', 'cos', 'cosh', 'exp', 'log', 'log10', 'sin', 'sinh',
             'sqrt', 'tan', 'tanh']:
    result = getattr(cmath, name)(z)
    print(name, f'{result.real:.12g} {result.imag:.12g}')
print(cmath.sqrt(-1), cmath.log(-1), cmath.exp(0), cmath.log(8, 2), cmath.sqrt(complex(-4.0, -0.0)))
print(cmath.polar(3 + 4j), cmath.rect(2, 0), cmath.phase(-1), cmath.phase(complex(-1, -0.0)))
print(cmath.isclose(1, 1 + 1e-12j), cmath.isnan(cmath.nanj), cmath.isinf(cmath.infj), cmath.isfinite(1j), cmath.tau)
