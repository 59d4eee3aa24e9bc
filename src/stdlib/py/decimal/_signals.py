"""The exceptions of `decimal`, the bits that stand for them, the dicts of flags and traps."""

from collections.abc import MutableMapping


class DecimalException(ArithmeticError):
    __module__ = 'decimal'


class Clamped(DecimalException):
    __module__ = 'decimal'


class InvalidOperation(DecimalException):
    __module__ = 'decimal'


class ConversionSyntax(InvalidOperation):
    __module__ = 'decimal'


class DivisionByZero(DecimalException, ZeroDivisionError):
    __module__ = 'decimal'


class DivisionImpossible(InvalidOperation):
    __module__ = 'decimal'


class DivisionUndefined(InvalidOperation, ZeroDivisionError):
    __module__ = 'decimal'


class Inexact(DecimalException):
    __module__ = 'decimal'


class InvalidContext(InvalidOperation):
    __module__ = 'decimal'


class Rounded(DecimalException):
    __module__ = 'decimal'


class Subnormal(DecimalException):
    __module__ = 'decimal'


class Overflow(Inexact, Rounded):
    __module__ = 'decimal'


class Underflow(Inexact, Rounded, Subnormal):
    __module__ = 'decimal'


class FloatOperation(DecimalException, TypeError):
    __module__ = 'decimal'


# In the order of the bits, which is that in which they are looked at.
SIGNALS = (InvalidOperation, FloatOperation, DivisionByZero, Overflow, Underflow, Subnormal,
           Inexact, Rounded, Clamped)
CONDITIONS = (ConversionSyntax, DivisionImpossible, DivisionUndefined)
# In the order in which a context shows them.
SHOWN = (Clamped, InvalidOperation, DivisionByZero, Inexact, FloatOperation, Overflow, Rounded,
         Subnormal, Underflow)
BITS = {signal: 1 << place for place, signal in enumerate(SIGNALS + CONDITIONS)}

(INVALID, FLOAT, BY_ZERO, OVERFLOW, UNDERFLOW, SUBNORMAL, INEXACT, ROUNDED, CLAMPED,
 *_) = BITS.values()


def trapped(met, traps):
    """The exception for what an operation met, some of which is trapped."""
    def is_trapped(condition):
        signal = InvalidOperation if condition in CONDITIONS else condition
        return met & BITS[condition] and traps & BITS[signal]

    listed = [condition for condition in CONDITIONS + SIGNALS if is_trapped(condition)]
    first = listed[0]
    if first in CONDITIONS:
        first = InvalidOperation
    else:
        first = next(signal for signal in SIGNALS if signal in listed)
    return first(listed)


def bits_of(signals):
    """Bits out of a list of signals."""
    bits = 0
    for signal in signals:
        bits |= _bit(signal)
    return bits


def bits_of_dict(given):
    """Bits out of a dict of all signals."""
    if isinstance(given, SignalDict):
        return given._get()
    if not isinstance(given, dict):
        raise TypeError('argument must be a signal dict')
    if len(given) != len(SIGNALS) or not all(signal in given for signal in SIGNALS):
        raise KeyError('invalid signal dict')
    return bits_of(signal for signal, value in given.items() if value)


def signals_in(bits):
    """The signals whose bits are set."""
    return [signal for signal in SIGNALS if bits & BITS[signal]]


def shown(bits):
    """Bits as a context shows them."""
    return '[' + ', '.join(signal.__name__ for signal in SHOWN if bits & BITS[signal]) + ']'


def _bit(signal):
    try:
        if signal in SIGNALS:
            return BITS[signal]
    except TypeError:
        pass
    raise KeyError('valid values for signals are:\n  [InvalidOperation, FloatOperation, '
                   'DivisionByZero,\n   Overflow, Underflow, Subnormal, Inexact, Rounded,\n'
                   '   Clamped]')


class SignalDict(MutableMapping):
    """The flags or the traps of a context: all signals, and nothing else."""

    __slots__ = ('_context', '_name')
    __module__ = 'decimal'

    def __init__(self, context, name):
        self._context, self._name = context, name

    def _get(self):
        return getattr(self._context, self._name)

    def __getitem__(self, signal):
        return bool(self._get() & _bit(signal))

    def __setitem__(self, signal, value):
        bit = _bit(signal)
        bits = self._get() | bit if value else self._get() & ~bit
        setattr(self._context, self._name, bits)

    def __delitem__(self, signal):
        raise ValueError('signal keys cannot be deleted')

    def __iter__(self):
        return iter(SIGNALS)

    def __len__(self):
        return len(SIGNALS)

    def __eq__(self, other):
        if isinstance(other, SignalDict):
            return self._get() == other._get()
        return self.copy() == other if isinstance(other, dict) else NotImplemented

    def __repr__(self):
        return '{' + ', '.join(f'{signal!r}:{value}' for signal, value in self.items()) + '}'

    def copy(self):
        return dict(self.items())
