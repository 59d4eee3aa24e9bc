"""Tracebacks as text, as the interpreter prints them."""

import sys

import _traceback

__all__ = [
    'clear_frames', 'extract_tb', 'format_exception', 'format_exception_only', 'format_list', 'format_tb',
    'print_exc', 'format_exc', 'print_exception', 'print_tb', 'FrameSummary', 'StackSummary',
    'TracebackException', 'walk_tb', 'walk_stack', 'extract_stack', 'format_stack', 'print_stack',
    'print_last', 'clear_frames',
]


class FrameSummary:
    """One line of a traceback."""

    def __init__(self, filename, lineno, name, line=None):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self._line = line
        self.locals = None

    @property
    def line(self):
        """The text of the line, without what surrounds it."""
        if self._line is None:
            try:
                with open(self.filename) as file:
                    self._line = file.read().splitlines()[self.lineno - 1].strip()
            except (OSError, IndexError, UnicodeDecodeError):
                self._line = ''
        return self._line

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __getitem__(self, index):
        return (self.filename, self.lineno, self.name, self.line)[index]

    def __len__(self):
        return 4

    def __eq__(self, other):
        return tuple(self) == tuple(other) if isinstance(other, (FrameSummary, tuple)) else NotImplemented

    def __repr__(self):
        return f'<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>'


