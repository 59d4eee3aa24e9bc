# NormalDist, and the rest of statistics with wrong data.
from statistics import *
import statistics
n = NormalDist(1060, 195); print(n, n.mean, n.stdev, n.variance, n.median, n.mode)
print(round((n.cdf(1200 + .5) - n.cdf(1100 - .5)) * 100, 1), [round(x) for x in n.quantiles()], n.quantiles(n=10))
print(n.pdf(1000), n.inv_cdf(0.25), n.zscore(1200), n.overlap(NormalDist(1000, 100)))
print(NormalDist.from_samples([1, 2, 3, 4, 4.5]), n + 5, n - 5, n * 2, n / 2, -n, +n, 5 + n, 5 - n, 2 * n, n + NormalDist(1, 2), n - NormalDist(1, 2), n == NormalDist(1060, 195), hash(n) == hash(NormalDist(1060, 195)))
print(n.samples(3, seed=42), NormalDist().samples(2, seed='x'))
for f in (lambda: NormalDist(1, -1), lambda: n.inv_cdf(0), lambda: NormalDist(0, 0).pdf(1), lambda: NormalDist(0, 0).cdf(1), lambda: n.overlap(3), lambda: n * n, lambda: NormalDist.from_samples([1]), lambda: NormalDist(0, 0).inv_cdf(.5)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for p in (.001, .02, .1, .4, .5, .6, .9, .9999, 1e-20): print(NormalDist().inv_cdf(p), NormalDist().cdf(NormalDist().inv_cdf(p)))
import copy, pickle; print(copy.copy(n), pickle.loads(pickle.dumps(n)))
print(correlation([1, 2, 3], [1, 2, 4]), covariance([1, 2, 3], [4, 5, 9]), linear_regression([1, 2, 3], [2, 4, 7]), linear_regression([1, 2, 3], [2, 4, 7], proportional=True), correlation([1, 2, 3, 4], [1, 4, 9, 1], method='ranked'))
print(fmean([1, 2, 3], weights=[1, 2, 3]), geometric_mean([54, 24, 36]), harmonic_mean([40, 60], weights=[5, 30]), multimode('aabbc'), quantiles(range(1, 10), n=4, method='inclusive'), median_grouped([1, 3, 3, 5, 7]), median_grouped([52, 52, 53, 54]), median_low([1, 2, 3, 4]), median_high([1, 2, 3, 4]), pvariance([1, 2, 3]), pstdev([1, 2, 3]), mode(['a', 'b', 'a']))
from fractions import Fraction as F; print(mean([F(1, 2), F(1, 3)]), variance([F(1, 2), F(1, 3), 1]), stdev([1.5, 2.5, 2.5, 2.75, 3.25, 4.75]))
for f in (lambda: mean([]), lambda: median([]), lambda: mode([]), lambda: variance([1]), lambda: harmonic_mean([-1]), lambda: geometric_mean([]), lambda: quantiles([1]), lambda: correlation([1], [1, 2]), lambda: correlation([1, 1], [1, 2]), lambda: mean(['a']), lambda: quantiles([1, 2], n=0), lambda: linear_regression([1, 1], [1, 2]), lambda: fmean([]), lambda: stdev([]), lambda: pvariance([])):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
