"""What is seldom asked for: powers out of the ordinary, neighbours, digits as bits, total order.

Much of it is a function of a number, other numbers and a context; `_method` makes it a method of
`Decimal` whose context is optional, and of `Context`.
"""

import numbers

from _decimal_core import (
    Context, Decimal, at_exponent, divmod, extend, finish, getcontext, make, nan_of, order, power,
    settle)
from decimal import _functions
from decimal._contexts import hooks
from decimal._signals import (
    CLAMPED, INEXACT, INVALID, OVERFLOW, ROUNDED, SUBNORMAL, UNDERFLOW, trapped)

_FINITE, _INFINITE, _QUIET, _SIGNALING = range(4)

hooks['trapped'] = trapped


def _hook(function):
    """For Rust to call."""
    hooks[function.__name__] = function
    return function


def _needed(value):
    """A Decimal out of a method's argument."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return Decimal(value)
    raise TypeError(f'conversion from {type(value).__name__} to Decimal is not supported')


def _the_context(context):
    if context is None:
        return getcontext()
    if not isinstance(context, Context):
        raise TypeError('optional argument must be a context')
    return context


def _infinity(sign):
    return make(sign, 0, 0, _INFINITE)


def _invalid(context, condition=INVALID):
    return settle(context, condition, make(0, 0, 0, _QUIET))


def _is_integral(number):
    return not number._kind and (number._exponent >= 0 or order(number, at_exponent(
        number, 0, 'ROUND_DOWN')) == 0)


# --- powers, and comparison with numbers of other classes ---

@_hook
def raised(a, b, context):
    """a ** b where that is no product."""
    a, b = _needed(a), _needed(b)
    result = nan_of(context, a, b)
    if result is not None:
        return result
    if not b:
        return _invalid(context) if not a else Decimal(1)
    integral = _is_integral(b)
    odd = integral and b._exponent <= 0 and int(b) & 1
    sign = 1 if a._sign and odd else 0
    if not a:
        return _infinity(sign) if b._sign else make(sign, 0, 0)
    if a._sign and not integral:
        return _invalid(context)
    if a._kind:
        return make(sign, 0, 0) if b._sign else _infinity(sign)
    if b._kind:
        above = order(a.copy_abs(), 1)
        if above == 0:
            return _functions.one(context)
        return make(0, 0, 0) if (above > 0) == bool(b._sign) else _infinity(0)
    return _functions.power(a, b, integral, context)


@_hook
def raised_modulo(a, b, modulo, context):
    """pow(a, b, modulo) of integers."""
    a, b, modulo = _needed(a), _needed(b), _needed(modulo)
    result = nan_of(context, a, b, modulo)
    if result is not None:
        return result
    if not (_is_integral(a) and _is_integral(b) and _is_integral(modulo)):
        return _invalid(context)
    if b._sign and b or not modulo or modulo.adjusted() >= context.prec or not a and not b:
        return _invalid(context)
    sign = a._sign & (int(b) & 1)
    return make(sign, pow(abs(int(a)), int(b), abs(int(modulo))), 0)


@_hook
def comparable(self, other, equality):
    """Two Decimals that compare as these do, or NotImplemented."""
    if isinstance(other, numbers.Rational):
        if self._kind:
            return self, Decimal(0)
        scaled = make(self._sign, self._coefficient * int(other.denominator), self._exponent)
        return scaled, Decimal(int(other.numerator))
    if equality and isinstance(other, numbers.Complex) and not isinstance(other, numbers.Real):
        if other.imag == 0:
            return self, Decimal.from_float(other.real)
        return self, make(0, 0, 0, _QUIET)
    return NotImplemented


# --- the methods ---

_of_decimal = {}
_of_context = {}


def _method(count, name=None):
    """Makes a function of `count` numbers and a context a method of both classes."""
    def make_methods(function):
        name_of_it = name or function.__name__

        def check(self, cls):
            if not isinstance(self, cls):
                raise TypeError(f"descriptor '{name_of_it}' for 'decimal.{cls.__name__}' objects "
                                f"doesn't apply to a '{type(self).__name__}' object")

        if count == 1:
            def method(self, /, context=None):
                check(self, Decimal)
                return function(self, _the_context(context))
        else:
            def method(self, /, other, context=None):
                check(self, Decimal)
                context = _the_context(context)
                return function(self, _needed(other), context)

        def in_context(self, /, *args):
            check(self, Context)
            if len(args) != count:
                plural = 'argument' if count == 1 else 'arguments'
                raise TypeError(f'{name_of_it}() takes exactly {count} {plural} ({len(args)} given)')
            return function(*map(_needed, args), self)

        for it, owner, table in (method, 'Decimal', _of_decimal), (in_context, 'Context', _of_context):
            it.__name__, it.__qualname__, it.__module__ = name_of_it, f'{owner}.{name_of_it}', 'decimal'
            it.__doc__ = function.__doc__
            table[name_of_it] = it
        return function

    return make_methods


_method(1)(_functions.exp)
_method(1)(_functions.ln)
_method(1)(_functions.log10)


@_method(1)
def number_class(self, context):
    """Return a string describing the class of the operand."""
    if self._kind >= _QUIET:
        return 'NaN' if self._kind == _QUIET else 'sNaN'
    if self._kind:
        name = 'Infinity'
    elif not self:
        name = 'Zero'
    else:
        name = 'Subnormal' if self.is_subnormal(context) else 'Normal'
    return ('-' if self._sign else '+') + name


@_method(2)
def compare_total(self, other, context):
    """Compare two operands using their abstract representation."""
    x, y = _total_rank(self), _total_rank(other)
    if x == y and not self._kind and self:
        x, y = order(self, other), 0
    if x == y:
        direction = -1 if self._sign else 1
        if self._kind:
            x, y = direction * self._coefficient, direction * other._coefficient
        else:
            x, y = direction * self._exponent, direction * other._exponent
    return Decimal((x > y) - (x < y))


def _total_rank(number):
    """Where a number's kind lies in the total order, zeros being a kind of their own."""
    if number._kind >= _QUIET:
        rank = 5 if number._kind == _QUIET else 4
    elif number._kind:
        rank = 3
    else:
        rank = 2 if number._coefficient else 1
    return -rank if number._sign else rank


