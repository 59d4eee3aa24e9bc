"""Rational numbers."""

import math
import numbers
import operator
import re

from math import gcd

__all__ = ['Fraction']


def _parse(text):
    """A numerator and a denominator out of `1/3`, `-0.25` or `1e-3`."""
    bare = text.strip()
    sign = -1 if bare[:1] == '-' else 1
    digits = bare[1:] if bare[:1] in '+-' and bare else bare
    refused = ValueError(f'Invalid literal for Fraction: {text!r}')
    if not digits or digits[0] in '+- _' or digits[-1] == '_' or '__' in digits:
        raise refused
    try:
        if '/' in digits:
            top, bottom = digits.split('/')
            top, bottom = top.rstrip(), bottom.lstrip()
            if not (top[:1].isdigit() and top[-1:].isdigit() and bottom[:1].isdigit()):
                raise refused
            return sign * int(top), int(bottom)
        mantissa, _, exponent = digits.lower().partition('e')
        if _ and not exponent:
            raise refused
        whole, _, rest = mantissa.partition('.')
        if rest[:1] == '_' or whole[-1:] == '_':
            raise refused
        if not (whole or rest) or (whole + rest)[:1] in '+-':
            raise refused
        rest = rest.replace('_', '')
        top, bottom = int((whole + rest) or '0'), 10 ** len(rest)
        power = int(exponent or '0')
    except ValueError:
        raise refused from None
    if power >= 0:
        return sign * top * 10 ** power, bottom
    return sign * top, bottom * 10 ** -power


_SPEC = re.compile(r'''
    (?: (?P<fill> .)? (?P<align> [<>=^]) )? (?P<sign> [-+ ])? (?P<no_minus_zero> z)? (?P<alternate> \#)?
    (?P<zeros> 0 (?=[0-9]))? (?P<width> [0-9]+)? (?P<separator> [,_])? (?: \. (?P<precision> [0-9]+) )? (?P<kind> [eEfFgG%])
''', re.VERBOSE | re.DOTALL)


