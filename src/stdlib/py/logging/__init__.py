"""Logging: messages with a level go from loggers, which form a tree by their names, to handlers.

    logger.info(...) ──> record ──> filters ──> handlers of the logger and of those above it
"""

import io
import os
import string
import re
import sys
import time
import traceback
import warnings

import _thread

__all__ = [
    'BASIC_FORMAT', 'BufferingFormatter', 'CRITICAL', 'DEBUG', 'ERROR', 'FATAL', 'FileHandler', 'Filter',
    'Formatter', 'Handler', 'INFO', 'LogRecord', 'Logger', 'LoggerAdapter', 'NOTSET', 'NullHandler', 'StreamHandler',
    'WARN', 'WARNING', 'addLevelName', 'basicConfig', 'captureWarnings', 'critical', 'debug', 'disable', 'error',
    'exception', 'fatal', 'getLevelName', 'getLogger', 'getLoggerClass', 'info', 'log', 'makeLogRecord',
    'setLoggerClass', 'shutdown', 'warn', 'warning', 'getLogRecordFactory', 'setLogRecordFactory', 'lastResort',
    'raiseExceptions', 'getLevelNamesMapping', 'getHandlerByName', 'getHandlerNames',
]

CRITICAL = FATAL = 50
ERROR = 40
WARNING = WARN = 30
INFO = 20
DEBUG = 10
NOTSET = 0

raiseExceptions = True
logThreads = logProcesses = logMultiprocessing = logAsyncioTasks = True
_start_time = time.time()
_level_names = {CRITICAL: 'CRITICAL', ERROR: 'ERROR', WARNING: 'WARNING', INFO: 'INFO', DEBUG: 'DEBUG', NOTSET: 'NOTSET'}
_levels = {'CRITICAL': CRITICAL, 'FATAL': FATAL, 'ERROR': ERROR, 'WARN': WARNING, 'WARNING': WARNING, 'INFO': INFO,
           'DEBUG': DEBUG, 'NOTSET': NOTSET}


def getLevelNamesMapping():
    """The levels by name."""
    return dict(_levels)


def getLevelName(level):
    """The name of a level, or the level of a name."""
    found = _level_names.get(level)
    if found is None:
        found = _levels.get(level)
    return f'Level {level}' if found is None else found


def addLevelName(level, levelName):
    """Give a name to a level."""
    _level_names[level] = levelName
    _levels[levelName] = level


def _check_level(level):
    if isinstance(level, int):
        return level
    if not isinstance(level, str):
        raise TypeError(f'Level not an integer or a valid string: {level!r}')
    if level not in _levels:
        raise ValueError(f'Unknown level: {level!r}')
    return _levels[level]


# --- records ---

class LogRecord:
    """An event that is logged."""

    def __init__(self, name, level, pathname, lineno, msg, args, exc_info, func=None, sinfo=None, **kwargs):
        now = time.time()
        self.name, self.msg = name, msg
        # One mapping is what `%(name)s` in the message refers to.
        if args and len(args) == 1 and isinstance(args[0], dict) and args[0]:
            args = args[0]
        self.args = args
        self.levelno, self.levelname = level, getLevelName(level)
        self.pathname, self.filename = pathname, os.path.basename(pathname)
        self.module = os.path.splitext(self.filename)[0]
        self.exc_info, self.exc_text, self.stack_info = exc_info, None, sinfo
        self.lineno, self.funcName = lineno, func
        self.created = now
        self.msecs = int((now - int(now)) * 1000) + 0.0
        self.relativeCreated = (now - _start_time) * 1000
        self.thread, self.threadName, self.taskName = _thread.get_ident(), _thread_name(), _task_name()
        self.processName, self.process = _process_name(), os.getpid()

    def __repr__(self):
        return f'<LogRecord: {self.name}, {self.levelno}, {self.pathname}, {self.lineno}, "{self.msg}">'

    def getMessage(self):
        """The message with its arguments."""
        message = str(self.msg)
        return message % self.args if self.args else message


def _thread_name():
    # As long as nobody has imported `threading`, there is the main thread.
    threading = sys.modules.get('threading')
    return 'MainThread' if threading is None else threading.current_thread().name


def _process_name():
    process = sys.modules.get('multiprocessing.process')
    return 'MainProcess' if process is None else process.current_process().name


