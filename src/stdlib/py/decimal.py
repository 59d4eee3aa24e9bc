"""Decimal arithmetic, as the General Decimal Arithmetic Specification has it.

A finite number is (-1)**sign * coefficient * 10**exponent, the coefficient an int. Each
operation works out its exact result, or more digits than are wanted, and `_fix` rounds that to
the context's precision. What was odd on the way (inexact, division by zero ..) is collected, and
`_settle` sets the flags and raises what the context traps.
"""

import contextvars as _contextvars
import math as _math
import numbers as _numbers
import re as _re
import sys as _sys
from collections import namedtuple as _namedtuple

__all__ = [
    'Decimal', 'Context', 'DecimalTuple', 'DefaultContext', 'BasicContext', 'ExtendedContext',
    'DecimalException', 'Clamped', 'InvalidOperation', 'DivisionByZero', 'Inexact', 'Rounded',
    'Subnormal', 'Overflow', 'Underflow', 'FloatOperation', 'DivisionImpossible', 'InvalidContext',
    'ConversionSyntax', 'DivisionUndefined', 'ROUND_DOWN', 'ROUND_HALF_UP', 'ROUND_HALF_EVEN',
    'ROUND_CEILING', 'ROUND_FLOOR', 'ROUND_UP', 'ROUND_HALF_DOWN', 'ROUND_05UP', 'setcontext',
    'getcontext', 'localcontext', 'MAX_PREC', 'MAX_EMAX', 'MIN_EMIN', 'MIN_ETINY', 'HAVE_THREADS',
    'HAVE_CONTEXTVAR',
]

__version__ = '1.70'
__libmpdec_version__ = '2.5.1'
HAVE_THREADS = True
HAVE_CONTEXTVAR = True
MAX_PREC = 999999999999999999
MAX_EMAX = 999999999999999999
MIN_EMIN = -999999999999999999
MIN_ETINY = MIN_EMIN - (MAX_PREC - 1)

ROUND_UP = 'ROUND_UP'
ROUND_DOWN = 'ROUND_DOWN'
ROUND_CEILING = 'ROUND_CEILING'
ROUND_FLOOR = 'ROUND_FLOOR'
ROUND_HALF_UP = 'ROUND_HALF_UP'
ROUND_HALF_DOWN = 'ROUND_HALF_DOWN'
ROUND_HALF_EVEN = 'ROUND_HALF_EVEN'
ROUND_05UP = 'ROUND_05UP'
_ROUNDINGS = (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN,
              ROUND_HALF_EVEN, ROUND_05UP)

DecimalTuple = _namedtuple('DecimalTuple', 'sign digits exponent')
DecimalTuple.__module__ = 'decimal'


# --- signals ---

class DecimalException(ArithmeticError):
    pass


class Clamped(DecimalException):
    pass


class InvalidOperation(DecimalException):
    pass


class ConversionSyntax(InvalidOperation):
    pass


class DivisionByZero(DecimalException, ZeroDivisionError):
    pass


class DivisionImpossible(InvalidOperation):
    pass


class DivisionUndefined(InvalidOperation, ZeroDivisionError):
    pass


class Inexact(DecimalException):
    pass


class InvalidContext(InvalidOperation):
    pass


class Rounded(DecimalException):
    pass


class Subnormal(DecimalException):
    pass


class Overflow(Inexact, Rounded):
    pass


class Underflow(Inexact, Rounded, Subnormal):
    pass


class FloatOperation(DecimalException, TypeError):
    pass


# In the order in which they are looked at, and in which an exception lists them.
_SIGNALS = (InvalidOperation, FloatOperation, DivisionByZero, Overflow, Underflow, Subnormal,
            Inexact, Rounded, Clamped)
# In the order in which a context shows them.
_SHOWN = (Clamped, InvalidOperation, DivisionByZero, Inexact, FloatOperation, Overflow, Rounded,
          Subnormal, Underflow)
_CONDITIONS = (ConversionSyntax, DivisionImpossible, DivisionUndefined, InvalidContext)


# --- integers and their digits ---

def _width(number):
    """How many decimal digits a number that is not negative has."""
    if number < 10 ** 18:
        return len(str(number))
    guess = int((number.bit_length() - 1) * 0.30102999566398114)
    while number >= 10 ** guess:
        guess += 1
    return guess


def _text(number):
    """str(number), however long."""
    if number.bit_length() < 12000:
        return str(number)
    half = _width(number) // 2
    upper, lower = divmod(number, 10 ** half)
    return _text(upper) + _text(lower).rjust(half, '0')


def _number(text):
    """int(text), however long."""
    if len(text) < 4000:
        return int(text)
    half = len(text) // 2
    return _number(text[:half]) * 10 ** (len(text) - half) + _number(text[half:])


def _rounded(coefficient, drop, rounding, sign):
    """The coefficient without its last `drop` digits, and whether they said anything."""
    unit = 10 ** drop
    kept, rest = divmod(coefficient, unit)
    if not rest:
        return kept, False
    if rounding == ROUND_HALF_EVEN:
        up = 2 * rest > unit or 2 * rest == unit and kept & 1
    elif rounding == ROUND_HALF_UP:
        up = 2 * rest >= unit
    elif rounding == ROUND_HALF_DOWN:
        up = 2 * rest > unit
    elif rounding == ROUND_DOWN:
        up = False
    elif rounding == ROUND_UP:
        up = True
    elif rounding == ROUND_CEILING:
        up = not sign
    elif rounding == ROUND_FLOOR:
        up = sign
    else:
        up = kept % 5 == 0
    return kept + bool(up), True


# --- contexts ---

class _SignalDict(dict):
    """The flags or the traps of a context: all signals, and nothing else."""

    def __init__(self, given=()):
        super().__init__((signal, False) for signal in _SIGNALS)
        if isinstance(given, dict):
            for signal, value in given.items():
                self[signal] = value
        else:
            for signal in given:
                self[signal] = True

    def __setitem__(self, signal, value):
        if signal not in _SIGNALS:
            raise KeyError('invalid error flag')
        super().__setitem__(signal, bool(value))

    def __delitem__(self, signal):
        raise ValueError('signal keys cannot be deleted')

    def _names(self):
        return '[' + ', '.join(signal.__name__ for signal in _SHOWN if self[signal]) + ']'

    def __repr__(self):
        return '{' + ', '.join(f'{signal!r}:{self[signal]}' for signal in _SIGNALS) + '}'

    def copy(self):
        return dict(self)


def _limits(name, least, most):
    """A setting of a context that is an int between limits."""
    slot = '_' + name

    def get(self):
        return getattr(self, slot)

    def set(self, value):
        if not isinstance(value, int):
            raise TypeError("'%s' object cannot be interpreted as an integer" % type(value).__name__)
        if not least <= value <= most:
            raise ValueError(f'valid range for {name} is [{_end(least)}, {_end(most)}]')
        object.__setattr__(self, slot, int(value))

    return property(get, set)


def _end(limit):
    return {MAX_PREC: 'MAX_PREC', MIN_EMIN: 'MIN_EMIN'}.get(limit, limit)