def _laid_out(numerator, denominator, *, fill, align, sign, no_minus_zero, alternate, zeros, width, separator, precision, kind):
    """A rational number in decimal digits, exactly rounded."""
    negative, numerator = numerator < 0, abs(numerator)
    precision = 6 if precision is None else int(precision)
    if kind in 'fF%':
        places, power = precision, None
        digits = _half_even(numerator * 10 ** (places + 2 * (kind == '%')), denominator)
    else:
        figures = precision + 1 if kind in 'eE' else max(precision, 1)
        digits, power = _figures(numerator, denominator, figures)
        if kind in 'gG' and -4 <= power < figures:
            places, power = figures - 1 - power, None
        else:
            places = figures - 1
    negative = negative and not (no_minus_zero and digits == 0)
    digits = f'{digits:0{places + 1}d}'
    whole, rest = digits[:len(digits) - places], digits[len(digits) - places:]
    if kind in 'gG' and not alternate:
        rest = rest.rstrip('0')
    if rest or alternate:
        rest = '.' + rest
    if power is not None:
        rest += f'{"E" if kind.isupper() else "e"}{power:+03d}'
    elif kind == '%':
        rest += '%'
    sign = '-' if negative else '' if sign in (None, '-') else sign
    width = int(width or 0)
    if zeros:
        room = width - len(sign) - len(rest)
        whole = whole.zfill(3 * room // 4 + 1 if separator else room)
    if separator:
        whole = _grouped(whole, separator)
    text = whole + rest
    room = max(width - len(sign) - len(text), 0)
    fill = (fill or ' ') * room
    match align or '>':
        case '>':
            return fill + sign + text
        case '<':
            return sign + text + fill
        case '=':
            return sign + fill + text
    return fill[:room // 2] + sign + text + fill[room // 2:]


def _half_even(numerator, denominator):
    """The quotient as an int, rounded half to even."""
    whole, rest = divmod(numerator, denominator)
    twice = rest * 2
    return whole + (twice > denominator or (twice == denominator and whole % 2))


def _figures(numerator, denominator, figures):
    """So many digits of a quotient as an int, and the power of ten of the first of them."""
    if numerator == 0:
        return 0, 0
    power = len(str(numerator)) - len(str(denominator))
    if numerator * 10 ** max(-power, 0) < denominator * 10 ** max(power, 0):
        power -= 1
    shift = figures - 1 - power
    digits = _half_even(numerator * 10 ** max(shift, 0), denominator * 10 ** max(-shift, 0))
    if digits == 10 ** figures:
        return digits // 10, power + 1
    return digits, power


def _grouped(digits, separator):
    """Digits in groups of three."""
    first = len(digits) % 3 or 3
    groups = [digits[:first], *(digits[at:at + 3] for at in range(first, len(digits), 3))]
    return separator.join(groups)


# --- arithmetic ---
#
# Sums and products stay in lowest terms by the greatest common divisors of their operands'
# parts, which are smaller than those of the results (Knuth, The Art of Computer Programming,
# volume 2, 4.5.1).

def _coprime(numerator, denominator):
    """A fraction of two ints that are in lowest terms already."""
    made = object.__new__(Fraction)
    made._numerator = numerator
    made._denominator = denominator
    return made


def _add_scaled(na, da, nb, db):
    """na/da + nb/db"""
    shared = gcd(da, db)
    if shared == 1:
        return _coprime(na * db + nb * da, da * db)
    rest = da // shared
    top = na * (db // shared) + nb * rest
    common = gcd(top, shared)
    if common == 1:
        return _coprime(top, rest * db)
    return _coprime(top // common, rest * (db // common))


def _add(a, b):
    return _add_scaled(a._numerator, a._denominator, b._numerator, b._denominator)


def _sub(a, b):
    return _add_scaled(a._numerator, a._denominator, -b._numerator, b._denominator)


def _multiply(na, da, nb, db):
    """na/da * nb/db"""
    common = gcd(na, db)
    if common > 1:
        na //= common
        db //= common
    common = gcd(nb, da)
    if common > 1:
        nb //= common
        da //= common
    return _coprime(na * nb, da * db)


def _mul(a, b):
    return _multiply(a._numerator, a._denominator, b._numerator, b._denominator)


def _div(a, b):
    top, bottom = b._denominator, b._numerator
    if bottom == 0:
        raise ZeroDivisionError(f'Fraction({top}, 0)')
    if bottom < 0:
        top, bottom = -top, -bottom
    return _multiply(a._numerator, a._denominator, top, bottom)


def _floordiv(a, b):
    return (a._numerator * b._denominator) // (a._denominator * b._numerator)


def _mod(a, b):
    return Fraction((a._numerator * b._denominator) % (b._numerator * a._denominator),
                    a._denominator * b._denominator)


class Fraction:
    """This class implements rational numbers."""

    __slots__ = ('_numerator', '_denominator')

    def __new__(cls, numerator=0, denominator=None):
        self = super().__new__(cls)
        if denominator is None:
            if type(numerator) is int:
                self._numerator, self._denominator = numerator, 1
                return self
            if isinstance(numerator, (Fraction, int)):
                self._numerator, self._denominator = int(numerator.numerator), numerator.denominator
                return self
            if isinstance(numerator, str):
                numerator, denominator = _parse(numerator)
            elif isinstance(numerator, float) or hasattr(numerator, 'as_tuple') and not isinstance(numerator, type):
                self._numerator, self._denominator = numerator.as_integer_ratio()
                return self
            elif isinstance(numerator, numbers.Rational):
                numerator, denominator = numerator.numerator, numerator.denominator
            else:
                raise TypeError('argument should be a string or a Rational instance')
        elif isinstance(numerator, (int, Fraction)) and isinstance(denominator, (int, Fraction)):
            numerator, denominator = (
                numerator.numerator * denominator.denominator,
                denominator.numerator * numerator.denominator)
        else:
            raise TypeError('both arguments should be Rational instances')
        if denominator == 0:
            raise ZeroDivisionError(f'Fraction({numerator}, 0)')
        shared = math.gcd(numerator, denominator)
        if denominator < 0:
            shared = -shared
        self._numerator, self._denominator = numerator // shared, denominator // shared
        return self

    @classmethod
    def from_float(cls, f):
        """Converts a finite float to a rational number, exactly."""
        if not isinstance(f, (int, float)):
            raise TypeError(f'{cls.__name__}.from_float() only takes floats, not {f!r} ({type(f).__name__})')
        return cls(*f.as_integer_ratio())

    @classmethod
    def from_decimal(cls, dec):
        """Converts a finite Decimal to a rational number, exactly."""
        if not isinstance(dec, int) and (isinstance(dec, float) or not hasattr(dec, 'as_tuple')):
            raise TypeError(f'{cls.__name__}.from_decimal() only takes Decimals, not {dec!r} ({type(dec).__name__})')
        return cls(*dec.as_integer_ratio())

    @property
    def numerator(a):
        return a._numerator

    @property
    def denominator(a):
        return a._denominator

    def is_integer(self):
        """Return True if the Fraction is an integer."""
        return self._denominator == 1

    def as_integer_ratio(self):
        """Return a pair of integers, whose ratio is equal to the original Fraction."""
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        """Closest Fraction to self with denominator at most max_denominator."""
        if max_denominator < 1:
            raise ValueError('max_denominator should be at least 1')
        if self._denominator <= max_denominator:
            return Fraction(self)
        p0, q0, p1, q1 = 0, 1, 1, 0
        n, d = self._numerator, self._denominator
        while True:
            a = n // d
            q2 = q0 + a * q1
            if q2 > max_denominator:
                break
            p0, q0, p1, q1 = p1, q1, p0 + a * p1, q2
            n, d = d, n - a * d
        k = (max_denominator - q0) // q1
        # Of the two neighbours, the nearer one.
        if 2 * d * (q0 + k * q1) <= self._denominator:
            return Fraction(p1, q1)
        return Fraction(p0 + k * p1, q0 + k * q1)

    def __repr__(self):
        return f'{self.__class__.__name__}({self._numerator}, {self._denominator})'

    def __str__(self):
        if self._denominator == 1:
            return str(self._numerator)
        return f'{self._numerator}/{self._denominator}'

    def __format__(self, spec):
        if not spec:
            return str(self)
        found = _SPEC.fullmatch(spec)
        if found is None or (found['align'] and found['zeros']):
            why = "; can't use explicit alignment when zero-padding" if found else ''
            raise ValueError(f'Invalid format specifier {spec!r} for object of type {type(self).__name__!r}{why}')
        return _laid_out(self._numerator, self._denominator, **found.groupdict())

    def _arithmetic(self, other, exact, inexact):
        if isinstance(other, int):
            other = Fraction(other)
        if isinstance(other, Fraction):
            return exact(self, other)
        if isinstance(other, float):
            return inexact(float(self), other)
        if isinstance(other, complex):
            return inexact(complex(self), other)
        return NotImplemented

    def _reflected(self, other, exact, inexact):
        if isinstance(other, int):
            return exact(Fraction(other), self)
        if isinstance(other, float):
            return inexact(other, float(self))
        if isinstance(other, complex):
            return inexact(other, complex(self))
        return NotImplemented

    def __add__(a, b):
        if type(b) is Fraction:
            return _add(a, b)
        return a._arithmetic(b, _add, operator.add)

    def __radd__(b, a):
        return b._reflected(a, _add, operator.add)

    def __sub__(a, b):
        if type(b) is Fraction:
            return _sub(a, b)
        return a._arithmetic(b, _sub, operator.sub)

    def __rsub__(b, a):
        return b._reflected(a, _sub, operator.sub)

    def __mul__(a, b):
        if type(b) is Fraction:
            return _mul(a, b)
        return a._arithmetic(b, _mul, operator.mul)

    def __rmul__(b, a):
        return b._reflected(a, _mul, operator.mul)

    def __truediv__(a, b):
        if type(b) is Fraction:
            return _div(a, b)
        return a._arithmetic(b, _div, operator.truediv)

    def __rtruediv__(b, a):
        return b._reflected(a, _div, operator.truediv)

    def __floordiv__(a, b):
        return a._arithmetic(b, _floordiv, operator.floordiv)

    def __rfloordiv__(b, a):
        return b._reflected(a, _floordiv, operator.floordiv)

    def __mod__(a, b):
        return a._arithmetic(b, _mod, operator.mod)

    def __rmod__(b, a):
        return b._reflected(a, _mod, operator.mod)

    def __divmod__(a, b):
        return a // b, a % b

    def __rdivmod__(b, a):
        return a // b, a % b

    def __pow__(a, b):
        if isinstance(b, (int, Fraction)) and b.denominator == 1:
            power = int(b.numerator)
            if power >= 0:
                return Fraction(a._numerator ** power, a._denominator ** power)
            if a._numerator == 0:
                raise ZeroDivisionError(f'Fraction({a._denominator ** -power}, 0)')
            return Fraction(a._denominator ** -power, a._numerator ** -power)
        if isinstance(b, (int, float, Fraction)):
            return float(a) ** float(b)
        if isinstance(b, complex):
            return complex(a) ** b
        return NotImplemented

    def __rpow__(b, a):
        if b._denominator == 1 and b._numerator >= 0:
            return a ** b._numerator
        return a ** float(b)

    def __pos__(a):
        return Fraction(a._numerator, a._denominator)

    def __neg__(a):
        return Fraction(-a._numerator, a._denominator)

    def __abs__(a):
        return Fraction(abs(a._numerator), a._denominator)

    def __int__(a):
        return a.__trunc__()

    def __float__(a):
        return a._numerator / a._denominator

    def __complex__(a):
        return complex(float(a))

    def __trunc__(a):
        return -(-a._numerator // a._denominator) if a._numerator < 0 else a._numerator // a._denominator

    def __floor__(a):
        return a._numerator // a._denominator

    def __ceil__(a):
        return -(-a._numerator // a._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            floor, rest = divmod(self._numerator, self._denominator)
            twice = rest * 2
            if twice < self._denominator or (twice == self._denominator and floor % 2 == 0):
                return floor
            return floor + 1
        shift = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    def __hash__(self):
        # As ints and floats of the same value: by the inverse of the denominator, modulo a prime.
        prime = 2 ** 61 - 1
        try:
            inverse = pow(self._denominator, -1, prime)
        except ValueError:
            value = 314159
        else:
            value = hash(hash(abs(self._numerator)) * inverse)
        result = value if self._numerator >= 0 else -value
        return -2 if result == -1 else result

    def __eq__(a, b):
        if type(b) is int:
            return a._numerator == b and a._denominator == 1
        if isinstance(b, (Fraction, int)):
            return a._numerator == b.numerator and a._denominator == b.denominator
        if isinstance(b, float):
            return a == Fraction(b) if math.isfinite(b) else 0.0 == b
        if isinstance(b, complex) and b.imag == 0:
            return a == b.real
        return NotImplemented

    def _compare(self, other, op):
        if isinstance(other, (Fraction, int)):
            return op(self._numerator * other.denominator, self._denominator * other.numerator)
        if isinstance(other, float):
            return op(self, Fraction(other)) if math.isfinite(other) else op(0.0, other)
        return NotImplemented

    def __lt__(a, b):
        return a._compare(b, operator.lt)

    def __gt__(a, b):
        return a._compare(b, operator.gt)

    def __le__(a, b):
        return a._compare(b, operator.le)

    def __ge__(a, b):
        return a._compare(b, operator.ge)

    def __bool__(a):
        return bool(a._numerator)

    def __reduce__(self):
        return self.__class__, (self._numerator, self._denominator)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


numbers.Rational.register(Fraction)