def _task_name():
    asyncio = sys.modules.get('asyncio')
    if asyncio is None or asyncio._get_running_loop() is None:
        return None
    task = asyncio.current_task()
    return None if task is None else task.get_name()


_record_factory = LogRecord


def setLogRecordFactory(factory):
    """Set what makes records."""
    global _record_factory
    _record_factory = factory


def getLogRecordFactory():
    """What makes records."""
    return _record_factory


def makeLogRecord(dict):
    """A record with the given attributes."""
    record = _record_factory(None, None, '', 0, '', (), None, None)
    record.__dict__.update(dict)
    return record


# --- formatting ---

BASIC_FORMAT = '%(levelname)s:%(name)s:%(message)s'
_STYLES = {
    '%': ('%(message)s', lambda format, values: format % values, '%(asctime)'),
    '{': ('{message}', lambda format, values: format.format(**values), '{asctime'),
    '$': ('${message}', lambda format, values: string.Template(format).substitute(**values), 'asctime'),
}


def _check_format(fmt, style):
    """A format must name a field, and be one."""
    if style == '%' and not re.search(r'%\(\w+\)[#0+ -]*(\*|\d+)?(\.(\*|\d+))?[diouxefgcrsa%]', fmt, re.I):
        raise ValueError(f"Invalid format '{fmt}' for '{style}' style")
    if style == '{':
        try:
            fields = [field for _, field, _, _ in string.Formatter().parse(fmt) if field is not None]
        except ValueError as error:
            raise ValueError(f'invalid format: {error}') from None
        wrong = next((field for field in fields if not re.fullmatch(r'(\d+|\w+)(\.\w+|\[[^]]+\])*', field)), None)
        if wrong is not None:
            raise ValueError(f'invalid format: invalid field name/expression: {wrong!r}')
        if not fields:
            raise ValueError('invalid format: no fields')
    if style == '$':
        if not string.Template(fmt).get_identifiers():
            raise ValueError('invalid format: no fields')


class Formatter:
    """Makes text of records."""

    converter = staticmethod(time.localtime)
    default_time_format = '%Y-%m-%d %H:%M:%S'
    default_msec_format = '%s,%03d'

    def __init__(self, fmt=None, datefmt=None, style='%', validate=True, *, defaults=None):
        if style not in _STYLES:
            raise ValueError(f"Style must be one of: {','.join(_STYLES)}")
        plain, self._apply, self._time_mark = _STYLES[style]
        self._fmt = fmt or plain
        self._defaults = defaults or {}
        self.datefmt = datefmt
        if validate:
            _check_format(self._fmt, style)

    def formatTime(self, record, datefmt=None):
        """When the event was."""
        moment = self.converter(record.created)
        if datefmt:
            return time.strftime(datefmt, moment)
        text = time.strftime(self.default_time_format, moment)
        return self.default_msec_format % (text, record.msecs) if self.default_msec_format else text

    def formatException(self, ei):
        """The traceback of an exception."""
        text = ''.join(traceback.format_exception(ei[1]))
        return text.removesuffix('\n')

    def usesTime(self):
        """Whether the format shows the time."""
        return self._time_mark in self._fmt

    def formatMessage(self, record):
        """The line of the record."""
        try:
            return self._apply(self._fmt, {**self._defaults, **record.__dict__})
        except KeyError as error:
            raise ValueError('Formatting field not found in record: %s' % error) from None

    def formatStack(self, stack_info):
        """The text of a stack."""
        return stack_info

    def format(self, record):
        """The text of the record: its line, its exception, its stack."""
        record.message = record.getMessage()
        if self.usesTime():
            record.asctime = self.formatTime(record, self.datefmt)
        text = self.formatMessage(record)
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        for more in (record.exc_text, record.stack_info and self.formatStack(record.stack_info)):
            if more:
                text = text.removesuffix('\n') + '\n' + more
        return text


_default_formatter = Formatter()


class BufferingFormatter:
    """Makes text of many records."""

    def __init__(self, linefmt=None):
        self.linefmt = linefmt or _default_formatter

    def formatHeader(self, records):
        return ''

    def formatFooter(self, records):
        return ''

    def format(self, records):
        if not records:
            return ''
        return self.formatHeader(records) + ''.join(map(self.linefmt.format, records)) + self.formatFooter(records)