@_method(2)
def compare_total_mag(self, other, context):
    """As compare_total, ignoring the signs."""
    return compare_total(self.copy_abs(), other.copy_abs(), context)


def _choice(self, other, context, wanted, magnitude):
    if self._kind >= _QUIET or other._kind >= _QUIET:
        if self._kind == _QUIET and other._kind < _QUIET:
            return finish(context, 0, other)
        if other._kind == _QUIET and self._kind < _QUIET:
            return finish(context, 0, self)
        return nan_of(context, self, other)
    above = 0
    if magnitude:
        above = order(self.copy_abs(), other.copy_abs())
    above = above or order(self, other) or int(compare_total(self, other, context))
    return finish(context, 0, self if above * wanted >= 0 else other)


@_method(2, 'max')
def maximum(self, other, context):
    """Maximum of self and other; a number wins over a quiet NaN."""
    return _choice(self, other, context, 1, False)


@_method(2, 'min')
def minimum(self, other, context):
    """Minimum of self and other; a number wins over a quiet NaN."""
    return _choice(self, other, context, -1, False)


@_method(2)
def max_mag(self, other, context):
    """As max, but compares absolute values."""
    return _choice(self, other, context, 1, True)


@_method(2)
def min_mag(self, other, context):
    """As min, but compares absolute values."""
    return _choice(self, other, context, -1, True)


def _neighbour(self, context, up):
    result = nan_of(context, self)
    if result is not None:
        return result
    if self._kind:
        if bool(self._sign) != up:
            return _infinity(self._sign)
        return make(self._sign, 10 ** context.prec - 1, context.Etop())
    quiet = context.copy()
    quiet.clear_traps()
    quiet.rounding = 'ROUND_CEILING' if up else 'ROUND_FLOOR'
    rounded = finish(quiet, 0, self)
    if order(rounded, self):
        return rounded
    return quiet.add(self, make(not up, 1, quiet.Etiny() - 1))


@_method(1)
def next_plus(self, context):
    """Return the smallest number representable that is larger than self."""
    return _neighbour(self, context, True)


