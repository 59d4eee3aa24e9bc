"""Variables whose values belong to a context: each task has its own.

    the running thread ── _here._current ──> Context ──> {ContextVar: value}
                                               ^ run(): for the length of a call

A thread begins with an empty context.
"""

__all__ = ['Context', 'ContextVar', 'Token', 'copy_context']

from _thread import _get_local, _has_local_values, _make_local_values, _set_local
from types import GenericAlias


class Context:
    """Values of context variables."""

    def __init__(self):
        self._values = {}
        self._entered = False

    def run(self, callable, /, *args, **kwargs):
        """Call a function in this context."""
        if self._entered:
            raise RuntimeError(f'cannot enter context: {self!r} is already entered')
        before, self._entered = _current(), True
        _set_local(_here, '_current', self)
        try:
            return callable(*args, **kwargs)
        finally:
            _set_local(_here, '_current', before)
            self._entered = False

    def copy(self):
        """A context with the same values."""
        made = Context()
        made._values = dict(self._values)
        return made

    def __getitem__(self, var):
        return self._values[var]

    def __contains__(self, var):
        return var in self._values

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def __eq__(self, other):
        return self._values == other._values if isinstance(other, Context) else NotImplemented

    def get(self, var, default=None):
        """A variable's value, or a default."""
        return self._values.get(var, default)

    def keys(self):
        return self._values.keys()

    def values(self):
        return self._values.values()

    def items(self):
        return self._values.items()


class _Here:
    """Has the running thread's context, as threading.local would: decimal looks here, too."""


_here = _Here()
_absent = object()


def _current():
    """The context whose values count now."""
    if not _has_local_values(_here):
        _make_local_values(_here)
        _set_local(_here, '_current', Context())
    return _get_local(_here, '_current')


def copy_context():
    """A copy of the current context."""
    return _current().copy()


class Token:
    """Remembers the value that ContextVar.set() replaced."""

    MISSING = type('Token.MISSING', (), {'__repr__': lambda self: '<Token.MISSING>'})()

    def __init__(self, var, old_value, context):
        self.var, self.old_value = var, old_value
        self._context, self._used = context, False

    def __repr__(self):
        return f"<Token{' used' if self._used else ''} var={self.var!r} at {id(self):#x}>"

    __class_getitem__ = classmethod(GenericAlias)


class ContextVar:
    """A variable with a value in each context."""

    def __init__(self, name, *, default=_absent):
        if not isinstance(name, str):
            raise TypeError('context variable name must be a str')
        self._name, self._default = name, default

    name = property(lambda self: self._name)

    def get(self, default=_absent, /):
        """The value in the current context."""
        for value in (_current()._values.get(self, _absent), default, self._default):
            if value is not _absent:
                return value
        raise LookupError(self)

    def set(self, value, /):
        """Set the value in the current context; the token can take that back."""
        context = _current()
        token = Token(self, context._values.get(self, Token.MISSING), context)
        context._values[self] = value
        return token

    def reset(self, token, /):
        """Give the variable the value back that it had before set()."""
        if token._used:
            raise RuntimeError(f'{token!r} has already been used once')
        if token.var is not self:
            raise ValueError(f'{token!r} was created by a different ContextVar')
        context = _current()
        if token._context is not context:
            raise ValueError(f'{token!r} was created in a different Context')
        token._used = True
        if token.old_value is Token.MISSING:
            context._values.pop(self, None)
        else:
            context._values[self] = token.old_value

    def __repr__(self):
        default = '' if self._default is _absent else f' default={self._default!r}'
        return f'<ContextVar name={self._name!r}{default} at {id(self):#x}>'

    __class_getitem__ = classmethod(GenericAlias)