# --- filters and handlers ---

class Filter:
    """Lets records of a logger and those below it pass."""

    def __init__(self, name=''):
        self.name = name

    def filter(self, record):
        return not self.name or record.name == self.name or record.name.startswith(self.name + '.')


class Filterer:
    """What can have filters."""

    def __init__(self):
        self.filters = []

    def addFilter(self, filter):
        if filter not in self.filters:
            self.filters.append(filter)

    def removeFilter(self, filter):
        if filter in self.filters:
            self.filters.remove(filter)

    def filter(self, record):
        """The record, perhaps another one, or something false."""
        for it in self.filters:
            result = it.filter(record) if hasattr(it, 'filter') else it(record)
            if not result:
                return False
            if isinstance(result, LogRecord):
                record = result
        return record


_handlers = {}
_all_handlers = []
# Guards the tree of loggers, and the handlers of each.
_lock = _thread.RLock()


def getHandlerByName(name):
    """The handler of a name, or None."""
    return _handlers.get(name)


def getHandlerNames():
    """The names that handlers have."""
    return frozenset(_handlers)


class Handler(Filterer):
    """Brings records to where they are to be read."""

    def __init__(self, level=NOTSET):
        super().__init__()
        self._name = None
        self.level = _check_level(level)
        self.formatter = None
        self.createLock()
        _all_handlers.append(self)

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, name):
        _handlers.pop(self._name, None)
        self._name = name
        if name:
            _handlers[name] = self

    def get_name(self):
        return self.name

    def set_name(self, name):
        self.name = name

    def setLevel(self, level):
        self.level = _check_level(level)

    def setFormatter(self, fmt):
        self.formatter = fmt

    def format(self, record):
        return (self.formatter or _default_formatter).format(record)

    def emit(self, record):
        raise NotImplementedError('emit must be implemented by Handler subclasses')

    def handle(self, record):
        passed = self.filter(record)
        if isinstance(passed, LogRecord):
            record = passed
        if passed:
            self.acquire()
            try:
                self.emit(record)
            finally:
                self.release()
        return passed

    def createLock(self):
        """Make the lock that lets one thread at a time emit records."""
        self.lock = _thread.RLock()

    def acquire(self):
        """Take the lock, if there is one."""
        if self.lock:
            self.lock.acquire()

    def release(self):
        """Give the lock back, if there is one."""
        if self.lock:
            self.lock.release()

    def flush(self):
        """Make sure that all is written."""

    def close(self):
        _handlers.pop(self._name, None)
        if self in _all_handlers:
            _all_handlers.remove(self)

    def handleError(self, record):
        """An exception in emit(): it is said, and the program goes on."""
        if raiseExceptions and sys.stderr:
            sys.stderr.write('--- Logging error ---\n')
            traceback.print_exc(file=sys.stderr)
            sys.stderr.write(f'Message: {record.msg!r}\nArguments: {record.args}\n')

    def __repr__(self):
        return f'<{self.__class__.__name__} ({getLevelName(self.level)})>'


class StreamHandler(Handler):
    """Writes to a stream, stderr if none is given."""

    terminator = '\n'

    def __init__(self, stream=None):
        super().__init__()
        self.stream = sys.stderr if stream is None else stream

    def flush(self):
        if self.stream and hasattr(self.stream, 'flush'):
            self.stream.flush()

    def emit(self, record):
        try:
            self.stream.write(self.format(record) + self.terminator)
            self.flush()
        except RecursionError:
            raise
        except Exception:
            self.handleError(record)

    def setStream(self, stream):
        """Write to another stream; gives the one before, if it is another."""
        if stream is self.stream:
            return None
        before = self.stream
        self.flush()
        self.stream = stream
        return before

    def __repr__(self):
        name = str(getattr(self.stream, 'name', ''))
        return f"<{self.__class__.__name__} {name}{' ' if name else ''}({getLevelName(self.level)})>"


