"""Tracebacks as text, as the interpreter prints them.

An exception with nothing special asked for is written by the interpreter itself. With a limit,
with local variables, or for code whose lines only `linecache` knows, this does it.
"""

import linecache
import sys
from itertools import islice as _islice

import _traceback

__all__ = [
    'extract_stack', 'extract_tb', 'format_exception', 'format_exception_only', 'format_list', 'format_stack',
    'format_tb', 'print_exc', 'format_exc', 'print_exception', 'print_last', 'print_stack', 'print_tb',
    'clear_frames', 'FrameSummary', 'StackSummary', 'TracebackException', 'walk_stack', 'walk_tb',
]

_CAUSE = '\nThe above exception was the direct cause of the following exception:\n\n'
_CONTEXT = '\nDuring handling of the above exception, another exception occurred:\n\n'
# Equal lines that are shown before they are counted.
_SHOWN = 3


class FrameSummary:
    """One line of a traceback."""

    __slots__ = ('filename', 'lineno', 'end_lineno', 'colno', 'end_colno', 'name', '_line', 'locals')

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None,
                 colno=None, end_colno=None):
        self.filename, self.lineno, self.name = filename, lineno, name
        self.end_lineno = lineno if end_lineno is None else end_lineno
        self.colno, self.end_colno = colno, end_colno
        self._line = line
        self.locals = None if locals is None else {key: _safe_repr(value) for key, value in locals.items()}
        if lookup_line:
            self.line

    @property
    def _original_line(self):
        self.line
        return self._line

    @property
    def line(self):
        """The text of the line, without what surrounds it."""
        if self._line is None:
            if self.lineno is None:
                return None
            self._line = linecache.getline(self.filename, self.lineno)
        return self._line.strip()

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __getitem__(self, index):
        return (self.filename, self.lineno, self.name, self.line)[index]

    def __len__(self):
        return 4

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return (self.filename, self.lineno, self.name, self.locals) == (
                other.filename, other.lineno, other.name, other.locals)
        return tuple(self) == other if isinstance(other, tuple) else NotImplemented

    def __repr__(self):
        return f'<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>'


def _safe_repr(value):
    try:
        return repr(value)
    except Exception:
        return '<local repr() failed>'