class Context:
    """How operations round, and which signals are raised."""

    __slots__ = ('_prec', '_rounding', '_Emin', '_Emax', '_capitals', '_clamp', '_flags', '_traps')

    def __init__(self, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None,
                 flags=None, traps=None):
        base = globals().get('DefaultContext')
        given = {'prec': prec, 'rounding': rounding, 'Emin': Emin, 'Emax': Emax,
                 'capitals': capitals, 'clamp': clamp, 'traps': traps}
        usual = {'prec': 28, 'rounding': ROUND_HALF_EVEN, 'Emin': -999999, 'Emax': 999999,
                 'capitals': 1, 'clamp': 0, 'traps': [InvalidOperation, DivisionByZero, Overflow]}
        for name, value in given.items():
            if value is None:
                value = usual[name] if base is None else getattr(base, name)
            setattr(self, name, value)
        self.flags = () if flags is None else flags

    prec = _limits('prec', 1, MAX_PREC)
    Emin = _limits('Emin', MIN_EMIN, 0)
    Emax = _limits('Emax', 0, MAX_EMAX)
    capitals = _limits('capitals', 0, 1)
    clamp = _limits('clamp', 0, 1)

    @property
    def rounding(self):
        return self._rounding

    @rounding.setter
    def rounding(self, value):
        if value not in _ROUNDINGS:
            raise TypeError('valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, '
                            'ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n'
                            '   ROUND_05UP]')
        self._rounding = value

    @property
    def flags(self):
        return self._flags

    @flags.setter
    def flags(self, value):
        self._flags = _SignalDict(value)

    @property
    def traps(self):
        return self._traps

    @traps.setter
    def traps(self, value):
        self._traps = _SignalDict(value)

    def __repr__(self):
        return (f'Context(prec={self.prec}, rounding={self.rounding}, Emin={self.Emin}, '
                f'Emax={self.Emax}, capitals={self.capitals}, clamp={self.clamp}, '
                f'flags={self.flags._names()}, traps={self.traps._names()})')

    def __reduce__(self):
        flags = [signal for signal in _SIGNALS if self.flags[signal]]
        traps = [signal for signal in _SIGNALS if self.traps[signal]]
        return (Context, (self.prec, self.rounding, self.Emin, self.Emax, self.capitals,
                          self.clamp, flags, traps))

    def copy(self):
        return Context(self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp,
                       self.flags, self.traps)

    __copy__ = copy

    def clear_flags(self):
        self.flags = ()

    def clear_traps(self):
        self.traps = ()

    def Etiny(self):
        return self.Emin - self.prec + 1

    def Etop(self):
        return self.Emax - self.prec + 1

    def radix(self):
        return Decimal(10)

    def create_decimal(self, num='0', /):
        """The number, rounded to this context."""
        return _fixed(_exactly(num, self), self)

    def create_decimal_from_float(self, f, /):
        return _fixed(Decimal.from_float(f), self)

    def _settle(self, conditions, result):
        """Notes what an operation has met, raises what is trapped."""
        met = {_signal_of(condition) for condition in conditions}
        for signal in met:
            dict.__setitem__(self._flags, signal, True)
        for signal in _SIGNALS:
            if signal in met and self._traps[signal]:
                listed = [it for it in _CONDITIONS + _SIGNALS
                          if it in conditions and self._traps[_signal_of(it)]]
                raise signal(listed)
        return result


def _signal_of(condition):
    return InvalidOperation if condition in _CONDITIONS else condition


_current = _contextvars.ContextVar('decimal_context')


def getcontext():
    """Get the current default context."""
    try:
        return _current.get()
    except LookupError:
        context = DefaultContext.copy()
        context.clear_flags()
        _current.set(context)
        return context


def setcontext(context, /):
    """Set a new default context."""
    if not isinstance(context, Context):
        raise TypeError('argument must be a context')
    if context in (DefaultContext, BasicContext, ExtendedContext):
        context = context.copy()
        context.clear_flags()
    _current.set(context)


class _ContextManager:
    """A context for the length of a `with`."""

    def __init__(self, context):
        self._context = context

    def __enter__(self):
        self._saved = getcontext()
        setcontext(self._context)
        return self._context

    def __exit__(self, *error):
        setcontext(self._saved)


def localcontext(ctx=None, **kwargs):
    """Return a context manager that will set the default context to a copy of ctx."""
    context = (getcontext() if ctx is None else ctx).copy()
    for name, value in kwargs.items():
        if name not in ('prec', 'rounding', 'Emin', 'Emax', 'capitals', 'clamp', 'flags', 'traps'):
            raise TypeError(f"'{name}' is an invalid keyword argument for this function")
        setattr(context, name, value)
    return _ContextManager(context)


# --- making numbers ---

_FINITE, _INFINITE, _QUIET, _SIGNALING = range(4)

_SYNTAX = _re.compile(
    r'([-+])?(?:(?=\d|\.\d)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?|(inf(?:inity)?)|(s)?nan(\d*))',
    _re.IGNORECASE)


def _make(sign, coefficient, exponent, kind=_FINITE, cls=None):
    self = object.__new__(Decimal if cls is None else cls)
    self._sign, self._coefficient, self._exponent, self._kind = sign, coefficient, exponent, kind
    return self


def _zero(sign=0, exponent=0):
    return _make(sign, 0, exponent)


def _infinity(sign):
    return _make(sign, 0, 0, _INFINITE)


def _nan():
    return _make(0, 0, 0, _QUIET)


def _parsed(text, context):
    match = _SYNTAX.fullmatch(text.strip().replace('_', ''))
    if match is None:
        return context._settle([ConversionSyntax], _nan())
    minus, whole, rest, exponent, infinite, signaling, payload = match.groups()
    sign = int(minus == '-')
    if infinite:
        return _infinity(sign)
    if whole is None:
        kind = _SIGNALING if signaling else _QUIET
        return _make(sign, int(payload or '0'), 0, kind)
    rest = rest or ''
    number = _number(whole + rest)
    exponent = int(exponent or '0') - len(rest)
    if not -2 * MAX_EMAX < exponent < 2 * MAX_EMAX:
        return context._settle([InvalidOperation], _nan())
    return _make(sign, number, exponent)


def _exactly(value, context):
    """What Decimal(value) is."""
    if isinstance(value, Decimal):
        return _make(value._sign, value._coefficient, value._exponent, value._kind)
    if isinstance(value, int):
        value = int(value)
        return _make(int(value < 0), abs(value), 0)
    if isinstance(value, str):
        return _parsed(value, context)
    if isinstance(value, float):
        context._settle([FloatOperation], None)
        return Decimal.from_float(value)
    if isinstance(value, (tuple, list)):
        return _from_tuple(tuple(value))
    raise TypeError(f'conversion from {type(value).__name__} to Decimal is not supported')


def _from_tuple(parts):
    if len(parts) != 3:
        raise ValueError('argument must be a sequence of length 3')
    sign, digits, exponent = parts
    if sign not in (0, 1) or not isinstance(sign, int):
        raise ValueError('sign must be an integer with the value 0 or 1')
    for digit in digits:
        if not isinstance(digit, int) or not 0 <= digit <= 9:
            raise ValueError('coefficient must be a tuple of digits')
    number = _number(''.join(map(str, digits)) or '0')
    if exponent == 'F':
        return _infinity(sign)
    if exponent in ('n', 'N'):
        return _make(sign, number, 0, _QUIET if exponent == 'n' else _SIGNALING)
    if not isinstance(exponent, int):
        raise ValueError("string argument in the third position must be 'F', 'n' or 'N'")
    return _make(sign, number, exponent)


def _operand(value):
    """A Decimal out of what an operator meets, or None."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return _make(int(value < 0), abs(int(value)), 0)
    return None


def _needed(value):
    """A Decimal out of a method's argument."""
    number = _operand(value)
    if number is None:
        raise TypeError(f'conversion from {type(value).__name__} to Decimal is not supported')
    return number


# --- rounding to a context ---

def _overflow(sign, context, conditions):
    conditions += [Overflow, Inexact, Rounded]
    toward_zero = {ROUND_DOWN: True, ROUND_05UP: True, ROUND_CEILING: sign,
                   ROUND_FLOOR: not sign}.get(context.rounding, False)
    if toward_zero:
        return _make(sign, 10 ** context.prec - 1, context.Etop())
    return _infinity(sign)