@_method(1)
def next_minus(self, context):
    """Return the largest number representable that is smaller than self."""
    return _neighbour(self, context, False)


@_method(2)
def next_toward(self, other, context):
    """Return the number closest to self in the direction of other."""
    result = nan_of(context, self, other)
    if result is not None:
        return result
    above = order(self, other)
    if not above:
        return self.copy_sign(other)
    result = _neighbour(self, context, above < 0)
    met = 0
    if result._kind:
        met = OVERFLOW | INEXACT | ROUNDED
    elif result.adjusted() < context.Emin:
        met = UNDERFLOW | SUBNORMAL | INEXACT | ROUNDED | (0 if result else CLAMPED)
    return settle(context, met, result)


# --- digits ---

def _bits(number, context):
    """The digits as those of a binary number, or None if they are others than 0 and 1."""
    if number._kind or number._sign or number._exponent:
        return None
    digits = str(number)
    return None if digits.strip('01') else int(digits[-context.prec:], 2)


def _logical(self, other, context, operation):
    x, y = _bits(self, context), _bits(other, context)
    if x is None or y is None:
        return _invalid(context)
    return Decimal(f'{operation(x, y):b}')


@_method(2)
def logical_and(self, other, context):
    """Digit-wise and."""
    return _logical(self, other, context, lambda x, y: x & y)


@_method(2)
def logical_or(self, other, context):
    """Digit-wise or."""
    return _logical(self, other, context, lambda x, y: x | y)


@_method(2)
def logical_xor(self, other, context):
    """Digit-wise exclusive or."""
    return _logical(self, other, context, lambda x, y: x ^ y)


@_method(1)
def logical_invert(self, context):
    """Invert all the digits."""
    if _bits(self, context) is None:
        return _invalid(context)
    return logical_xor(self, make(0, (10 ** context.prec - 1) // 9, 0), context)


def _turned(self, other, context, turn):
    result = nan_of(context, self, other)
    if result is not None:
        return result
    if other._kind or other._exponent or abs(int(other)) > context.prec:
        return _invalid(context)
    if self._kind:
        return Decimal(self)
    digits = str(make(0, self._coefficient, 0))[-context.prec:].rjust(context.prec, '0')
    turned = Decimal(turn(digits, int(other))[-context.prec:] or '0')
    return make(self._sign, turned._coefficient, self._exponent)


@_method(2)
def shift(self, other, context):
    """Return self with its digits shifted by other places."""
    return _turned(self, other, context, lambda digits, n: (
        digits + '0' * n if n >= 0 else digits[:n]))


@_method(2)
def rotate(self, other, context):
    """Return self with its digits rotated by other places."""
    return _turned(self, other, context, lambda digits, n: digits[n:] + digits[:n])


# --- more methods of contexts ---

def _of_number(name):
    """The method of a number, which needs no context."""
    def method(self, a, /):
        return getattr(_needed(a), name)()

    method.__name__, method.__qualname__, method.__module__ = name, f'Context.{name}', 'decimal'
    return method


def _power(self, /, a, b, modulo=None):
    """Compute a**b. If 'a' is negative, then 'b' must be integral. The result
will be inexact unless 'a' is integral and the result is finite and can
be expressed exactly in 'precision' digits."""
    if modulo is None:
        return power(self, a, b)
    return raised_modulo(a, b, modulo, self)


_of_context |= {name: _of_number(name) for name in (
    'canonical', 'copy_abs', 'copy_negate', 'is_canonical', 'is_finite', 'is_infinite', 'is_nan',
    'is_qnan', 'is_signed', 'is_snan', 'is_zero')}
_of_context |= {
    'is_normal': lambda self, a, /: _needed(a).is_normal(self),
    'is_subnormal': lambda self, a, /: _needed(a).is_subnormal(self),
    'copy_sign': lambda self, a, b, /: _needed(a).copy_sign(b),
    'same_quantum': lambda self, a, b, /: _needed(a).same_quantum(b),
    'copy_decimal': lambda self, a, /: _needed(a),
    '_apply': lambda self, a, /: finish(self, 0, a),
    'divmod': lambda self, a, b, /: divmod(self, a, b),
    'power': _power,
}
extend(Decimal, _of_decimal)
extend(Context, _of_context)
