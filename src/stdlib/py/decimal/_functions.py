"""exp, ln, log10, and powers that are not whole: fixed-point integers with guard digits.

Each value is worked out with a dozen digits more than are wanted, then with twice as many, until
the digits behind say how to round.
"""

import math

from _decimal_core import at_exponent, finish, make, nan_of, order, settle
from decimal._signals import (
    CLAMPED, INEXACT, INVALID, OVERFLOW, ROUNDED, SUBNORMAL, UNDERFLOW)

UNDERFLOWN = INEXACT | ROUNDED | SUBNORMAL | UNDERFLOW | CLAMPED


# --- integers and their digits ---

def width(number):
    """How many decimal digits a number that is not negative has."""
    return make(0, number, 0).adjusted() + 1


def signed(number):
    """The coefficient with its sign."""
    return -number._coefficient if number._sign else number._coefficient


def stripped(coefficient, exponent):
    """Without zeros at the end."""
    while coefficient and coefficient % 10 == 0:
        coefficient //= 10
        exponent += 1
    return coefficient, exponent


def one(context, sign=0):
    """1 with all digits, for what is not exactly 1."""
    shift = context.prec - 1
    return finish(context, INEXACT | ROUNDED, make(sign, 10 ** shift, -shift))


# --- points: numbers times 10**digits ---

def _exp_point(x, digits):
    """exp(x / 10**digits) * 10**digits, near enough; x is small."""
    unit = 10 ** digits
    halvings = int(digits ** 0.5) + 4
    scale = unit << halvings
    total = term = scale
    step = 0
    while term:
        step += 1
        term = term * x // (scale * step)
        total += term
        if term == -1:
            break
    for _ in range(halvings):
        total = total * total // scale
    return total >> halvings


def _atanh_inverse(n, digits):
    """atanh(1/n) * 10**digits"""
    term = 10 ** digits // n
    total, step, square = term, 1, n * n
    while term:
        term //= square
        step += 2
        total += term // step
    return total


_ln10_known = {}


def _ln10(digits):
    if digits not in _ln10_known:
        work = digits + 10
        # ln 10 = 3 ln 2 + ln 1.25
        total = 6 * _atanh_inverse(3, work) + 2 * _atanh_inverse(9, work)
        _ln10_known[digits] = total // 10 ** 10
    return _ln10_known[digits]


def _ln_point(coefficient, exponent, digits):
    """ln(coefficient * 10**exponent) * 10**digits, near enough."""
    length = width(coefficient)
    work = digits + 10 + len(str(abs(exponent) + length))
    unit = 10 ** work
    shift = work - length
    mantissa = coefficient * 10 ** shift if shift >= 0 else coefficient // 10 ** -shift
    exponent += length
    # 0.1 <= mantissa < 1: its logarithm as a float, and what that leaves.
    near = int(math.log(mantissa / unit) * 2 ** 40)
    near_point = near * unit >> 40
    rest = mantissa * _exp_point(-near_point, work) // unit
    z = (rest - unit) * unit // (rest + unit)
    square, term, total, step = z * z // unit, z, z, 1
    while term not in (0, -1):
        term = term * square // unit
        step += 2
        total += term // step
    return (near_point + 2 * total + exponent * _ln10(work)) // 10 ** (work - digits)


# --- from points to numbers ---