def _fix(number, context, conditions, sticky=False):
    """Rounds a number; what that meets joins `conditions`. `sticky`: digits were left out
    behind the coefficient, which are not all zeros."""
    if number._kind != _FINITE:
        if number._kind != _INFINITE:
            most = context.prec - context.clamp
            if number._coefficient >= 10 ** most:
                payload = number._coefficient % 10 ** most
                return _make(number._sign, payload, 0, number._kind)
        return number
    sign, coefficient, exponent = number._sign, number._coefficient, number._exponent
    tiny, top = context.Etiny(), context.Etop()
    if not coefficient and not sticky:
        bounded = min(max(exponent, tiny), top if context.clamp else context.Emax)
        if bounded == exponent:
            return number
        conditions.append(Clamped)
        return _zero(sign, bounded)
    if sticky:
        coefficient, exponent = coefficient * 10 + 1, exponent - 1
    width = _width(coefficient)
    least = width + exponent - context.prec
    if least > top:
        return _overflow(sign, context, conditions)
    subnormal = least < tiny
    if subnormal:
        least = tiny
        conditions.append(Subnormal)
    if exponent < least:
        drop = least - exponent
        if drop > width + 1:
            coefficient, drop = 1, 2
        coefficient, inexact = _rounded(coefficient, drop, context.rounding, sign)
        exponent = least
        if coefficient >= 10 ** context.prec:
            coefficient //= 10
            exponent += 1
            if exponent > top:
                return _overflow(sign, context, conditions)
        conditions.append(Rounded)
        if inexact:
            conditions.append(Inexact)
            if subnormal:
                conditions.append(Underflow)
        if not coefficient:
            conditions.append(Clamped)
        return _make(sign, coefficient, exponent)
    if context.clamp and exponent > top:
        conditions.append(Clamped)
        return _make(sign, coefficient * 10 ** (exponent - top), top)
    return number


def _fixed(number, context):
    conditions = []
    return context._settle(conditions, _fix(number, context, conditions))


def _finished(context, conditions, number, sticky=False):
    return context._settle(conditions, _fix(number, context, conditions, sticky))


def _nan_of(context, *operands):
    """The NaN that an operation on a NaN gives, or None."""
    for kind in (_SIGNALING, _QUIET):
        for number in operands:
            if number._kind == kind:
                conditions = [InvalidOperation] if kind == _SIGNALING else []
                quiet = _make(number._sign, number._coefficient, 0, _QUIET)
                return _finished(context, conditions, quiet)
    return None


def _invalid(context, condition=InvalidOperation):
    return context._settle([condition], _nan())


# --- the arithmetic ---

def _add(a, b, context):
    result = _nan_of(context, a, b)
    if result is not None:
        return result
    if a._kind or b._kind:
        if a._kind and b._kind and a._sign != b._sign:
            return _invalid(context)
        return _infinity(a._sign if a._kind else b._sign)
    exponent = min(a._exponent, b._exponent)
    if not a._coefficient or not b._coefficient:
        return _add_zero(a, b, exponent, context)
    big, small = (a, b) if a._exponent >= b._exponent else (b, a)
    gap = big._exponent - small._exponent
    if gap > context.prec + 2 and gap > _width(small._coefficient) + 2:
        # Only that the smaller one is there, and its sign, can matter.
        pad = max(context.prec + 3 - _width(big._coefficient), 3)
        if pad + _width(small._coefficient) + 2 < gap:
            exponent = big._exponent - pad
            small = _make(small._sign, 1, exponent)
    total = _signed(big) * 10 ** (big._exponent - exponent) + _signed(small) * 10 ** (small._exponent - exponent)
    if not total:
        negative = a._sign and b._sign or context.rounding == ROUND_FLOOR and a._sign != b._sign
        return _fixed(_zero(int(bool(negative)), exponent), context)
    return _fixed(_make(int(total < 0), abs(total), exponent), context)


def _add_zero(a, b, exponent, context):
    if not a._coefficient and not b._coefficient:
        sign = min(a._sign, b._sign)
        if a._sign != b._sign and context.rounding == ROUND_FLOOR:
            sign = 1
        return _fixed(_zero(sign, exponent), context)
    other = a if a._coefficient else b
    # The zero's exponent is the result's as far as the precision allows.
    exponent = max(exponent, other._exponent - context.prec - 1)
    if exponent < other._exponent:
        room = max(context.prec - _width(other._coefficient), 0)
        shift = min(other._exponent - exponent, room)
        conditions = [Rounded] if other._exponent - shift > min(a._exponent, b._exponent) else []
        padded = _make(other._sign, other._coefficient * 10 ** shift, other._exponent - shift)
        return _finished(context, conditions, padded)
    return _fixed(other, context)


def _signed(number):
    return -number._coefficient if number._sign else number._coefficient


def _multiply(a, b, context):
    result = _nan_of(context, a, b)
    if result is not None:
        return result
    sign = a._sign ^ b._sign
    if a._kind or b._kind:
        if not a or not b:
            return _invalid(context)
        return _infinity(sign)
    return _fixed(_make(sign, a._coefficient * b._coefficient, a._exponent + b._exponent), context)


def _divide(a, b, context):
    result = _nan_of(context, a, b)
    if result is not None:
        return result
    sign = a._sign ^ b._sign
    if a._kind:
        return _invalid(context) if b._kind else _infinity(sign)
    if b._kind:
        return context._settle([Clamped], _zero(sign, context.Etiny()))
    if not b._coefficient:
        if not a._coefficient:
            return _invalid(context, DivisionUndefined)
        return context._settle([DivisionByZero], _infinity(sign))
    ideal = a._exponent - b._exponent
    if not a._coefficient:
        return _fixed(_zero(sign, ideal), context)
    shift = _width(b._coefficient) - _width(a._coefficient) + context.prec + 1
    if shift >= 0:
        quotient, rest = divmod(a._coefficient * 10 ** shift, b._coefficient)
    else:
        quotient, rest = divmod(a._coefficient, b._coefficient * 10 ** -shift)
    exponent = ideal - shift
    if rest:
        return _finished(context, [], _make(sign, quotient, exponent), sticky=True)
    quotient, exponent = _stripped(quotient, exponent, ideal)
    return _fixed(_make(sign, quotient, exponent), context)


def _stripped(coefficient, exponent, most):
    """Without zeros at the end, as long as the exponent stays below `most`."""
    while exponent < most and coefficient % 10 == 0:
        coefficient //= 10
        exponent += 1
    return coefficient, exponent


def _divmod(a, b, context):
    """Quotient, rounded to zero, and remainder of finite numbers; None when the quotient
    has too many digits."""
    exponent = min(a._exponent, b._exponent)
    if a._coefficient and a.adjusted() - b.adjusted() > context.prec:
        return None
    if not a._coefficient:
        quotient = rest = 0
    elif a.adjusted() < b.adjusted() - 1:
        quotient, rest = 0, a._coefficient * 10 ** min(a._exponent - exponent, context.prec + 1)
        if a._exponent - exponent > context.prec + 1:
            exponent = a._exponent - context.prec - 1
    else:
        quotient, rest = divmod(a._coefficient * 10 ** (a._exponent - exponent),
                                b._coefficient * 10 ** (b._exponent - exponent))
    if quotient >= 10 ** context.prec:
        return None
    return _make(a._sign ^ b._sign, quotient, 0), _make(a._sign, rest, exponent)


def _floor_divide(a, b, context):
    result = _nan_of(context, a, b)
    if result is not None:
        return result
    sign = a._sign ^ b._sign
    if a._kind:
        return _invalid(context) if b._kind else _infinity(sign)
    if b._kind:
        return _zero(sign)
    if not b._coefficient:
        if not a._coefficient:
            return _invalid(context, DivisionUndefined)
        return context._settle([DivisionByZero], _infinity(sign))
    both = _divmod(a, b, context)
    if both is None:
        return _invalid(context, DivisionImpossible)
    return _fixed(both[0], context)


def _remainder(a, b, context):
    result = _nan_of(context, a, b)
    if result is not None:
        return result
    if a._kind:
        return _invalid(context)
    if b._kind:
        return _fixed(a, context)
    if not b._coefficient:
        return _invalid(context, InvalidOperation if a._coefficient else DivisionUndefined)
    both = _divmod(a, b, context)
    if both is None:
        return _invalid(context, DivisionImpossible)
    return _fixed(both[1], context)


def _both(a, b, context):
    """divmod(a, b)"""
    if not a._kind and not b._kind and a._coefficient and not b._coefficient:
        conditions = [DivisionByZero, InvalidOperation]
        return context._settle(conditions, (_infinity(a._sign ^ b._sign), _nan()))
    return _floor_divide(a, b, context), _remainder(a, b, context)


