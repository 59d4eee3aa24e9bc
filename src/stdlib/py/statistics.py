"""Averages, spread and relations of data.

Sums are exact: every number is a ratio of two ints, and ints have no rounding
errors. A result is rounded once, at the end. Ratios are pairs here, `(n, d)`, and
`(x, None)` for an infinity or NaN, which is no ratio.
"""

__all__ = [
    'NormalDist',
    'StatisticsError',
    'correlation',
    'covariance',
    'fmean',
    'geometric_mean',
    'harmonic_mean',
    'linear_regression',
    'mean',
    'median',
    'median_grouped',
    'median_high',
    'median_low',
    'mode',
    'multimode',
    'pstdev',
    'pvariance',
    'quantiles',
    'stdev',
    'variance',
]

import sys
from _normal import NormalDist
from math import exp, fsum, gcd, isqrt, log, sqrt, sumprod


class StatisticsError(ValueError):
    pass


# --- exact sums ---

def _ratio(x):
    """A number as a ratio, exactly."""
    try:
        return x.as_integer_ratio()
    except AttributeError:
        pass
    except (OverflowError, ValueError):
        return (x, None)
    try:
        return (x.numerator, x.denominator)
    except AttributeError:
        raise TypeError(
            f"can't convert type '{type(x).__name__}' to numerator/denominator") from None