class StackSummary(list):
    """The lines of a traceback."""

    def format_frame_summary(self, frame_summary):
        """The text for one of them."""
        frame = frame_summary
        text = f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}\n'
        if frame.line:
            text += f'    {frame.line}\n'
            if frame.colno is not None and frame.end_colno is not None:
                end = frame.end_colno if frame.end_lineno == frame.lineno else None
                text += _traceback.carets(frame._original_line, frame.colno, end)
        if frame.locals:
            text += ''.join(f'    {name} = {value}\n' for name, value in sorted(frame.locals.items()))
        return text

    def format(self):
        """A string for each, with line breaks; one for all that repeat a line often."""
        made, last, times = [], None, 0

        def repeated():
            more = times - _SHOWN
            return [f'  [Previous line repeated {more} more time{"s" if more > 1 else ""}]\n'] if more > 0 else []

        for frame in self:
            text = self.format_frame_summary(frame)
            if text is None:
                continue
            place = frame.filename, frame.lineno, frame.name
            if place != last:
                made += repeated()
                last, times = place, 0
            times += 1
            if times <= _SHOWN:
                made.append(text)
        return made + repeated()

    @classmethod
    def extract(cls, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """Of frames and line numbers, as walk_tb and walk_stack give them."""
        levels = ((frame, lineno, None) for frame, lineno in frame_gen)
        return cls(_summaries(levels, limit, lookup_lines, capture_locals))

    @classmethod
    def from_list(cls, a_list):
        """Of FrameSummary objects or tuples."""
        made = cls()
        for frame in a_list:
            if not isinstance(frame, FrameSummary):
                filename, lineno, name, line = frame
                frame = FrameSummary(filename, lineno, name, line=line)
            made.append(frame)
        return made


def _summaries(levels, limit, lookup_lines=True, capture_locals=False):
    """FrameSummary objects of frames, lines, and levels of a traceback where those are known."""
    if limit is None:
        limit = getattr(sys, 'tracebacklimit', None)
        if limit is not None and limit < 0:
            limit = 0
    if limit is not None:
        levels = _islice(levels, limit) if limit >= 0 else list(levels)[limit:]
    for frame, lineno, level in levels:
        code = frame.f_code
        linecache.checkcache(code.co_filename)
        place = {}
        line = None
        if level is not None:
            known = _traceback.place(level)
            if known is not None and known[0] == lineno:
                place = dict(zip(('end_lineno', 'colno', 'end_colno'), known[1:]))
            line = linecache.getline(code.co_filename, lineno) or _traceback.line(level, lineno)
        yield FrameSummary(code.co_filename, lineno, code.co_name, lookup_line=lookup_lines, line=line,
                           locals=frame.f_locals if capture_locals else None, **place)


def walk_tb(tb):
    """Walk a traceback yielding the frame and line number for each level."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def _levels(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno, tb
        tb = tb.tb_next


def walk_stack(f):
    """Walk a stack from a frame, the caller's own without one, to the outermost."""
    if f is None:
        f = sys._getframe().f_back.f_back
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def extract_stack(f=None, limit=None):
    """The lines of the stack, the outermost first; the limit counts from the innermost."""
    made = StackSummary.extract(walk_stack(f or sys._getframe().f_back), limit=limit)
    made.reverse()
    return made


def format_stack(f=None, limit=None):
    """A shorthand for 'format_list(extract_stack(f, limit))'."""
    return extract_stack(f or sys._getframe().f_back, limit).format()


def print_stack(f=None, limit=None, file=None):
    """Print a stack trace from where this is called."""
    print_list(extract_stack(f or sys._getframe().f_back, limit), file)


def print_last(limit=None, file=None, chain=True):
    """Print the last exception that nothing caught."""
    if not hasattr(sys, 'last_value'):
        raise ValueError('no last exception')
    print_exception(sys.last_value, limit=limit, file=file, chain=chain)


def clear_frames(tb):
    """Forget the variables of all calls of a traceback that have ended."""
    for frame, _ in walk_tb(tb):
        try:
            frame.clear()
        except RuntimeError:
            pass  # It still runs.


def extract_tb(tb, limit=None):
    """The lines of a traceback; a negative limit takes the last ones."""
    return StackSummary(_summaries(_levels(tb), limit))


def format_list(extracted_list):
    """A list of strings ready for printing."""
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    """Print the list of tuples as returned by extract_tb() or extract_stack()."""
    print(''.join(format_list(extracted_list)), end='', file=sys.stderr if file is None else file)


def format_tb(tb, limit=None):
    """A shorthand for 'format_list(extract_tb(tb, limit))'."""
    return extract_tb(tb, limit).format()


def print_tb(tb, limit=None, file=None):
    """Print up to 'limit' stack trace entries from the traceback 'tb'."""
    print_list(extract_tb(tb, limit), file)


_absent = object()


def _value_and_traceback(exc, value, tb):
    if (value is _absent) != (tb is _absent):
        raise ValueError('Both or neither of value and tb must be given')
    if value is not _absent:
        return value, tb
    if exc is None:
        return None, None
    if not isinstance(exc, BaseException):
        raise TypeError(f'Exception expected for value, {type(exc).__name__} found')
    return exc, exc.__traceback__


def format_exception_only(exc, /, value=_absent):
    """Format the exception part of a traceback."""
    exc = exc if value is _absent else value
    if not isinstance(exc, NameError):
        return _only(exc)
    # Names that were meant are known by a traceback, and this function is given none.
    trace, exc.__traceback__ = exc.__traceback__, None
    try:
        return _only(exc)
    finally:
        exc.__traceback__ = trace


def _only(exc):
    if exc is None:
        return ['NoneType: None\n']
    text = _traceback.message(exc)
    lines = text.splitlines(keepends=True) if isinstance(exc, SyntaxError) else [text]
    return lines + _traceback.notes(exc).splitlines(keepends=True)


def _lines_are_elsewhere():
    """Whether somebody has told `linecache` of source that is in no file."""
    return linecache.getlines is not _getlines or any(name[:1] == '<' for name in linecache.cache)


_getlines = linecache.getlines


def format_exception(exc, /, value=_absent, tb=_absent, limit=None, chain=True):
    """Format a stack trace and the exception information."""
    exc, tb = _value_and_traceback(exc, value, tb)
    is_plain = exc is not None and limit is None and chain and tb is exc.__traceback__
    if is_plain and not hasattr(sys, 'tracebacklimit') and not _lines_are_elsewhere():
        return _traceback.format(exc).splitlines(keepends=True)
    return list(TracebackException(type(exc), exc, tb, limit=limit, compact=True).format(chain=chain))


class TracebackException:
    """An exception made ready for printing, which holds on to none of its frames."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False,
                 compact=False, max_group_width=15, max_group_depth=10, _seen=None):
        seen = set() if _seen is None else _seen
        seen.add(id(exc_value))
        settings = {
            'limit': limit, 'lookup_lines': lookup_lines, 'capture_locals': capture_locals,
            'max_group_width': max_group_width, 'max_group_depth': max_group_depth,
        }
        self.max_group_width, self.max_group_depth = max_group_width, max_group_depth
        self.exc_type = exc_type
        self.stack = StackSummary(_summaries(_levels(exc_traceback), limit, lookup_lines, capture_locals))
        self._lines = _only(exc_value)
        try:
            self._str = str(exc_value)
        except Exception:
            self._str = '<exception str() failed>'
        self.__notes__ = getattr(exc_value, '__notes__', None)
        if isinstance(exc_value, SyntaxError):
            for name in 'filename', 'text', 'offset', 'end_offset', 'msg':
                setattr(self, name, getattr(exc_value, name))
            self.lineno = None if exc_value.lineno is None else str(exc_value.lineno)
            self.end_lineno = None if exc_value.end_lineno is None else str(exc_value.end_lineno)
        self.__suppress_context__ = getattr(exc_value, '__suppress_context__', False)
        self.__cause__ = self._inner(getattr(exc_value, '__cause__', None), settings, seen)
        hidden = compact and (self.__cause__ is not None or self.__suppress_context__)
        context = None if hidden else getattr(exc_value, '__context__', None)
        self.__context__ = self._inner(context, settings | {'compact': compact}, seen)
        self.exceptions = None
        if isinstance(exc_value, BaseExceptionGroup):
            self.exceptions = [
                TracebackException(type(one), one, one.__traceback__, _seen=seen, **settings)
                for one in exc_value.exceptions
            ]

    @staticmethod
    def _inner(exc, settings, seen):
        if exc is None or id(exc) in seen:
            return None
        return TracebackException(type(exc), exc, exc.__traceback__, _seen=seen, **settings)

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        """Create a TracebackException from an exception."""
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def format_exception_only(self):
        """The exception part."""
        yield from self._lines

    def format(self, *, chain=True, _margin=None):
        """The parts of the whole text."""
        margin = _Margin() if _margin is None else _margin
        links, one = [], self
        while one is not None:
            cause = one.__cause__ if chain else None
            context = one.__context__ if chain and cause is None and not one.__suppress_context__ else None
            links.append((one, _CAUSE if cause is not None else _CONTEXT))
            one = cause if cause is not None else context
        for place, (one, link) in enumerate(reversed(links)):
            if place:
                yield from margin.emit([link])
            if one.exceptions is None:
                if one.stack:
                    yield from margin.emit(['Traceback (most recent call last):\n'])
                    yield from margin.emit(one.stack.format())
                yield from margin.emit(one._lines)
            else:
                yield from one._format_group(margin, chain)

    def _format_group(self, margin, chain):
        if margin.depth > self.max_group_depth:
            yield from margin.emit([f'... (max_group_depth is {self.max_group_depth})\n'])
            return
        is_outermost = margin.depth == 0
        if is_outermost:
            margin.depth = 1
        if self.stack:
            yield from margin.emit(['Exception Group Traceback (most recent call last):\n'], '+' if is_outermost else '|')
            yield from margin.emit(self.stack.format())
        yield from margin.emit(self._lines)
        width = self.max_group_width
        shown = self.exceptions[:width] + ([None] if len(self.exceptions) > width else [])
        margin.is_open = False
        for number, one in enumerate(shown, 1):
            # The line that closes the group may come from a group inside.
            margin.is_open = margin.is_open or number == len(shown)
            corner = '+-' if number == 1 else '  '
            title = '...' if one is None else number
            yield f'{margin.indent()}{corner}+---------------- {title} ----------------\n'
            margin.depth += 1
            if one is None:
                more = len(self.exceptions) - width
                yield from margin.emit([f'and {more} more exception{"s" if more > 1 else ""}\n'])
            else:
                yield from one.format(chain=chain, _margin=margin)
            if number == len(shown) and margin.is_open:
                yield f'{margin.indent()}+------------------------------------\n'
                margin.is_open = False
            margin.depth -= 1
        if is_outermost:
            margin.depth = 0

    def print(self, *, file=None, chain=True):
        """Print the result of self.format(chain=chain) to 'file'."""
        for text in self.format(chain=chain):
            print(text, end='', file=sys.stderr if file is None else file)

    def __eq__(self, other):
        return self.__dict__ == other.__dict__ if isinstance(other, TracebackException) else NotImplemented

    def __str__(self):
        return self._str


class _Margin:
    """What the lines of a group's members stand behind."""

    def __init__(self):
        self.depth, self.is_open = 0, False

    def indent(self):
        return '  ' * self.depth

    def emit(self, texts, char='|'):
        if not self.depth:
            yield from texts
            return
        for text in texts:
            yield ''.join(f'{self.indent()}{char} {line}' for line in text.splitlines(keepends=True))


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
