"""Warnings: messages that do not stop the program, unless they are to."""

import sys

__all__ = ['warn', 'warn_explicit', 'showwarning', 'formatwarning', 'filterwarnings', 'simplefilter',
           'resetwarnings', 'catch_warnings']

# (action, text the message starts with, category, module, line), the first that fits counts.
filters = [
    ('default', '', DeprecationWarning, '__main__', 0),
    ('ignore', '', DeprecationWarning, '', 0),
    ('ignore', '', PendingDeprecationWarning, '', 0),
    ('ignore', '', ImportWarning, '', 0),
    ('ignore', '', ResourceWarning, '', 0),
]
defaultaction = 'default'
onceregistry = {}
_ACTIONS = ('error', 'ignore', 'always', 'default', 'module', 'once')
_shown = set()


class WarningMessage:
    """A warning as catch_warnings(record=True) keeps it."""

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source

    def __str__(self):
        return '{message : %r, category : %r, filename : %r, lineno : %s, line : %r}' % (
            self.message, self.category.__name__, self.filename, self.lineno, self.line)


def formatwarning(message, category, filename, lineno, line=None):
    """Function to format a warning the standard way."""
    text = f'{filename}:{lineno}: {category.__name__}: {message}\n'
    if line is None:
        try:
            with open(filename) as file:
                line = file.read().splitlines()[lineno - 1]
        except (OSError, IndexError, UnicodeDecodeError):
            line = ''
    return text + f'  {line.strip()}\n' if line.strip() else text


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Hook to write a warning to a file; replace if you like."""
    _write(sys.stderr if file is None else file, formatwarning(message, category, filename, lineno, line))


_showwarning = showwarning


def _write(file, text):
    if file is not None:
        try:
            file.write(text)
        except OSError:
            pass


def filterwarnings(action, message='', category=Warning, module='', lineno=0, append=False):
    """Insert an entry into the list of warnings filters (at the front)."""
    if action not in _ACTIONS:
        raise ValueError(f'invalid action: {action!r}')
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError('category must be a Warning subclass')
    _insert((action, message, category, module, lineno), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Insert a simple entry into the list of warnings filters (at the front)."""
    if action not in _ACTIONS:
        raise ValueError(f'invalid action: {action!r}')
    _insert((action, '', category, '', lineno), append)


def _insert(entry, append):
    if entry in filters:
        if append:
            return
        filters.remove(entry)
    filters.insert(len(filters) if append else 0, entry)
    _shown.clear()


def resetwarnings():
    """Clear the list of warning filters, so that no filters are active."""
    filters.clear()
    _shown.clear()


def _fits(entry, text, category, module, lineno):
    _, message, kind, where, line = entry
    if not issubclass(category, kind) or line not in (0, lineno):
        return False
    if message:
        import re
        if not re.match(message, text, re.I):
            return False
    if where and where != module:
        import re
        return re.match(where, module) is not None
    return True


def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    """Issue a warning, or maybe ignore it or raise an exception."""
    if isinstance(message, Warning):
        category = type(message)
    elif category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    try:
        frame = sys._getframe(stacklevel)
        filename, lineno = frame.f_code.co_filename, frame.f_lineno
        module = frame.f_globals.get('__name__', '<string>')
    except (AttributeError, ValueError):
        filename, lineno, module = 'sys', 1, 'sys'
    warn_explicit(message, category, filename, lineno, module, source=source)


def _warn_unawaited_coroutine(coroutine):
    # At the end, when no frame is left, nobody is told about tracemalloc.
    source = coroutine if sys._getframe().f_back is not None else None
    warn(f"coroutine '{coroutine.__qualname__}' was never awaited", RuntimeWarning, 2, source)


def warn_explicit(message, category, filename, lineno, module=None, registry=None,
                  module_globals=None, source=None):
    """Issue a warning for a place in a file."""
    module = filename.removesuffix('.py') if module is None else module
    if isinstance(message, Warning):
        text, category = str(message), message.__class__
    else:
        text, message = str(message), category(message)
    action = next((entry[0] for entry in filters if _fits(entry, text, category, module, lineno)),
                  defaultaction)
    if action == 'ignore':
        return
    if action == 'error':
        raise message
    key = {
        'once': (text, category), 'module': (text, category, module),
        'default': (text, category, module, lineno),
    }.get(action)
    if key is not None:
        if key in _shown:
            return
        _shown.add(key)
    if _recorders:
        _recorders[-1].append(WarningMessage(message, category, filename, lineno, source=source))
    else:
        if source is not None and showwarning is _showwarning:
            _write(sys.stderr, formatwarning(message, category, filename, lineno)
                   + f'{category.__name__}: Enable tracemalloc to get the object allocation traceback\n')
        else:
            showwarning(message, category, filename, lineno)


_recorders = []


class catch_warnings:
    """A context manager that copies and restores the warnings filter upon exiting the context."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0,
                 append=False):
        self._record = record
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        return f"catch_warnings({'record=True' if self._record else ''})"

    def __enter__(self):
        self._filters = filters[:]
        self._show = showwarning
        _shown.clear()
        if self._filter is not None:
            simplefilter(*self._filter)
        if self._record:
            _recorders.append([])
            return _recorders[-1]
        return None

    def __exit__(self, *error):
        global showwarning
        filters[:] = self._filters
        showwarning = self._show
        _shown.clear()
        if self._record:
            _recorders.pop()


def _add_option(option):
    """One -W option: action:message:category:module:line, of which the end may be left out."""
    action, message, category, module, lineno = (option.split(':') + [''] * 5)[:5]
    full = next((it for it in _ACTIONS if it.startswith(action.strip())), None)
    category = getattr(sys.modules['builtins'], category.strip() or 'Warning', None)
    if full is None or category is None:
        print(f'Invalid -W option ignored: invalid action: {action!r}', file=sys.stderr)
        return
    _insert((full, message.strip(), category, module.strip(), int(lineno or 0)), False)


for _option in sys.warnoptions:
    _add_option(_option)