def _settled(point, wanted):
    """Whether the digits behind the `wanted` first ones say how to round."""
    spare = width(abs(point)) - wanted
    if spare < 4:
        return False
    tail = abs(point) % 10 ** spare
    slack = 10 ** (spare - spare // 2)
    half = 10 ** spare // 2
    return slack < tail < 10 ** spare - slack and abs(tail - half) > slack


def _by_points(compute, context, rounding='ROUND_HALF_EVEN', guesses=6):
    """A number worked out with more and more guard digits until it can be rounded.

    `compute(digits)` gives an int and the exponent that goes with it.
    """
    for attempt in range(guesses):
        digits = context.prec + 12 * 2 ** attempt
        point, exponent = compute(digits)
        if _settled(point, context.prec):
            break
    else:
        # Exact, as far as can be seen: what the last digits say is only error.
        spare = (width(abs(point)) - context.prec) // 2
        kept = at_exponent(make(0, abs(point), 0), spare, 'ROUND_HALF_EVEN')._coefficient
        point, exponent = (-kept if point < 0 else kept), exponent + spare
    number = make(point < 0, abs(point), exponent)
    met = INEXACT | ROUNDED
    if number.adjusted() < context.Emin:
        met |= UNDERFLOW
    return finish(context, met, number, rounding)


def exp(self, context):
    """e**self"""
    result = nan_of(context, self)
    if result is not None:
        return result
    if self._kind:
        return make(0, 0, 0) if self._sign else make(0, 0, 0, 1)
    if not self:
        return make(0, 1, 0)
    if self.adjusted() > 20:
        if self._sign:
            return settle(context, UNDERFLOWN, make(0, 0, context.Etiny()))
        return settle(context, OVERFLOW | INEXACT | ROUNDED, make(0, 0, 0, 1))
    if self.adjusted() < -context.prec - 1:
        return one(context)

    def compute(digits):
        x, exponent = signed(self), self._exponent
        work = digits + 25
        shift = work + exponent
        point = x * 10 ** shift if shift >= 0 else x // 10 ** -shift
        tens, rest = divmod(point, _ln10(work))
        return _exp_point(rest, work) // 10 ** 20, tens - (work - 20)

    return _by_points(compute, context)


def ln(self, context):
    """The natural logarithm."""
    return _log(self, context, lambda digits: (
        _ln_point(self._coefficient, self._exponent, digits), -digits), self._kind == 0 and self == 1)


def log10(self, context):
    """The base ten logarithm."""
    if not self._kind and not self._sign and self._coefficient:
        coefficient, exponent = stripped(self._coefficient, self._exponent)
        if coefficient == 1:
            return finish(context, 0, make(exponent < 0, abs(exponent), 0), 'ROUND_HALF_EVEN')

    def compute(digits):
        work = digits + 10
        log = _ln_point(self._coefficient, self._exponent, work)
        return log * 10 ** digits // _ln10(work), -digits

    return _log(self, context, compute, False)


def _log(self, context, compute, nothing):
    result = nan_of(context, self)
    if result is not None:
        return result
    if not self:
        return make(1, 0, 0, 1)
    if self._sign:
        return settle(context, INVALID, make(0, 0, 0, 2))
    if self._kind:
        return make(0, 0, 0, 1)
    if nothing:
        return make(0, 0, 0)
    # Near 1 the logarithm begins with zeros.
    extra = 0 if self.adjusted() not in (0, -1) else _nearness(self)
    return _by_points(lambda digits: compute(digits + extra), context)


def _nearness(number):
    """How many zeros |number - 1| begins with, at most."""
    exponent = number._exponent
    gap = abs(number._coefficient - 10 ** -exponent) if exponent < 0 else 1
    return max(-exponent - width(gap), 0) + 2


def power(a, b, integral, context):
    """a ** b of finite numbers; neither is zero, and a is not negative unless b is integral."""
    sign = a._sign and integral and b._exponent <= 0 and int(b) & 1
    # The logarithm of the result is below 10 ** reach.
    reach = width(abs(a.adjusted()) + 1) + 1 + b.adjusted()
    if not order(a.copy_abs(), 1) or reach < -context.prec - 2:
        return one(context, sign)

    def compute(digits):
        work = digits + 25 + max(b.adjusted(), 0)
        log = _ln_point(a._coefficient, a._exponent, work)
        point = signed(b) * log
        point = point * 10 ** b._exponent if b._exponent >= 0 else point // 10 ** -b._exponent
        tens, rest = divmod(point, _ln10(work))
        value = _exp_point(rest, work) // 10 ** 20
        return (-value if sign else value), tens - (work - 20)

    return _by_points(compute, context, context.rounding)