def _compare(a, b):
    """-1, 0 or 1; neither is a NaN."""
    if a._kind or b._kind:
        rank_a = (1 - 2 * a._sign) * (a._kind != _FINITE)
        rank_b = (1 - 2 * b._sign) * (b._kind != _FINITE)
        return (rank_a > rank_b) - (rank_a < rank_b)
    if not a._coefficient or not b._coefficient:
        x, y = (_signed(a) > 0) - (_signed(a) < 0), (_signed(b) > 0) - (_signed(b) < 0)
        return (x > y) - (x < y)
    if a._sign != b._sign:
        return 1 - 2 * a._sign
    direction = 1 - 2 * a._sign
    high_a, high_b = a.adjusted(), b.adjusted()
    if high_a != high_b:
        return direction if high_a > high_b else -direction
    exponent = min(a._exponent, b._exponent)
    x = a._coefficient * 10 ** (a._exponent - exponent)
    y = b._coefficient * 10 ** (b._exponent - exponent)
    return direction * ((x > y) - (x < y))


# --- logarithms and powers: fixed-point integers with guard digits ---

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
    work = digits + 10 + len(str(abs(exponent) + _width(coefficient)))
    unit = 10 ** work
    width = _width(coefficient)
    shift = work - width
    mantissa = coefficient * 10 ** shift if shift >= 0 else coefficient // 10 ** -shift
    exponent += width
    # 0.1 <= mantissa < 1: its logarithm as a float, and what that leaves.
    near = int(_math.log(mantissa / unit) * 2 ** 40)
    near_point = near * unit >> 40
    rest = mantissa * _exp_point(-near_point, work) // unit
    z = (rest - unit) * unit // (rest + unit)
    square, term, total, step = z * z // unit, z, z, 1
    while term not in (0, -1):
        term = term * square // unit
        step += 2
        total += term // step
    return (near_point + 2 * total + exponent * _ln10(work)) // 10 ** (work - digits)