class FileHandler(StreamHandler):
    """Writes to a file."""

    def __init__(self, filename, mode='a', encoding=None, delay=False, errors=None):
        filename = os.fspath(filename)
        self.baseFilename = os.path.abspath(filename)
        self.mode, self.encoding, self.errors, self.delay = mode, encoding, errors, delay
        if delay:
            Handler.__init__(self)
            self.stream = None
        else:
            super().__init__(self._open())

    def _open(self):
        return open(self.baseFilename, self.mode, encoding=self.encoding, errors=self.errors)

    def close(self):
        if self.stream:
            self.flush()
            stream, self.stream = self.stream, None
            stream.close()
        super().close()

    def emit(self, record):
        if self.stream is None:
            self.stream = self._open()
        super().emit(record)

    def __repr__(self):
        return f'<{self.__class__.__name__} {self.baseFilename} ({getLevelName(self.level)})>'


class _StderrHandler(StreamHandler):
    """Writes to what sys.stderr is at the time."""

    def __init__(self, level=NOTSET):
        Handler.__init__(self, level)

    @property
    def stream(self):
        return sys.stderr


class NullHandler(Handler):
    """Does nothing."""

    def handle(self, record):
        """Nothing."""

    emit = handle


lastResort = _StderrHandler(WARNING)


# --- loggers ---

class Logger(Filterer):
    """Where a program logs: one for each name, `a.b` below `a`."""

    def __init__(self, name, level=NOTSET):
        super().__init__()
        self.name, self.level = name, _check_level(level)
        self.parent, self.propagate = None, True
        self.handlers, self.disabled = [], False

    def setLevel(self, level):
        self.level = _check_level(level)

    def debug(self, msg, *args, **kwargs):
        if self.isEnabledFor(DEBUG):
            self._log(DEBUG, msg, args, **kwargs)

    def info(self, msg, *args, **kwargs):
        if self.isEnabledFor(INFO):
            self._log(INFO, msg, args, **kwargs)

    def warning(self, msg, *args, **kwargs):
        if self.isEnabledFor(WARNING):
            self._log(WARNING, msg, args, **kwargs)

    def warn(self, msg, *args, **kwargs):
        warnings.warn("The 'warn' method is deprecated, use 'warning' instead", DeprecationWarning, 2)
        self.warning(msg, *args, **kwargs)

    def error(self, msg, *args, **kwargs):
        if self.isEnabledFor(ERROR):
            self._log(ERROR, msg, args, **kwargs)

    def exception(self, msg, *args, exc_info=True, **kwargs):
        self.error(msg, *args, exc_info=exc_info, **kwargs)

    def critical(self, msg, *args, **kwargs):
        if self.isEnabledFor(CRITICAL):
            self._log(CRITICAL, msg, args, **kwargs)

    fatal = critical

    def log(self, level, msg, *args, **kwargs):
        if not isinstance(level, int):
            if raiseExceptions:
                raise TypeError('level must be an integer')
            return
        if self.isEnabledFor(level):
            self._log(level, msg, args, **kwargs)

    def findCaller(self, stack_info=False, stacklevel=1):
        """File, line, function of who logs; and the stack, if asked for."""
        if not hasattr(sys, '_getframe'):
            return '(unknown file)', 0, '(unknown function)', None
        frame = sys._getframe(1)
        while frame is not None and frame.f_globals is globals():
            frame = frame.f_back
        for _ in range(stacklevel - 1):
            if frame.f_back is None:
                break
            frame = frame.f_back
        if frame is None:
            return '(unknown file)', 0, '(unknown function)', None
        stack = None
        if stack_info:
            stack = 'Stack (most recent call last):\n' + ''.join(traceback.format_stack(frame)).removesuffix('\n')
        code = frame.f_code
        return code.co_filename, frame.f_lineno, code.co_name, stack

    def makeRecord(self, name, level, fn, lno, msg, args, exc_info, func=None, extra=None, sinfo=None):
        record = _record_factory(name, level, fn, lno, msg, args, exc_info, func, sinfo)
        for key, value in (extra or {}).items():
            if key in ('message', 'asctime') or key in record.__dict__:
                raise KeyError(f'Attempt to overwrite {key!r} in LogRecord')
            record.__dict__[key] = value
        return record

    def _log(self, level, msg, args, exc_info=None, extra=None, stack_info=False, stacklevel=1):
        fn, lno, func, stack = self.findCaller(stack_info, stacklevel)
        if exc_info:
            if isinstance(exc_info, BaseException):
                exc_info = type(exc_info), exc_info, exc_info.__traceback__
            elif not isinstance(exc_info, tuple):
                exc_info = sys.exc_info()
        self.handle(self.makeRecord(self.name, level, fn, lno, msg, args, exc_info, func, extra, stack))

    def handle(self, record):
        if self.disabled:
            return
        passed = self.filter(record)
        if passed:
            self.callHandlers(passed if isinstance(passed, LogRecord) else record)

    def addHandler(self, hdlr):
        with _lock:
            if hdlr not in self.handlers:
                self.handlers.append(hdlr)

    def removeHandler(self, hdlr):
        with _lock:
            if hdlr in self.handlers:
                self.handlers.remove(hdlr)

    def hasHandlers(self):
        return any(logger.handlers for logger in self._chain())

    def _chain(self):
        """The logger and those above it, as far as records go up."""
        logger = self
        while logger:
            yield logger
            logger = logger.parent if logger.propagate else None

    def callHandlers(self, record):
        found = False
        for logger in self._chain():
            for handler in logger.handlers:
                found = True
                if record.levelno >= handler.level:
                    handler.handle(record)
        if not found and lastResort and record.levelno >= lastResort.level:
            lastResort.handle(record)

    def getEffectiveLevel(self):
        logger = self
        while logger:
            if logger.level:
                return logger.level
            logger = logger.parent
        return NOTSET

    def isEnabledFor(self, level):
        return not self.disabled and level > self.manager.disable and level >= self.getEffectiveLevel()

    def getChild(self, suffix):
        return self.manager.getLogger(suffix if self.root is self else f'{self.name}.{suffix}')

    def getChildren(self):
        return {it for it in self.manager.loggerDict.values() if isinstance(it, Logger) and it.parent is self}

    def __repr__(self):
        return f'<{self.__class__.__name__} {self.name} ({getLevelName(self.getEffectiveLevel())})>'


