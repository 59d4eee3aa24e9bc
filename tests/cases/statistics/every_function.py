# Exact sums: the results are CPython's to the last bit.
from statistics import *
import statistics
def t(f, *a, **k):
    try: print(f.__name__, repr(f(*a, **k)))
    except Exception as e: print(f.__name__, type(e).__name__, e)
data = [[1, 2, 3, 4], [1.5, 2.5, 0.1], [], [5], [.1] * 10, [1e300, 1e-300, 1], [3, 1, 2, 2], [True, 2], [float('inf'), 1], [10**30, 1], [-1, 2]]
for d in data:
    for f in (mean, fmean, geometric_mean, harmonic_mean, median, median_low, median_high, median_grouped, mode, multimode, variance, pvariance, quantiles):
        t(f, d)
    if float('inf') not in d: t(stdev, d); t(pstdev, d)
t(mean, ['a']); t(mean, 5); t(quantiles, [1, 2, 3, 4, 5], n=10, method='inclusive'); t(quantiles, [1, 2], method='x'); t(variance, [1, 2, 3], 2); t(fmean, [1, 2], [3, 4]); t(fmean, [1], [0]); t(harmonic_mean, [40, 60], weights=[5, 30])
x, y = [1, 2, 3, 4, 5], [2.1, 3.9, 6.2, 7.8, 10.1]
t(correlation, x, y); t(covariance, x, y); t(linear_regression, x, y); t(linear_regression, x, y, proportional=True); t(correlation, x, y, method='ranked'); t(correlation, [1, 1], [1, 2]); t(covariance, [1], [1]); t(mode, 'aabbb'); t(mean, (i / 7 for i in range(1000)))