def _settled(point, digits, wanted):
    """Whether the digits behind the `wanted` first ones say how to round."""
    spare = _width(abs(point)) - wanted
    if spare < 4:
        return False
    tail = abs(point) % 10 ** spare
    slack = 10 ** (spare - spare // 2)
    half = 10 ** spare // 2
    return slack < tail < 10 ** spare - slack and abs(tail - half) > slack


def _by_points(compute, context, rounding=ROUND_HALF_EVEN, guesses=6):
    """A number worked out with more and more guard digits until it can be rounded.

    `compute(digits)` gives an int and the exponent that goes with it.
    """
    for attempt in range(guesses):
        digits = context.prec + 12 * 2 ** attempt
        point, exponent = compute(digits)
        if _settled(point, digits, context.prec):
            break
    else:
        # Exact, as far as can be seen: what the last digits say is only error.
        spare = (_width(abs(point)) - context.prec) // 2
        kept, _ = _rounded(abs(point), spare, ROUND_HALF_EVEN, 0)
        point, exponent = (-kept if point < 0 else kept), exponent + spare
    even = context.copy()
    even.rounding = rounding
    number = _make(int(point < 0), abs(point), exponent)
    spare = _width(number._coefficient) - context.prec
    if spare > 0:
        kept, _ = _rounded(number._coefficient, spare, rounding, number._sign)
        number = _make(number._sign, kept, exponent + spare)
    conditions = [Inexact, Rounded]
    return context._settle(conditions, _fix(number, even, conditions))


def _exp(number, context):
    if number.adjusted() > 20:
        conditions = []
        if number._sign:
            conditions += [Inexact, Rounded, Subnormal, Underflow, Clamped]
            return context._settle(conditions, _zero(0, context.Etiny()))
        return context._settle(conditions + [Overflow, Inexact, Rounded], _infinity(0))
    if number.adjusted() < -context.prec - 1:
        shift = context.prec - 1
        return _finished(context, [Inexact, Rounded], _make(0, 10 ** shift, -shift))

    def compute(digits):
        x, exponent = _signed(number), number._exponent
        work = digits + 25
        shift = work + exponent
        point = x * 10 ** shift if shift >= 0 else x // 10 ** -shift
        ln10 = _ln10(work)
        tens, rest = divmod(point, ln10)
        return _exp_point(rest, work) // 10 ** 20, tens - (work - 20)

    return _by_points(compute, context)


def _power(a, b, context):
    """a ** b of finite numbers; a is not zero, and not negative unless b is an int."""
    sign = 0
    if b._is_integral():
        n = int(b)
        sign = a._sign & n & 1
        is_short = _width(a._coefficient) * abs(n) < 20000
        if not is_short and _stripped(a._coefficient, 0, 1 << 62)[0] == 1:
            a, is_short = _make(a._sign, 1, a.adjusted()), True
        if is_short:
            power = _make(sign, a._coefficient ** abs(n), a._exponent * abs(n))
            if n >= 0:
                return _fixed(power, context)
            return _divide(_make(0, 1, 0), power, context)
    magnitude = _make(0, a._coefficient, a._exponent)
    if magnitude == 1:
        shift = context.prec - 1
        return _finished(context, [Inexact, Rounded], _make(sign, 10 ** shift, -shift))
    # How many digits the exponent of the result has.
    log = _make(0, abs(magnitude.adjusted()) + 1, 0)
    reach = log.adjusted() + b.adjusted()
    if reach > 19:
        conditions = []
        grows = (magnitude > 1) != bool(b._sign)
        if grows:
            return context._settle(conditions, _overflow(sign, context, conditions))
        conditions += [Inexact, Rounded, Subnormal, Underflow, Clamped]
        return context._settle(conditions, _zero(sign, context.Etiny()))

    def compute(digits):
        work = digits + 25 + max(b.adjusted(), 0)
        log = _ln_point(a._coefficient, a._exponent, work)
        point = _signed(b) * log
        point = point * 10 ** b._exponent if b._exponent >= 0 else point // 10 ** -b._exponent
        tens, rest = divmod(point, _ln10(work))
        value = _exp_point(rest, work) // 10 ** 20
        return (-value if sign else value), tens - (work - 20)

    return _by_points(compute, context, context.rounding)


# --- the class ---

def _binary(operation):
    """The operator's method and its reflection."""
    def plain(self, other, /):
        other = _operand(other)
        return NotImplemented if other is None else operation(self, other, getcontext())

    def reflected(self, other, /):
        other = _operand(other)
        return NotImplemented if other is None else operation(other, self, getcontext())

    return plain, reflected


def _ordering(holds):
    """A method for `<` and the like."""
    def method(self, other, /):
        a, b, context = _comparable(self, other, getcontext(), False)
        if b is None:
            return NotImplemented
        if a._kind >= _QUIET or b._kind >= _QUIET:
            context._settle([InvalidOperation], None)
            return False
        return holds(_compare(a, b))

    return method


def _comparable(self, other, context, equality):
    """Both as Decimals that compare as the operands do."""
    if isinstance(other, float):
        if equality:
            dict.__setitem__(context.flags, FloatOperation, True)
        else:
            context._settle([FloatOperation], None)
        return self, Decimal.from_float(other), context
    if isinstance(other, _numbers.Rational) and not isinstance(other, int):
        if self._kind:
            return self, _make(0, 0, 0), context
        scaled = _make(self._sign, self._coefficient * int(other.denominator), self._exponent)
        return scaled, _make(int(other.numerator < 0), abs(int(other.numerator)), 0), context
    if equality and isinstance(other, _numbers.Complex) and not isinstance(other, _numbers.Real):
        if other.imag == 0:
            return self, Decimal.from_float(other.real), context
        return self, _nan(), context
    return self, _operand(other), context


class Decimal:
    """Construct a new Decimal object from an int, a string, a tuple or a float."""

    __slots__ = ('_sign', '_coefficient', '_exponent', '_kind')

    def __new__(cls, value='0', context=None):
        number = _exactly(value, getcontext() if context is None else context)
        if cls is Decimal:
            return number
        return _make(number._sign, number._coefficient, number._exponent, number._kind, cls)

    @classmethod
    def from_float(cls, f, /):
        """Class method that converts a float to a decimal number, exactly."""
        if isinstance(f, int):
            number = _operand(f)
        elif not isinstance(f, float):
            raise TypeError('argument must be int or float')
        elif f != f:
            number = _nan()
        elif f in (_math.inf, -_math.inf):
            number = _infinity(int(f < 0))
        else:
            top, bottom = abs(f).as_integer_ratio()
            places = bottom.bit_length() - 1
            number = _make(int(_math.copysign(1.0, f) < 0), top * 5 ** places, -places)
        if cls is Decimal:
            return number
        return cls(number)

    # --- what it is ---

    def __repr__(self):
        return f"Decimal('{self}')"

    def __str__(self):
        return self._shown(getcontext().capitals, False)

    def _shown(self, capitals, engineering):
        sign = '-' if self._sign else ''
        if self._kind == _INFINITE:
            return sign + 'Infinity'
        if self._kind:
            payload = _text(self._coefficient) if self._coefficient else ''
            return sign + ('NaN' if self._kind == _QUIET else 'sNaN') + payload
        digits = _text(self._coefficient)
        left = self._exponent + len(digits)
        if self._exponent <= 0 and left > -6:
            point = left
        elif not engineering:
            point = 1
        elif digits == '0':
            point = (left + 1) % 3 - 1
        else:
            point = (left - 1) % 3 + 1
        if point <= 0:
            body = '0.' + '0' * -point + digits
        elif point >= len(digits):
            body = digits + '0' * (point - len(digits))
        else:
            body = digits[:point] + '.' + digits[point:]
        if left != point:
            body += ('E' if capitals else 'e') + f'{left - point:+d}'
        return sign + body

    def to_eng_string(self, context=None):
        """Convert to a string, using engineering notation if an exponent is needed."""
        context = getcontext() if context is None else context
        return self._shown(context.capitals, True)

    def as_tuple(self):
        """Return a tuple representation of the number."""
        if self._kind == _INFINITE:
            return DecimalTuple(self._sign, (0,), 'F')
        if self._kind:
            digits = tuple(map(int, _text(self._coefficient))) if self._coefficient else ()
            return DecimalTuple(self._sign, digits, 'n' if self._kind == _QUIET else 'N')
        return DecimalTuple(self._sign, tuple(map(int, _text(self._coefficient))), self._exponent)

    def as_integer_ratio(self):
        """Decimal.as_integer_ratio() -> (int, int)"""
        if self._kind == _INFINITE:
            raise OverflowError('cannot convert Infinity to integer ratio')
        if self._kind:
            raise ValueError('cannot convert NaN to integer ratio')
        if self._exponent >= 0:
            return _signed(self) * 10 ** self._exponent, 1
        bottom = 10 ** -self._exponent
        shared = _math.gcd(self._coefficient, bottom)
        return _signed(self) // shared, bottom // shared

    def __reduce__(self):
        return type(self), (str(self),)

    def __copy__(self):
        return self if type(self) is Decimal else type(self)(self)

    def __deepcopy__(self, memo):
        return self.__copy__()

    @property
    def real(self):
        return self

    @property
    def imag(self):
        return Decimal(0)

    def conjugate(self):
        """Return self."""
        return self

    def canonical(self):
        """Return the canonical encoding of the argument."""
        return self

    def radix(self):
        """Return Decimal(10)."""
        return Decimal(10)

    def adjusted(self):
        """Return the adjusted exponent of the number."""
        if self._kind:
            return 0
        return self._exponent + _width(self._coefficient) - 1

    def is_canonical(self):
        return True

    def is_finite(self):
        return self._kind == _FINITE

    def is_infinite(self):
        return self._kind == _INFINITE

    def is_nan(self):
        return self._kind >= _QUIET

    def is_qnan(self):
        return self._kind == _QUIET

    def is_snan(self):
        return self._kind == _SIGNALING

    def is_signed(self):
        return self._sign == 1

    def is_zero(self):
        return self._kind == _FINITE and not self._coefficient

    def is_normal(self, context=None):
        context = getcontext() if context is None else context
        return bool(not self._kind and self._coefficient and self.adjusted() >= context.Emin)

    def is_subnormal(self, context=None):
        context = getcontext() if context is None else context
        return bool(not self._kind and self._coefficient and self.adjusted() < context.Emin)

    def _is_integral(self):
        if self._kind or self._exponent >= 0:
            return not self._kind
        if -self._exponent > _width(self._coefficient):
            return not self._coefficient
        return self._coefficient % 10 ** -self._exponent == 0

    def number_class(self, context=None):
        """Return a string describing the class of the operand."""
        if self._kind >= _QUIET:
            return 'NaN' if self._kind == _QUIET else 'sNaN'
        if self._kind:
            name = 'Infinity'
        elif not self._coefficient:
            name = 'Zero'
        else:
            name = 'Subnormal' if self.is_subnormal(context) else 'Normal'
        return ('-' if self._sign else '+') + name

    # --- conversions ---

    def __bool__(self):
        return bool(self._kind or self._coefficient)

    def __int__(self):
        if self._kind == _INFINITE:
            raise OverflowError('cannot convert Infinity to integer')
        if self._kind:
            raise ValueError('cannot convert NaN to integer')
        if self._exponent >= 0:
            number = self._coefficient * 10 ** self._exponent
        elif -self._exponent > _width(self._coefficient):
            number = 0
        else:
            number = self._coefficient // 10 ** -self._exponent
        return -number if self._sign else number

    __trunc__ = __int__

    def __float__(self):
        if self._kind == _SIGNALING:
            raise ValueError('cannot convert signaling NaN to float')
        if self._kind == _QUIET:
            return -_math.nan if self._sign else _math.nan
        return float(self._shown(1, False))

    def __complex__(self):
        return complex(float(self))

    def _to_int(self, rounding):
        if self._kind == _INFINITE:
            raise OverflowError('cannot convert Infinity to integer')
        if self._kind:
            raise ValueError('cannot convert NaN to integer')
        return int(self._at(0, rounding))

    def __floor__(self):
        return self._to_int(ROUND_FLOOR)

    def __ceil__(self):
        return self._to_int(ROUND_CEILING)

    def __round__(self, ndigits=None):
        if ndigits is None:
            return self._to_int(ROUND_HALF_EVEN)
        if not isinstance(ndigits, int):
            raise TypeError('optional arg must be an integer')
        return self.quantize(_make(0, 1, -ndigits))

    def __hash__(self):
        if self._kind == _SIGNALING:
            raise TypeError('Cannot hash a signaling NaN value')
        if self._kind == _QUIET:
            return object.__hash__(self)
        if self._kind:
            return -_sys.hash_info.inf if self._sign else _sys.hash_info.inf
        modulus = _sys.hash_info.modulus
        base = 10 if self._exponent >= 0 else pow(10, -1, modulus)
        value = self._coefficient * pow(base, abs(self._exponent), modulus) % modulus
        value = -value if self._sign else value
        return -2 if value == -1 else value

    def __format__(self, spec, /):
        return _formatted(self, spec)

    # --- comparisons ---

    def __eq__(self, other, /):
        a, b, context = _comparable(self, other, getcontext(), True)
        if b is None:
            return NotImplemented
        if a._kind >= _QUIET or b._kind >= _QUIET:
            if _SIGNALING in (a._kind, b._kind):
                context._settle([InvalidOperation], None)
            return False
        return _compare(a, b) == 0

    __lt__ = _ordering(lambda order: order < 0)
    __le__ = _ordering(lambda order: order <= 0)
    __gt__ = _ordering(lambda order: order > 0)
    __ge__ = _ordering(lambda order: order >= 0)

    def compare(self, other, context=None):
        """Compare self to other; -1, 0, 1 or NaN."""
        context, other = context or getcontext(), _needed(other)
        result = _nan_of(context, self, other)
        return Decimal(_compare(self, other)) if result is None else result

    def compare_signal(self, other, context=None):
        """Identical to compare, except that all NaNs signal."""
        context, other = context or getcontext(), _needed(other)
        result = _nan_of(context, self, other)
        if result is not None:
            return context._settle([InvalidOperation], result)
        return Decimal(_compare(self, other))

    def compare_total(self, other, context=None):
        """Compare two operands using their abstract representation."""
        other = _needed(other)
        x, y = _total_key(self), _total_key(other)
        return Decimal((x > y) - (x < y))

    def compare_total_mag(self, other, context=None):
        """As compare_total, ignoring the signs."""
        return self.copy_abs().compare_total(_needed(other).copy_abs())

    # --- operators ---

    __add__, __radd__ = _binary(_add)
    __sub__, __rsub__ = _binary(lambda a, b, context: _subtract(a, b, context))
    __mul__, __rmul__ = _binary(_multiply)
    __truediv__, __rtruediv__ = _binary(_divide)
    __floordiv__, __rfloordiv__ = _binary(_floor_divide)
    __mod__, __rmod__ = _binary(_remainder)
    __divmod__, __rdivmod__ = _binary(lambda a, b, context: _both(a, b, context))

    def __pow__(self, other, modulo=None, /):
        other = _operand(other)
        if other is None:
            return NotImplemented
        if modulo is None:
            return _raised(self, other, getcontext())
        return _raised_modulo(self, other, modulo, getcontext())

    def __rpow__(self, other, modulo=None, /):
        other = _operand(other)
        return NotImplemented if other is None else _raised(other, self, getcontext())

    def __neg__(self):
        context = getcontext()
        result = _nan_of(context, self)
        if result is not None:
            return result
        if not self and context.rounding != ROUND_FLOOR:
            return _fixed(self.copy_abs(), context)
        return _fixed(self.copy_negate(), context)

    def __pos__(self):
        context = getcontext()
        result = _nan_of(context, self)
        if result is not None:
            return result
        if not self and context.rounding != ROUND_FLOOR:
            return _fixed(self.copy_abs(), context)
        return _fixed(self, context)

    def __abs__(self):
        return -self if self._sign else +self

    def copy_abs(self):
        """Return the absolute value of the argument, without rounding."""
        return _make(0, self._coefficient, self._exponent, self._kind)

    def copy_negate(self):
        """Return the negation of the argument, without rounding."""
        return _make(1 - self._sign, self._coefficient, self._exponent, self._kind)

    def copy_sign(self, other, context=None):
        """Return a copy of the first operand with the sign of the second."""
        return _make(_needed(other)._sign, self._coefficient, self._exponent, self._kind)

    def fma(self, other, third, context=None):
        """Fused multiply-add: self*other+third with no rounding of the intermediate product."""
        context, other, third = context or getcontext(), _needed(other), _needed(third)
        result = _nan_of(context, self, other, third)
        if result is not None:
            return result
        if self._kind or other._kind:
            product = _multiply(self, other, context)
        else:
            product = _make(self._sign ^ other._sign, self._coefficient * other._coefficient,
                            self._exponent + other._exponent)
        return _add(product, third, context)

    # --- rounding ---

    def _at(self, exponent, rounding):
        """Rounded, or padded, to an exponent; the number is finite."""
        if not self._coefficient:
            return _zero(self._sign, exponent)
        gap = self._exponent - exponent
        if gap >= 0:
            return _make(self._sign, self._coefficient * 10 ** gap, exponent)
        coefficient, drop = self._coefficient, -gap
        if drop > _width(coefficient) + 1:
            coefficient, drop = 1, 2
        coefficient, _ = _rounded(coefficient, drop, rounding, self._sign)
        return _make(self._sign, coefficient, exponent)

    def quantize(self, exp, rounding=None, context=None):
        """Return a value equal to the first operand after rounding and having the exponent of
        the second operand."""
        context, exp = context or getcontext(), _needed(exp)
        rounding = rounding or context.rounding
        result = _nan_of(context, self, exp)
        if result is not None:
            return result
        if self._kind or exp._kind:
            return _make(self._sign, 0, 0, _INFINITE) if self._kind and exp._kind else _invalid(context)
        exponent = exp._exponent
        if not context.Etiny() <= exponent <= context.Emax:
            return _invalid(context)
        if self._coefficient and self.adjusted() - exponent + 1 > context.prec:
            return _invalid(context)
        result = self._at(exponent, rounding)
        if _width(result._coefficient) > context.prec or result.adjusted() > context.Emax:
            return _invalid(context)
        conditions = []
        if result._coefficient and result.adjusted() < context.Emin:
            conditions.append(Subnormal)
        if exponent > self._exponent and self._coefficient:
            conditions.append(Rounded)
            if _compare(result, self):
                conditions.append(Inexact)
        return context._settle(conditions, result)

    def same_quantum(self, other, context=None):
        """Test whether self and other have the same exponent."""
        other = _needed(other)
        if self._kind or other._kind:
            return (self.is_nan() and other.is_nan()) or (self._kind == other._kind == _INFINITE)
        return self._exponent == other._exponent

    def to_integral_value(self, rounding=None, context=None):
        """Round to the nearest integer without signaling Inexact or Rounded."""
        context = context or getcontext()
        result = _nan_of(context, self)
        if result is not None:
            return result
        if self._kind or self._exponent >= 0:
            return _exactly(self, context)
        return self._at(0, rounding or context.rounding)

    to_integral = to_integral_value

    def to_integral_exact(self, rounding=None, context=None):
        """Round to the nearest integer, signaling Inexact or Rounded as appropriate."""
        context = context or getcontext()
        result = self.to_integral_value(rounding, context)
        conditions = []
        if self._coefficient and not self._kind and self._exponent < 0:
            conditions = [Rounded, Inexact] if _compare(result, self) else [Rounded]
        return context._settle(conditions, result)

    def normalize(self, context=None):
        """Strip the trailing zeros, and round to the context."""
        context = context or getcontext()
        result = _nan_of(context, self)
        if result is not None:
            return result
        number = _fixed(self, context)
        if number._kind:
            return number
        if not number._coefficient:
            return _zero(number._sign)
        most = context.Etop() if context.clamp else context.Emax
        return _make(number._sign, *_stripped(number._coefficient, number._exponent, most))

    # --- functions ---

    def sqrt(self, context=None):
        """Return the square root of the argument to full precision."""
        context = context or getcontext()
        result = _nan_of(context, self)
        if result is not None:
            return result
        if not self:
            return _fixed(_zero(self._sign, self._exponent // 2), context)
        if self._sign:
            return _invalid(context)
        if self._kind:
            return _infinity(0)
        coefficient, exponent = self._coefficient, self._exponent
        if exponent & 1:
            coefficient, exponent = coefficient * 10, exponent - 1
        ideal = exponent >> 1
        shift = max(context.prec + 1 - (_width(coefficient) + 1) // 2, 0)
        scaled = coefficient * 100 ** shift
        root = _math.isqrt(scaled)
        exact = root * root == scaled
        even = context.copy()
        even.rounding = ROUND_HALF_EVEN
        conditions = []
        if exact:
            number = _make(0, *_stripped(root, ideal - shift, ideal))
            number = _fix(number, even, conditions)
        else:
            number = _fix(_make(0, root, ideal - shift), even, conditions, sticky=True)
        return context._settle(conditions, number)

    def exp(self, context=None):
        """Return e**self, correctly rounded."""
        context = context or getcontext()
        result = _nan_of(context, self)
        if result is not None:
            return result
        if self._kind:
            return _zero() if self._sign else _infinity(0)
        return _exp(self, context) if self._coefficient else Decimal(1)

    def ln(self, context=None):
        """Return the natural logarithm, correctly rounded."""
        return self._log(context, lambda digits: (
            _ln_point(self._coefficient, self._exponent, digits), -digits), self == 1)

    def log10(self, context=None):
        """Return the base ten logarithm, correctly rounded."""
        context = context or getcontext()
        if not self._kind and not self._sign and self._coefficient:
            coefficient, exponent = _stripped(self._coefficient, self._exponent, 1 << 62)
            if coefficient == 1:
                return _fixed(Decimal(exponent), context)

        def compute(digits):
            work = digits + 10
            log = _ln_point(self._coefficient, self._exponent, work)
            return log * 10 ** digits // _ln10(work), -digits

        return self._log(context, compute, False)

    def _log(self, context, compute, nothing):
        context = context or getcontext()
        result = _nan_of(context, self)
        if result is not None:
            return result
        if not self:
            return _infinity(1)
        if self._sign:
            return _invalid(context)
        if self._kind:
            return _infinity(0)
        if nothing:
            return _zero()
        # Near 1 the logarithm begins with zeros.
        extra = 0 if self.adjusted() not in (0, -1) else self._nearness()
        return _by_points(lambda digits: compute(digits + extra), context)

    def _nearness(self):
        """How many zeros |self - 1| begins with, at most."""
        gap = abs(self._coefficient - 10 ** -self._exponent) if self._exponent < 0 else 1
        return max(-self._exponent - _width(gap), 0) + 2

    def logb(self, context=None):
        """Return the adjusted exponent of the operand as a Decimal."""
        context = context or getcontext()
        result = _nan_of(context, self)
        if result is not None:
            return result
        if self._kind:
            return _infinity(0)
        if not self._coefficient:
            return context._settle([DivisionByZero], _infinity(1))
        return _fixed(Decimal(self.adjusted()), context)

    def scaleb(self, other, context=None):
        """Return the first operand with the exponent adjusted by the second."""
        context, other = context or getcontext(), _needed(other)
        result = _nan_of(context, self, other)
        if result is not None:
            return result
        if other._kind or other._exponent or abs(int(other)) > 2 * (context.Emax + context.prec):
            return _invalid(context)
        if self._kind:
            return _exactly(self, context)
        return _fixed(_make(self._sign, self._coefficient, self._exponent + int(other)), context)

    def _turned(self, other, context, turn):
        context, other = context or getcontext(), _needed(other)
        result = _nan_of(context, self, other)
        if result is not None:
            return result
        if other._kind or other._exponent or abs(int(other)) > context.prec:
            return _invalid(context)
        if self._kind:
            return _exactly(self, context)
        digits = _text(self._coefficient)[-context.prec:].rjust(context.prec, '0')
        return _make(self._sign, _number(turn(digits, int(other))[-context.prec:] or '0'), self._exponent)

    def shift(self, other, context=None):
        """Return self with its digits shifted by other places."""
        return self._turned(other, context, lambda digits, n: (
            digits + '0' * n if n >= 0 else digits[:n]))

    def rotate(self, other, context=None):
        """Return self with its digits rotated by other places."""
        return self._turned(other, context, lambda digits, n: digits[n:] + digits[:n])

    def remainder_near(self, other, context=None):
        """Return the remainder from dividing self by other, nearest to zero."""
        context, other = context or getcontext(), _needed(other)
        result = _nan_of(context, self, other)
        if result is not None:
            return result
        if self._kind:
            return _invalid(context)
        if not other:
            return _invalid(context, InvalidOperation if self else DivisionUndefined)
        if other._kind:
            return _fixed(self, context)
        both = _divmod(self, other, context)
        if both is None:
            return _invalid(context, DivisionImpossible)
        quotient, rest = both
        exponent = min(rest._exponent, other._exponent)
        part = rest._coefficient * 10 ** (rest._exponent - exponent)
        whole = other._coefficient * 10 ** (other._exponent - exponent)
        sign = self._sign
        if 2 * part > whole or 2 * part == whole and quotient._coefficient & 1:
            part, sign = whole - part, 1 - sign
        return _fixed(_make(sign, part, min(self._exponent, other._exponent)), context)

    def _choice(self, other, context, wanted, magnitude):
        context, other = context or getcontext(), _needed(other)
        if self._kind >= _QUIET or other._kind >= _QUIET:
            if self._kind == _QUIET and other._kind < _QUIET:
                return _fixed(other, context)
            if other._kind == _QUIET and self._kind < _QUIET:
                return _fixed(self, context)
            return _nan_of(context, self, other)
        order = 0
        if magnitude:
            order = _compare(self.copy_abs(), other.copy_abs())
        order = order or _compare(self, other) or int(self.compare_total(other))
        return _fixed(self if order * wanted >= 0 else other, context)

    def max(self, other, context=None):
        """Maximum of self and other; a number wins over a quiet NaN."""
        return self._choice(other, context, 1, False)

    def min(self, other, context=None):
        """Minimum of self and other; a number wins over a quiet NaN."""
        return self._choice(other, context, -1, False)

    def max_mag(self, other, context=None):
        """As max, but compares absolute values."""
        return self._choice(other, context, 1, True)

    def min_mag(self, other, context=None):
        """As min, but compares absolute values."""
        return self._choice(other, context, -1, True)

    def _neighbour(self, context, up):
        result = _nan_of(context, self)
        if result is not None:
            return result
        if self._kind:
            if bool(self._sign) != up:
                return _infinity(self._sign)
            return _make(self._sign, 10 ** context.prec - 1, context.Etop())
        quiet = context.copy()
        quiet.clear_traps()
        quiet.rounding = ROUND_CEILING if up else ROUND_FLOOR
        rounded = _fixed(self, quiet)
        if _compare(rounded, self):
            return rounded
        return _add(self, _make(int(not up), 1, quiet.Etiny() - 1), quiet)

    def next_plus(self, context=None):
        """Return the smallest number representable that is larger than self."""
        return self._neighbour(context or getcontext(), True)

    def next_minus(self, context=None):
        """Return the largest number representable that is smaller than self."""
        return self._neighbour(context or getcontext(), False)

    def next_toward(self, other, context=None):
        """Return the number closest to self in the direction of other."""
        context, other = context or getcontext(), _needed(other)
        result = _nan_of(context, self, other)
        if result is not None:
            return result
        order = _compare(self, other)
        if not order:
            return self.copy_sign(other)
        result = self._neighbour(context, order < 0)
        conditions = []
        if result._kind:
            conditions = [Overflow, Inexact, Rounded]
        elif result.adjusted() < context.Emin:
            conditions = [Underflow, Subnormal, Inexact, Rounded] + ([] if result else [Clamped])
        return context._settle(conditions, result)

    def _bits(self, context):
        if self._kind or self._sign or self._exponent:
            return None
        digits = _text(self._coefficient)
        if len(digits) > context.prec or digits.strip('01'):
            return None
        return int(digits, 2)

    def _logical(self, other, context, operation):
        context = context or getcontext()
        x, y = self._bits(context), _needed(other)._bits(context)
        if x is None or y is None:
            return _invalid(context)
        return _make(0, _number(f'{operation(x, y):b}'), 0)

    def logical_and(self, other, context=None):
        """Digit-wise and."""
        return self._logical(other, context, lambda x, y: x & y)

    def logical_or(self, other, context=None):
        """Digit-wise or."""
        return self._logical(other, context, lambda x, y: x | y)

    def logical_xor(self, other, context=None):
        """Digit-wise exclusive or."""
        return self._logical(other, context, lambda x, y: x ^ y)

    def logical_invert(self, context=None):
        """Invert all the digits."""
        context = context or getcontext()
        if self._bits(context) is None:
            return _invalid(context)
        return self.logical_xor(_make(0, (10 ** context.prec - 1) // 9, 0), context)


_numbers.Number.register(Decimal)


def _total_key(number):
    """What compare_total sorts by."""
    direction = -1 if number._sign else 1
    if number._kind >= _QUIET:
        return direction * (4 if number._kind == _QUIET else 3), direction * number._coefficient, 0
    if number._kind or not number._coefficient:
        rank = direction * (2 if number._kind else 0)
        return (rank or direction * 0.5), 0, direction * number._exponent
    return direction, _Ordered(number), direction * number._exponent


class _Ordered:
    """The value alone, for a key."""

    def __init__(self, number):
        self.number = number

    def __eq__(self, other):
        return _compare(self.number, other.number) == 0

    def __lt__(self, other):
        return _compare(self.number, other.number) < 0

    def __gt__(self, other):
        return _compare(self.number, other.number) > 0


def _subtract(a, b, context):
    if b._kind >= _QUIET:
        return _add(a, b, context)
    return _add(a, b.copy_negate(), context)


def _raised(a, b, context):
    """a ** b"""
    result = _nan_of(context, a, b)
    if result is not None:
        return result
    if not b:
        return _invalid(context) if not a else Decimal(1)
    integral = b._is_integral()
    odd = integral and (b._exponent <= 0 and int(b) & 1)
    sign = 1 if a._sign and odd else 0
    if not a:
        return _infinity(sign) if b._sign else _zero(sign)
    if a._sign and not integral:
        return _invalid(context)
    if a._kind:
        return _zero(sign) if b._sign else _infinity(sign)
    if b._kind:
        order = _compare(a.copy_abs(), Decimal(1))
        if order == 0:
            shift = context.prec - 1
            return _finished(context, [Inexact, Rounded], _make(0, 10 ** shift, -shift))
        return _zero() if (order > 0) == bool(b._sign) else _infinity(0)
    return _power(a, b, context)


def _raised_modulo(a, b, modulo, context):
    """pow(a, b, modulo) of integers."""
    modulo = _needed(modulo)
    result = _nan_of(context, a, b, modulo)
    if result is not None:
        return result
    if not (a._is_integral() and b._is_integral() and modulo._is_integral()):
        return _invalid(context)
    if b._sign or not modulo or modulo.adjusted() >= context.prec or not a and not b:
        return _invalid(context)
    sign = a._sign & (int(b) & 1)
    return _make(sign, pow(abs(int(a)), int(b), abs(int(modulo))), 0)


# --- format() ---

_SPEC = _re.compile(
    r'(?:(.)?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?(,)?(?:\.(\d+))?([eEfFgGn%])?', _re.DOTALL)


def _formatted(number, spec):
    match = _SPEC.fullmatch(spec)
    if match is None:
        raise ValueError('invalid format string')
    fill, align, plus, no_negative_zero, _, pad, width, comma, precision, kind = match.groups()
    if pad and (fill or align):
        raise ValueError('invalid format string')
    if pad:
        fill, align = '0', '='
    fill, align, width = fill or ' ', align or '>', int(width or 0)
    context = getcontext()
    kind = kind or ''
    percent = '%' if kind == '%' else ''
    if number._kind:
        body = _make(0, number._coefficient, number._exponent, number._kind)._shown(1, False)
        return _aligned(number._sign, plus, body + percent, ' ' if pad else fill,
                        '>' if pad else align, width, '')
    number = _make(number._sign, number._coefficient, number._exponent + (2 if percent else 0))
    places = None if precision is None else int(precision)
    if places is not None:
        if kind in 'eE' and kind:
            number = _significant(number, places + 1, context.rounding)
        elif kind in ('f', 'F', '%'):
            number = number._at(-places, context.rounding)
        elif number._coefficient and _width(number._coefficient) > max(places, 1):
            number = _significant(number, max(places, 1), context.rounding)
    elif kind in ('f', 'F', '%') and number._exponent > 0:
        number = number._at(0, context.rounding)
    digits = _text(number._coefficient)
    left = number._exponent + len(digits)
    if kind in ('e', 'E'):
        point = 1 - places if not number._coefficient and places is not None else 1
    elif kind in ('f', 'F', '%'):
        point = left
    elif number._exponent <= 0 and left > -6:
        point = left
    else:
        point = 1
    if point < 0:
        whole, rest = '0', '0' * -point + digits
    elif point > len(digits):
        whole, rest = digits + '0' * (point - len(digits)), ''
    else:
        whole, rest = digits[:point] or '0', digits[point:]
    power = left - point
    tail = '.' + rest if rest else ''
    if power or kind in ('e', 'E'):
        letter = 'E' if kind in ('E', 'G') or kind == '' and context.capitals else 'e'
        tail += f'{letter}{power:+d}'
    sign = number._sign
    if no_negative_zero and not number._coefficient:
        sign = 0
    return _aligned(sign, plus, whole, fill, align, width, tail + percent,
                    comma or '', bool(pad))


def _significant(number, count, rounding):
    """The number with `count` digits."""
    if not number._coefficient:
        return _zero(number._sign, number._exponent)
    result = number._at(number.adjusted() + 1 - count, rounding)
    if _width(result._coefficient) > count:
        result = _make(result._sign, result._coefficient // 10, result._exponent + 1)
    return result


def _aligned(sign, plus, whole, fill, align, width, tail, comma='', zeros=False):
    sign = '-' if sign else plus if plus in ('+', ' ') else ''
    if comma:
        room = width - len(sign) - len(tail) if zeros else 0
        whole = _grouped(whole, comma, room)
    body = whole + tail
    room = max(width - len(sign) - len(body), 0)
    if align == '=':
        return sign + fill * room + body
    if align == '<':
        return sign + body + fill * room
    if align == '^':
        return fill * (room // 2) + sign + body + fill * (room - room // 2)
    return fill * room + sign + body


def _grouped(digits, comma, room):
    """Digits in groups of three, with zeros in front as far as there is room."""
    groups = []
    while True:
        groups.append(digits[-3:])
        digits = digits[:-3]
        length = sum(map(len, groups)) + len(groups) - 1
        if not digits and length >= room:
            return comma.join(reversed(groups))
        if not digits:
            short = 3 - len(groups[-1])
            if short:
                groups[-1] = '0' * min(short, room - length) + groups[-1]
                length += min(short, room - length)
                if length >= room:
                    return comma.join(reversed(groups))
            digits = '0' * max(min(3, room - length - 1), 1)


# --- the contexts' methods: each is the number's, in that context ---

def _context_methods():
    def in_context(name, operation, count):
        def method(self, *args):
            if len(args) != count:
                raise TypeError(f'{name}() takes exactly {count} arguments ({len(args)} given)')
            return operation(self, *map(_needed, args))

        method.__name__ = name
        method.__qualname__ = f'Context.{name}'
        setattr(Context, name, method)

    operations = {
        'add': _add, 'subtract': _subtract, 'multiply': _multiply, 'divide': _divide,
        'divide_int': _floor_divide, 'remainder': _remainder,
    }
    for name, operation in operations.items():
        in_context(name, lambda self, a, b, operation=operation: operation(a, b, self), 2)
    in_context('divmod', lambda self, a, b: _both(a, b, self), 2)
    in_context('plus', lambda self, a: _add(a, _zero(0, a._exponent), self), 1)
    in_context('minus', lambda self, a: _subtract(_zero(0, a._exponent), a, self), 1)
    in_context('abs', lambda self, a: self.minus(a) if a._sign else self.plus(a), 1)
    in_context('to_sci_string', lambda self, a: a._shown(self.capitals, False), 1)
    in_context('quantize', lambda self, a, b: a.quantize(b, None, self), 2)
    unary = ('canonical copy_abs copy_negate is_canonical is_finite is_infinite is_nan is_qnan '
             'is_signed is_snan is_zero')
    for name in unary.split():
        in_context(name, lambda self, a, name=name: getattr(a, name)(), 1)
    unary = ('exp is_normal is_subnormal ln log10 logb logical_invert next_minus next_plus '
             'normalize number_class sqrt to_eng_string')
    for name in unary.split():
        in_context(name, lambda self, a, name=name: getattr(a, name)(self), 1)
    for name in ('to_integral_value', 'to_integral_exact', 'to_integral'):
        in_context(name, lambda self, a, name=name: getattr(a, name)(None, self), 1)
    binary = ('compare compare_signal compare_total compare_total_mag copy_sign logical_and '
              'logical_or logical_xor max max_mag min min_mag next_toward remainder_near rotate '
              'same_quantum scaleb shift')
    for name in binary.split():
        in_context(name, lambda self, a, b, name=name: getattr(a, name)(b, self), 2)
    in_context('fma', lambda self, a, b, c: a.fma(b, c, self), 3)

    def power(self, a, b, modulo=None):
        a, b = _needed(a), _needed(b)
        return _raised(a, b, self) if modulo is None else _raised_modulo(a, b, modulo, self)

    Context.power = power


_context_methods()

DefaultContext = Context()
BasicContext = Context(prec=9, rounding=ROUND_HALF_UP, traps=[
    InvalidOperation, DivisionByZero, Overflow, Underflow, Clamped])
ExtendedContext = Context(prec=9, rounding=ROUND_HALF_EVEN, traps=[])
