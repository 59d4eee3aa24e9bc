"""How contexts are made and shown, and which one is the current one."""

import contextvars

from _decimal_core import Context, extend, forget, getcontext
from decimal._signals import SignalDict, bits_of, bits_of_dict, shown, signals_in

_current = contextvars.ContextVar('decimal_context')
_usual = ()
# What of `contextvars` is the thread's own: there Rust sees whether another Context was entered.
hooks = {'DefaultContext': None, 'here': contextvars._here}


def set_usual(default, *others):
    """Says which contexts are templates: the first one is that of new contexts."""
    global _usual
    _usual = (default, *others)
    hooks['DefaultContext'] = default


def fetch_context():
    """The current context; Rust asks for it when another contextvars.Context is entered."""
    try:
        return _current.get()
    except LookupError:
        context = hooks['DefaultContext'].copy()
        context.clear_flags()
        _current.set(context)
        return context


hooks['fetch_context'] = fetch_context


def setcontext(context, /):
    """Set a new default context."""
    if not isinstance(context, Context):
        raise TypeError('argument must be a context')
    if any(context is it for it in _usual):
        context = context.copy()
        context.clear_flags()
    _current.set(context)
    forget()


class ContextManager:
    """A context for the length of a `with`."""

    __module__ = 'decimal'

    def __init__(self, context):
        self._context = context
        self._saved = getcontext()

    def __enter__(self):
        setcontext(self._context)
        return self._context

    def __exit__(self, *error):
        setcontext(self._saved)


_SETTINGS = ('prec', 'rounding', 'Emin', 'Emax', 'capitals', 'clamp', 'flags', 'traps')


def localcontext(ctx=None, **kwargs):
    """Return a context manager that will set the default context to a copy of ctx
on entry to the with-statement and restore the previous default context when
exiting the with-statement. If no context is supplied, a copy of the current
default context is used."""
    if ctx is None:
        ctx = getcontext()
    elif not isinstance(ctx, Context):
        raise TypeError('optional argument must be a context')
    context = ctx.copy()
    _set(context, kwargs)
    return ContextManager(context)


def _set(context, settings):
    for name, value in settings.items():
        if name not in _SETTINGS:
            raise TypeError(f"'{name}' is an invalid keyword argument for this function")
        if value is None:
            continue
        if name in ('flags', 'traps'):
            bits = bits_of(value) if isinstance(value, list) else bits_of_dict(value)
            setattr(context, '_' + name, bits)
        else:
            setattr(context, name, value)


def init_context(self, /, *args, **kwargs):
    if len(args) > len(_SETTINGS):
        raise TypeError(f'function takes at most {len(_SETTINGS)} arguments ({len(args)} given)')
    _set(self, dict(zip(_SETTINGS, args)) | kwargs)


hooks['init_context'] = init_context


def _repr(self):
    return (f'Context(prec={self.prec}, rounding={self.rounding}, Emin={self.Emin}, '
            f'Emax={self.Emax}, capitals={self.capitals}, clamp={self.clamp}, '
            f'flags={shown(self._flags)}, traps={shown(self._traps)})')


def _reduce(self):
    return (Context, (self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp,
                      signals_in(self._flags), signals_in(self._traps)))


def _dict_of(name):
    """The property of the flags or the traps."""
    slot = '_' + name

    def set(self, value):
        setattr(self, slot, bits_of_dict(value))

    def delete(self):
        raise AttributeError('context attributes cannot be deleted')

    return property(lambda self: SignalDict(self, slot), set, delete)


extend(Context, {'__repr__': _repr, '__reduce__': _reduce,
                 'flags': _dict_of('flags'), 'traps': _dict_of('traps')})
