"""What kinds of numbers there are: the tower of abstract classes."""

from abc import ABCMeta, abstractmethod

__all__ = ['Number', 'Complex', 'Real', 'Rational', 'Integral']


def _abstract(names):
    """Abstract methods for a class body, by their names without the underscores."""
    namespace = {}
    for name in names.split():
        def method(self, *args):
            raise NotImplementedError

        method.__name__ = f'__{name}__'
        namespace[f'__{name}__'] = abstractmethod(method)
    return namespace


class Number(metaclass=ABCMeta):
    """All numbers inherit from this class."""

    __slots__ = ()
    __hash__ = None


class Complex(Number):
    """Complex defines the operations that work on the builtin complex type."""

    __slots__ = ()
    locals().update(_abstract(
        'complex add radd neg pos mul rmul truediv rtruediv pow rpow abs eq'))

    def __bool__(self):
        return self != 0

    @property
    @abstractmethod
    def real(self):
        """Retrieve the real component of this number."""

    @property
    @abstractmethod
    def imag(self):
        """Retrieve the imaginary component of this number."""

    def __sub__(self, other):
        return self + -other

    def __rsub__(self, other):
        return -self + other

    @abstractmethod
    def conjugate(self):
        """(x+y*i).conjugate() returns (x-y*i)."""


Complex.register(complex)


class Real(Complex):
    """To Complex, Real adds the operations that work on real numbers."""

    __slots__ = ()
    locals().update(_abstract(
        'float trunc floor ceil round floordiv rfloordiv mod rmod lt le'))

    def __divmod__(self, other):
        return self // other, self % other

    def __rdivmod__(self, other):
        return other // self, other % self

    def __complex__(self):
        return complex(float(self))

    @property
    def real(self):
        """Real numbers are their real component."""
        return +self

    @property
    def imag(self):
        """Real numbers have no imaginary component."""
        return 0

    def conjugate(self):
        """Conjugate is a no-op for Reals."""
        return +self


Real.register(float)


class Rational(Real):
    """.numerator and .denominator should be in lowest terms."""

    __slots__ = ()

    @property
    @abstractmethod
    def numerator(self):
        """The numerator of a rational number in lowest terms."""

    @property
    @abstractmethod
    def denominator(self):
        """The denominator of a rational number in lowest terms."""

    def __float__(self):
        return int(self.numerator) / int(self.denominator)


class Integral(Rational):
    """Integral adds methods that work on integral numbers."""

    __slots__ = ()
    locals().update(_abstract(
        'int pow lshift rlshift rshift rrshift and rand xor rxor or ror invert'))

    def __index__(self):
        return int(self)

    def __float__(self):
        return float(int(self))

    @property
    def numerator(self):
        """Integers are their own numerators."""
        return +self

    @property
    def denominator(self):
        """Integers have a denominator of 1."""
        return 1


Integral.register(int)