class RootLogger(Logger):
    def __init__(self, level):
        super().__init__('root', level)


class Manager:
    """Keeps the loggers by name."""

    def __init__(self, root):
        self.root, self.disable = root, NOTSET
        self.loggerDict = {}
        self.loggerClass = None

    def getLogger(self, name):
        if not isinstance(name, str):
            raise TypeError('A logger name must be a string')
        with _lock:
            return self.loggerDict.get(name) or self._make(name)

    def _make(self, name):
        logger = self.loggerDict[name] = (self.loggerClass or _logger_class)(name)
        logger.manager = self
        logger.parent = self._parent(name)
        # Loggers further down have got a nearer parent.
        for other in self.loggerDict.values():
            if other.name.startswith(name + '.') and len(other.parent.name if other.parent is not self.root else '') < len(name):
                other.parent = logger
        return logger

    def _parent(self, name):
        while '.' in name:
            name = name.rpartition('.')[0]
            if name in self.loggerDict:
                return self.loggerDict[name]
        return self.root

    def setLoggerClass(self, klass):
        self.loggerClass = klass


root = RootLogger(WARNING)
Logger.root = root
Logger.manager = Manager(root)
_logger_class = Logger


def getLogger(name=None):
    """The logger of a name; the root without one."""
    return root if not name or name == root.name else Logger.manager.getLogger(name)


def getLoggerClass():
    """What makes loggers."""
    return _logger_class


def setLoggerClass(klass):
    """Set what makes loggers."""
    global _logger_class
    if not issubclass(klass, Logger):
        raise TypeError('logger not derived from logging.Logger: ' + klass.__name__)
    _logger_class = klass


class LoggerAdapter:
    """A logger that adds something to all messages."""

    def __init__(self, logger, extra=None):
        self.logger, self.extra = logger, extra

    def process(self, msg, kwargs):
        kwargs['extra'] = self.extra
        return msg, kwargs

    def log(self, level, msg, *args, **kwargs):
        if self.isEnabledFor(level):
            msg, kwargs = self.process(msg, kwargs)
            self.logger.log(level, msg, *args, **kwargs)

    def debug(self, msg, *args, **kwargs):
        self.log(DEBUG, msg, *args, **kwargs)

    def info(self, msg, *args, **kwargs):
        self.log(INFO, msg, *args, **kwargs)

    def warning(self, msg, *args, **kwargs):
        self.log(WARNING, msg, *args, **kwargs)

    def error(self, msg, *args, **kwargs):
        self.log(ERROR, msg, *args, **kwargs)

    def exception(self, msg, *args, exc_info=True, **kwargs):
        self.log(ERROR, msg, *args, exc_info=exc_info, **kwargs)

    def critical(self, msg, *args, **kwargs):
        self.log(CRITICAL, msg, *args, **kwargs)

    def isEnabledFor(self, level):
        return self.logger.isEnabledFor(level)

    def setLevel(self, level):
        self.logger.setLevel(level)

    def getEffectiveLevel(self):
        return self.logger.getEffectiveLevel()

    def hasHandlers(self):
        return self.logger.hasHandlers()

    name = property(lambda self: self.logger.name)

    def __repr__(self):
        return f'<{self.__class__.__name__} {self.logger.name} ({getLevelName(self.logger.getEffectiveLevel())})>'