class StackSummary(list):
    """The lines of a traceback."""

    def format(self):
        """A string for each, with line breaks."""
        made = []
        for frame in self:
            text = f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}\n'
            made.append(text + f'    {frame.line}\n' if frame.line else text)
        return made

    @classmethod
    def extract(cls, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """Of frames and line numbers, as walk_tb and walk_stack give them."""
        return _limited(_summary(frame_gen), limit)

    @classmethod
    def from_list(cls, frames):
        """Of FrameSummary objects or tuples."""
        return cls(frame if isinstance(frame, FrameSummary) else FrameSummary(*frame) for frame in frames)


def walk_tb(tb):
    """Walk a traceback yielding the frame and line number for each level."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def walk_stack(f):
    """Walk a stack from a frame, the caller's own without one, to the outermost."""
    if f is None:
        f = sys._getframe().f_back.f_back
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def _summary(levels):
    return StackSummary(
        FrameSummary(frame.f_code.co_filename, lineno, frame.f_code.co_name) for frame, lineno in levels)


def _limited(frames, limit):
    """The first of the frames, or the last ones where the limit is negative."""
    if limit is None:
        return frames
    return StackSummary(frames[:limit] if limit >= 0 else frames[limit:])


def extract_stack(f=None, limit=None):
    """The lines of the stack, the outermost first; the limit counts from the innermost."""
    frames = list(walk_stack(f or sys._getframe().f_back))
    if limit is not None:
        frames = frames[:limit] if limit >= 0 else frames[limit:]
    return _summary(reversed(frames))


def format_stack(f=None, limit=None):
    """A shorthand for 'format_list(extract_stack(f, limit))'."""
    return extract_stack(f or sys._getframe().f_back, limit).format()


def print_stack(f=None, limit=None, file=None):
    """Print a stack trace from where this is called."""
    text = ''.join(extract_stack(f or sys._getframe().f_back, limit).format())
    print(text, end='', file=sys.stderr if file is None else file)


def print_last(limit=None, file=None, chain=True):
    """Print the last exception that nothing caught."""
    if not hasattr(sys, 'last_value'):
        raise ValueError('no last exception')
    print_exception(sys.last_value, limit=limit, file=file, chain=chain)


def clear_frames(tb):
    """Forget the variables of the frames of a traceback."""
    for frame, _ in walk_tb(tb):
        try:
            frame.clear()
        except RuntimeError:
            pass


def extract_tb(tb, limit=None):
    """The lines of a traceback; a negative limit takes the last ones."""
    return _limited(_summary(walk_tb(tb)), limit)


def clear_frames(tb):
    """Forgets the variables of all calls of a traceback that have ended."""
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            pass  # It still runs.
        tb = tb.tb_next


def format_list(extracted_list):
    """A list of strings ready for printing."""
    return StackSummary.from_list(extracted_list).format()


def format_tb(tb, limit=None):
    """A shorthand for 'format_list(extract_tb(tb, limit))'."""
    return extract_tb(tb, limit).format()


def print_tb(tb, limit=None, file=None):
    """Print up to 'limit' stack trace entries from the traceback 'tb'."""
    print(''.join(format_tb(tb, limit)), end='', file=sys.stderr if file is None else file)


_absent = object()


def _exception(exc, value):
    return exc if value is _absent else value


def format_exception_only(exc, /, value=_absent):
    """Format the exception part of a traceback."""
    exc = _exception(exc, value)
    if exc is None:
        return ['NoneType: None\n']
    kind = type(exc)
    name = kind.__qualname__
    if kind.__module__ not in ('__main__', 'builtins'):
        name = f'{kind.__module__}.{name}'
    try:
        text = str(exc)
    except Exception:
        text = '<exception str() failed>'
    made = [f'{name}: {text}\n' if text else f'{name}\n']
    for note in getattr(exc, '__notes__', ()):
        made.extend(f'{line}\n' for line in str(note).split('\n'))
    return made


def format_exception(exc, /, value=_absent, tb=_absent, limit=None, chain=True):
    """Format a stack trace and the exception information."""
    exc = _exception(exc, value)
    if exc is not None and limit is None and chain and tb in (_absent, exc.__traceback__):
        # As for an exception that nobody caught: with carets, groups, suggestions.
        return _traceback.format(exc).splitlines(keepends=True)
    return list(TracebackException.from_exception(exc, limit=limit).format(chain=chain))


class TracebackException:
    """An exception made ready for printing."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, _seen=None, **settings):
        seen = set() if _seen is None else _seen
        seen.add(id(exc_value))
        self.exc_type = exc_type
        self.stack = extract_tb(exc_traceback, limit)
        self._has_traceback = exc_traceback is not None
        self._only = format_exception_only(exc_value)
        self._text = str(exc_value)
        cause = getattr(exc_value, '__cause__', None)
        context = getattr(exc_value, '__context__', None)
        suppressed = getattr(exc_value, '__suppress_context__', False)
        self.__suppress_context__ = suppressed
        self.__cause__ = self._inner(cause, limit, seen)
        self.__context__ = None if cause is not None or suppressed else self._inner(context, limit, seen)

    @staticmethod
    def _inner(exc, limit, seen):
        if exc is None or id(exc) in seen:
            return None
        return TracebackException(type(exc), exc, exc.__traceback__, limit=limit, _seen=seen)

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        """Create a TracebackException from an exception."""
        return cls(type(exc), exc, getattr(exc, '__traceback__', None), *args, **kwargs)

    def format_exception_only(self):
        """The exception part."""
        yield from self._only

    def format(self, *, chain=True):
        """The parts of the whole text."""
        if chain and self.__cause__ is not None:
            yield from self.__cause__.format()
            yield '\nThe above exception was the direct cause of the following exception:\n\n'
        elif chain and self.__context__ is not None:
            yield from self.__context__.format()
            yield '\nDuring handling of the above exception, another exception occurred:\n\n'
        if self._has_traceback:
            yield 'Traceback (most recent call last):\n'
            yield from self.stack.format()
        yield from self._only

    def print(self, *, file=None, chain=True):
        """Print the result of self.format(chain=chain) to 'file'."""
        for text in self.format(chain=chain):
            print(text, end='', file=sys.stderr if file is None else file)

    def __str__(self):
        return self._text


def print_exception(exc, /, value=_absent, tb=_absent, limit=None, file=None, chain=True):
    """Print the exception and its traceback."""
    text = ''.join(format_exception(exc, value, tb, limit, chain))
    print(text, end='', file=sys.stderr if file is None else file)


def format_exc(limit=None, chain=True):
    """Like print_exc() but return a string."""
    return ''.join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    """Print the exception that is being handled."""
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)