def _total(partials):
    """The sum of numerators that are gathered by denominator, as a ratio."""
    if None in partials:
        return (partials[None], None)
    n, d = 0, 1
    for denominator, numerator in partials.items():
        common = gcd(d, denominator)
        n = n * (denominator // common) + numerator * (d // common)
        d *= denominator // common
    return (n, d)


def _sum(data):
    """The type of the result, the sum as a ratio, and the number of items."""
    count = 0
    kinds = set()
    partials = {}
    for x in data:
        kinds.add(type(x))
        n, d = _ratio(x)
        partials[d] = partials.get(d, 0) + n
        count += 1
    return (_common_type(kinds), _total(partials), count)


def _squares(data, center=None):
    """The type of the result, the sum of the squared distances from the mean (or
    from a center) as a ratio, and the number of items."""
    if center is not None:
        return _sum((distance := x - center) * distance for x in data)
    count = 0
    kinds = set()
    sums = {}
    squares = {}
    for x in data:
        kinds.add(type(x))
        n, d = _ratio(x)
        sums[d] = sums.get(d, 0) + n
        squares[d] = squares.get(d, 0) + n * n
        count += 1
    kind = _common_type(kinds)
    if None in sums:
        return (kind, (sums[None], None), count)
    if not count:
        return (kind, (0, 1), 0)
    n, d = _total(sums)
    squares = {d * d: n for d, n in squares.items()}
    n2, d2 = _total(squares)
    # sum of (x - mean)**2 == (count * sum of x**2 - (sum of x)**2) / count: useless
    # with rounded numbers, exact with these.
    return (kind, (count * n2 * d * d - n * n * d2, count * d * d * d2), count)


def _common_type(kinds):
    """The type that a result made of numbers of these types has."""
    result = int
    for kind in kinds:
        result = _coerce(result, kind)
    return result


def _coerce(a, b):
    if a is b or b is int or b is bool:
        return a
    if a is int:
        return b
    if issubclass(b, a):
        return b
    if issubclass(a, b):
        return a
    if issubclass(a, int):
        return b
    if issubclass(b, int):
        return a
    if issubclass(b, float):
        return b
    if issubclass(a, float):
        return a
    raise TypeError(f"don't know how to coerce {a.__name__} and {b.__name__}")


def _convert(ratio, kind):
    """A ratio as a number of a type: a float where an int won't do."""
    n, d = ratio
    if d is None:
        return n
    if issubclass(kind, int):
        whole, rest = divmod(n, d)
        return n / d if rest else kind(whole)
    if issubclass(kind, float):
        return kind(n / d)
    return kind(n) / kind(d)


def _root(n, d):
    """The square root of n/d as a float, correctly rounded."""
    # An int root with more bits than a float has, its last bit set when the root is
    # not exact: then dividing rounds once, and right.
    shift = (n.bit_length() - d.bit_length() - 2 * sys.float_info.mant_dig - 3) // 2
    if shift >= 0:
        d <<= 2 * shift
    else:
        n <<= -2 * shift
    root = isqrt(n // d)
    root |= root * root * d != n
    return (root << shift) / 1 if shift >= 0 else root / (1 << -shift)


def _nonnegative(values, message):
    for x in values:
        if x < 0:
            raise StatisticsError(message)
        yield x


# --- averages ---

def mean(data):
    """The arithmetic mean: the sum divided by the number of items."""
    kind, (n, d), count = _sum(data)
    if count < 1:
        raise StatisticsError('mean requires at least one data point')
    if d is None:
        return n / count
    return _convert((n, d * count), kind)


def fmean(data, weights=None):
    """The arithmetic mean, perhaps weighted, of floats: faster than `mean`."""
    if weights is None:
        if not hasattr(data, '__len__'):
            data = list(data)
        count = len(data)
        total = fsum(data)
        if not count:
            raise StatisticsError('fmean requires at least one data point')
        return total / count
    if not isinstance(weights, (list, tuple)):
        weights = list(weights)
    try:
        weighted = sumprod(data, weights)
    except ValueError:
        raise StatisticsError('data and weights must be the same length')
    total = fsum(weights)
    if not total:
        raise StatisticsError('sum of weights must be non-zero')
    return weighted / total


def geometric_mean(data):
    """The mean of numbers that are multiplied, such as rates of growth."""
    try:
        return exp(fmean([log(x) for x in data]))
    except ValueError:
        raise StatisticsError('geometric mean requires a non-empty dataset '
                              'containing positive numbers') from None


def harmonic_mean(data, weights=None):
    """The mean of rates, such as speeds: the reciprocal of the mean reciprocal."""
    message = 'harmonic mean does not support negative values'
    if iter(data) is data:
        data = list(data)
    count = len(data)
    if count < 1:
        raise StatisticsError('harmonic_mean requires at least one data point')
    if count == 1 and weights is None:
        x = data[0]
        if not isinstance(x, (int, float)) and not hasattr(x, 'as_integer_ratio'):
            raise TypeError('unsupported type')
        if x < 0:
            raise StatisticsError(message)
        return x
    if weights is None:
        weights = [1] * count
        n, d = count, 1
    else:
        if iter(weights) is weights:
            weights = list(weights)
        if len(weights) != count:
            raise StatisticsError('Number of weights does not match data size')
        _, (n, d), _ = _sum(_nonnegative(weights, message))
    try:
        data = _nonnegative(data, message)
        kind, (below, above), _ = _sum(w / x if w else 0 for w, x in zip(weights, data))
    except ZeroDivisionError:
        return 0
    if below <= 0:
        raise StatisticsError('Weighted sum must be positive')
    if above is None:
        return n / d / below
    return _convert((n * above, d * below), kind)


def median(data):
    """The middle value, or the mean of the two middle ones."""
    data = sorted(data)
    count = len(data)
    if not count:
        raise StatisticsError('no median for empty data')
    middle = count // 2
    if count % 2:
        return data[middle]
    return (data[middle - 1] + data[middle]) / 2


def median_low(data):
    """The middle value, or the smaller of the two middle ones."""
    data = sorted(data)
    if not data:
        raise StatisticsError('no median for empty data')
    return data[(len(data) - 1) // 2]


def median_high(data):
    """The middle value, or the larger of the two middle ones."""
    data = sorted(data)
    if not data:
        raise StatisticsError('no median for empty data')
    return data[len(data) // 2]


def median_grouped(data, interval=1.0):
    """The median of values that stand for intervals around them."""
    data = sorted(data)
    count = len(data)
    if not count:
        raise StatisticsError('no median for empty data')
    x = data[count // 2]
    before = 0
    while data[before] < x:
        before += 1
    frequency = 0
    while before + frequency < count and data[before + frequency] == x:
        frequency += 1
    try:
        interval = float(interval)
        x = float(x)
    except ValueError:
        raise TypeError('Value cannot be converted to a float')
    return x - interval / 2.0 + interval * (count / 2 - before) / frequency


def _counts(data):
    counts = {}
    for x in data:
        counts[x] = counts.get(x, 0) + 1
    return counts


def mode(data):
    """The most frequent value, the first of several."""
    counts = _counts(data)
    if not counts:
        raise StatisticsError('no mode for empty data')
    return max(counts, key=counts.get)


def multimode(data):
    """All values that are as frequent as the most frequent one."""
    counts = _counts(data)
    if not counts:
        return []
    most = max(counts.values())
    return [value for value, count in counts.items() if count == most]


def quantiles(data, *, n=4, method='exclusive'):
    """The n - 1 cuts between n intervals that hold equally many values.

    `inclusive` takes the least and the greatest value as the ends of what there is;
    `exclusive` takes the data as a sample of something wider.
    """
    if n < 1:
        raise StatisticsError('n must be at least 1')
    data = sorted(data)
    count = len(data)
    if count < 2:
        raise StatisticsError('must have at least two data points')
    cuts = []
    if method == 'inclusive':
        for i in range(1, n):
            j, delta = divmod(i * (count - 1), n)
            cuts.append((data[j] * (n - delta) + data[j + 1] * delta) / n)
        return cuts
    if method == 'exclusive':
        for i in range(1, n):
            j = min(max(i * (count + 1) // n, 1), count - 1)
            delta = i * (count + 1) - j * n
            cuts.append((data[j - 1] * (n - delta) + data[j] * delta) / n)
        return cuts
    raise ValueError(f'Unknown method: {method!r}')


# --- spread ---

def _mean_square(data, center, name, least):
    """The type, and the sum of squared distances by the degrees of freedom."""
    kind, (n, d), count = _squares(data, center)
    if count < least:
        wanted = 'one data point' if least == 1 else 'two data points'
        raise StatisticsError(f'{name} requires at least {wanted}')
    freedom = count - least + 1
    return kind, ((n / freedom, None) if d is None else (n, d * freedom))


def variance(data, xbar=None):
    """The variance of a sample: squared distances from the mean by count - 1."""
    kind, ratio = _mean_square(data, xbar, 'variance', 2)
    return _convert(ratio, kind)


def pvariance(data, mu=None):
    """The variance of a whole population: squared distances from the mean by count."""
    kind, ratio = _mean_square(data, mu, 'pvariance', 1)
    return _convert(ratio, kind)


def _root_as(kind, n, d):
    """The square root of n / d: a Decimal of Decimals, otherwise a float."""
    decimal = sys.modules.get('decimal')
    if decimal is not None and issubclass(kind, decimal.Decimal):
        return (n if d is None else decimal.Decimal(n) / decimal.Decimal(d)).sqrt()
    return sqrt(n) if d is None else _root(n, d)


def stdev(data, xbar=None):
    """The square root of the variance of a sample."""
    kind, (n, d) = _mean_square(data, xbar, 'stdev', 2)
    return _root_as(kind, n, d)


def pstdev(data, mu=None):
    """The square root of the variance of a whole population."""
    kind, (n, d) = _mean_square(data, mu, 'pstdev', 1)
    return _root_as(kind, n, d)


# --- relations between two inputs ---

def _check_pairs(x, y, name):
    count = len(x)
    if len(y) != count:
        raise StatisticsError(f'{name} requires that both inputs have same number of data points')
    if count < 2:
        raise StatisticsError(f'{name} requires at least two data points')
    return count


def _centered(data):
    """The distances from the mean."""
    center = fsum(data) / len(data)
    return [x - center for x in data]


def covariance(x, y, /):
    """How much two inputs vary together."""
    count = _check_pairs(x, y, 'covariance')
    return sumprod(_centered(x), _centered(y)) / (count - 1)


def _ranks(data):
    """Each value's rank, counted from the middle; equal values share theirs."""
    order = sorted(range(len(data)), key=data.__getitem__)
    ranks = [0] * len(data)
    rank = (len(data) - 1) / -2
    start = 0
    while start < len(order):
        end = start + 1
        while end < len(order) and data[order[end]] == data[order[start]]:
            end += 1
        for at in order[start:end]:
            ranks[at] = rank + start + (end - start - 1) / 2
        start = end
    return ranks


def correlation(x, y, /, *, method='linear'):
    """Pearson's correlation coefficient; of the ranks (Spearman's) with 'ranked'."""
    _check_pairs(x, y, 'correlation')
    if method == 'ranked':
        x, y = _ranks(x), _ranks(y)
    elif method == 'linear':
        x, y = _centered(x), _centered(y)
    else:
        raise ValueError(f'Unknown method: {method!r}')
    try:
        return sumprod(x, y) / sqrt(sumprod(x, x) * sumprod(y, y))
    except ZeroDivisionError:
        raise StatisticsError('at least one of the inputs is constant')


class LinearRegression(tuple):
    """LinearRegression(slope, intercept)"""

    __slots__ = ()
    _fields = ('slope', 'intercept')
    __match_args__ = _fields

    def __new__(cls, slope, intercept):
        return tuple.__new__(cls, (slope, intercept))

    @property
    def slope(self):
        return self[0]

    @property
    def intercept(self):
        return self[1]

    def __repr__(self):
        return f'LinearRegression(slope={self[0]!r}, intercept={self[1]!r})'


def linear_regression(x, y, /, *, proportional=False):
    """The line that fits best by least squares: y = slope * x + intercept."""
    count = _check_pairs(x, y, 'linear regression')
    if not proportional:
        xbar = fsum(x) / count
        ybar = fsum(y) / count
        x = [xi - xbar for xi in x]
        y = [yi - ybar for yi in y]
    try:
        slope = (sumprod(x, y) + 0.0) / sumprod(x, x)
    except ZeroDivisionError:
        raise StatisticsError('x is constant')
    return LinearRegression(slope, 0.0 if proportional else ybar - slope * xbar)