# --- functions of the root logger ---

def basicConfig(**kwargs):
    """Give the root logger a handler, unless it has one."""
    with _lock:
        _configure(kwargs)


def _configure(kwargs):
    force = kwargs.pop('force', False)
    encoding, errors = kwargs.pop('encoding', None), kwargs.pop('errors', 'backslashreplace')
    if force:
        for handler in root.handlers[:]:
            root.removeHandler(handler)
            handler.close()
    if root.handlers:
        return
    handlers = kwargs.pop('handlers', None)
    filename, mode = kwargs.pop('filename', None), kwargs.pop('filemode', 'a')
    stream = kwargs.pop('stream', None)
    if handlers is None:
        if stream is not None and filename is not None:
            raise ValueError("'stream' and 'filename' should not be specified together")
        handlers = [FileHandler(filename, mode, encoding=encoding, errors=errors) if filename is not None
                    else StreamHandler(stream)]
    elif stream is not None or filename is not None:
        raise ValueError("'stream' or 'filename' should not be specified together with 'handlers'")
    datefmt, style = kwargs.pop('datefmt', None), kwargs.pop('style', '%')
    if style not in _STYLES:
        raise ValueError(f"Style must be one of: {','.join(_STYLES)}")
    usual = {'%': BASIC_FORMAT, '{': '{levelname}:{name}:{message}', '$': '${levelname}:${name}:${message}'}
    formatter = Formatter(kwargs.pop('format', usual[style]), datefmt, style)
    level = kwargs.pop('level', None)
    if kwargs:
        raise ValueError(f"Unrecognised argument(s): {', '.join(kwargs)}")
    for handler in handlers:
        if handler.formatter is None:
            handler.setFormatter(formatter)
        root.addHandler(handler)
    if level is not None:
        root.setLevel(level)


def _of_root(name):
    method = getattr(root, name)

    def function(msg, *args, **kwargs):
        if not root.handlers:
            basicConfig()
        method(msg, *args, **kwargs)

    function.__name__ = name
    return function


debug, info, warning, error, exception, critical = map(
    _of_root, ('debug', 'info', 'warning', 'error', 'exception', 'critical'))
fatal = critical


def warn(msg, *args, **kwargs):
    """The old name of warning()."""
    warnings.warn("The 'warn' function is deprecated, use 'warning' instead", DeprecationWarning, 2)
    warning(msg, *args, **kwargs)


def log(level, msg, *args, **kwargs):
    """Log with a level to the root logger."""
    if not root.handlers:
        basicConfig()
    root.log(level, msg, *args, **kwargs)


def disable(level=CRITICAL):
    """Switch off all messages up to a level."""
    root.manager.disable = _check_level(level)


def shutdown(handlerList=None):
    """Flush and close all handlers."""
    for handler in reversed(_all_handlers[:]):
        try:
            handler.flush()
            handler.close()
        except (OSError, ValueError):
            pass


def captureWarnings(capture):
    """Log warnings instead of printing them, or not any longer."""
    global _showwarning
    if capture and _showwarning is None:
        _showwarning = warnings.showwarning

        def show(message, category, filename, lineno, file=None, line=None):
            getLogger('py.warnings').warning('%s', warnings.formatwarning(message, category, filename, lineno, line))

        warnings.showwarning = show
    elif not capture and _showwarning is not None:
        warnings.showwarning, _showwarning = _showwarning, None


_showwarning = None

import atexit  # noqa: E402

atexit.register(shutdown)
