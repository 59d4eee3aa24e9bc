"""Examples in docstrings that are run: what they print must be what stands below them.

An example is its source, which may go on in lines that begin with dots, and what it is to print, up to a blank
line or the next one:

>>> 1 + 1
2
"""

import inspect
import linecache
import os
import pdb
import re
import sys
import traceback
from collections import namedtuple
from io import StringIO

from _doctest_output import (
    BLANKLINE_MARKER, COMPARISON_FLAGS, DONT_ACCEPT_BLANKLINE, DONT_ACCEPT_TRUE_FOR_1, ELLIPSIS, ELLIPSIS_MARKER,
    FAIL_FAST, IGNORE_EXCEPTION_DETAIL, NORMALIZE_WHITESPACE, OPTIONFLAGS_BY_NAME, OutputChecker, REPORTING_FLAGS,
    REPORT_CDIFF, REPORT_NDIFF, REPORT_ONLY_FIRST_FAILURE, REPORT_UDIFF, SKIP, _indent, register_optionflag,
)

TestResults = namedtuple('TestResults', 'failed attempted')

_DIVIDER = '*' * 70

_EXAMPLE = re.compile(r'''
    (?P<source>
        (?:^(?P<indent> [ ]*) >>>    .*)
        (?:\n           [ ]*  \.\.\. .*)*)
    \n?
    (?P<want> (?:(?![ ]*$)
                 (?![ ]*>>>)
                 .+$\n?
              )*)
    ''', re.MULTILINE | re.VERBOSE)
_EXCEPTION = re.compile(r'''
    ^(?P<head> Traceback\ \( (?: most\ recent\ call\ last | innermost\ last) \) : )
    \s* $
    (?P<stack> .*?)
    ^ (?P<msg> \w+ .*)
    ''', re.VERBOSE | re.MULTILINE | re.DOTALL)
_OPTION = re.compile(r'#\s*doctest:\s*([^\n\'"]*)$', re.MULTILINE)


class Example:
    """A piece of source and what it is to print."""

    def __init__(self, source, want, exc_msg=None, lineno=0, indent=0, options=None):
        self.source = source if source.endswith('\n') else source + '\n'
        self.want = want if not want or want.endswith('\n') else want + '\n'
        self.exc_msg = exc_msg if exc_msg is None or exc_msg.endswith('\n') else exc_msg + '\n'
        self.lineno, self.indent, self.options = lineno, indent, options or {}

    def _all(self):
        return self.source, self.want, self.lineno, self.indent, tuple(sorted(self.options.items())), self.exc_msg

    def __eq__(self, other):
        return self._all() == other._all() if type(other) is type(self) else NotImplemented

    def __hash__(self):
        return hash(self._all())


class DocTest:
    """The examples of one docstring, and the names they can use."""

    def __init__(self, examples, globs, name, filename, lineno, docstring):
        self.examples, self.docstring, self.globs = examples, docstring, globs.copy()
        self.name, self.filename, self.lineno = name, filename, lineno

    def __repr__(self):
        count = {0: 'no examples', 1: '1 example'}.get(len(self.examples), f'{len(self.examples)} examples')
        return f'<{type(self).__name__} {self.name} from {self.filename}:{self.lineno} ({count})>'

    def __eq__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return (self.examples, self.globs, *self._place()) == (other.examples, other.globs, *other._place())

    def __hash__(self):
        return hash(self._place())

    def _place(self):
        return self.docstring, self.name, self.filename, self.lineno

    def __lt__(self, other):
        if not isinstance(other, DocTest):
            return NotImplemented
        return (self.name, self.filename, self.lineno or 0) < (other.name, other.filename, other.lineno or 0)


class DocTestParser:
    """Finds the examples in a text."""

    def parse(self, string, name='<string>'):
        """The examples and the text between them."""
        string = string.expandtabs()
        margin = min((len(line) - len(line.lstrip()) for line in string.split('\n') if line.strip()), default=0)
        if margin:
            string = '\n'.join(line[margin:] for line in string.split('\n'))
        parts, at, line = [], 0, 0
        for found in _EXAMPLE.finditer(string):
            parts.append(string[at:found.start()])
            line += string.count('\n', at, found.start())
            example = self._example(found, name, line, margin)
            if example:
                parts.append(example)
            line += string.count('\n', found.start(), found.end())
            at = found.end()
        parts.append(string[at:])
        return parts

    def _example(self, found, name, lineno, margin):
        indent = len(found['indent'])
        lines = found['source'].split('\n')
        for number, line in enumerate(lines):
            if len(line) >= indent + 4 and line[indent + 3] != ' ':
                raise ValueError(f'line {lineno + number + 1} of the docstring for {name} lacks blank after '
                                 f'{line[indent:indent + 3]}: {line!r}')
        for number, line in enumerate(lines[1:], 1):
            if not line.startswith(' ' * indent + '.'):
                raise ValueError(f'line {lineno + number} of the docstring for {name} has inconsistent leading '
                                 f'whitespace: {line!r}')
        source = '\n'.join(line[indent + 4:] for line in lines)
        wanted = found['want'].split('\n')
        if len(wanted) > 1 and not wanted[-1].strip():
            wanted.pop()
        for number, line in enumerate(wanted):
            if line and not line.startswith(' ' * indent):
                raise ValueError(f'line {lineno + len(lines) + number + 1} of the docstring for {name} has inconsistent '
                                 f'leading whitespace: {line!r}')
        want = '\n'.join(line[indent:] for line in wanted)
        exception = _EXCEPTION.match(want)
        options = self._options(source, name, lineno)
        if all(not line.strip() or line.strip().startswith('#') for line in source.split('\n')):
            if options:
                raise ValueError(f'line {lineno} of the doctest for {name} has an option directive on a line with '
                                 f'no example: {source!r}')
            return None
        return Example(source, want, exception['msg'] if exception else None, lineno, margin + indent, options)

    def _options(self, source, name, lineno):
        options = {}
        for found in _OPTION.finditer(source):
            for option in found[1].replace(',', ' ').split():
                if option[0] not in '+-' or option[1:] not in OPTIONFLAGS_BY_NAME:
                    raise ValueError(f'line {lineno + 1} of the doctest for {name} has an invalid option: {option!r}')
                options[OPTIONFLAGS_BY_NAME[option[1:]]] = option[0] == '+'
        return options

    def get_examples(self, string, name='<string>'):
        return [part for part in self.parse(string, name) if isinstance(part, Example)]

    def get_doctest(self, string, globs, name, filename, lineno):
        return DocTest(self.get_examples(string, name), globs, name, filename, lineno, string)


class DocTestFinder:
    """Finds the docstrings of an object and of what is in it."""

    def __init__(self, verbose=False, parser=DocTestParser(), recurse=True, exclude_empty=True):
        self._verbose, self._parser, self._recurse, self._exclude_empty = verbose, parser, recurse, exclude_empty

    def find(self, obj, name=None, module=None, globs=None, extraglobs=None):
        if name is None:
            name = getattr(obj, '__name__', None)
            if name is None:
                raise ValueError(f"DocTestFinder.find: name must be given when obj.__name__ doesn't exist: {type(obj)!r}")
        if module is None:
            module = inspect.getmodule(obj)
        if globs is None:
            globs = dict(module.__dict__) if module else {}
        globs = dict(globs) | (extraglobs or {})
        globs.setdefault('__name__', '__main__')
        tests = []
        self._find(tests, obj, name, module or None, globs, set())
        return sorted(tests)

    def _find(self, tests, obj, name, module, globs, seen):
        if id(obj) in seen:
            return
        seen.add(id(obj))
        test = self._test(obj, name, module, globs)
        if test is not None:
            tests.append(test)
        if not self._recurse:
            return
        if inspect.ismodule(obj):
            for key, value in obj.__dict__.items():
                value_ = inspect.unwrap(value) if callable(value) else value
                if (inspect.isroutine(value_) or inspect.isclass(value)) and self._is_from(module, value_):
                    self._find(tests, value, f'{name}.{key}', module, globs, seen)
            for key, value in getattr(obj, '__test__', {}).items():
                self._find(tests, value, f'{name}.__test__.{key}', module, globs, seen)
        elif inspect.isclass(obj):
            for key, value in obj.__dict__.items():
                if isinstance(value, (staticmethod, classmethod)):
                    value = value.__func__
                inner = inspect.isroutine(value) or inspect.isclass(value) or isinstance(value, property)
                if inner and self._is_from(module, value):
                    self._find(tests, value, f'{name}.{key}', module, globs, seen)

    def _is_from(self, module, value):
        if module is None or isinstance(value, property):
            return True
        if inspect.isfunction(value):
            return module.__dict__ is value.__globals__
        return getattr(value, '__module__', None) == module.__name__

    def _test(self, obj, name, module, globs):
        text = obj if isinstance(obj, str) else getattr(obj, '__doc__', None)
        text = text if isinstance(text, str) else '' if text is None else str(text)
        if not text and self._exclude_empty:
            return None
        line = self._line(obj, module) if text else None
        if line is None and not text and self._exclude_empty:
            return None
        filename = getattr(module, '__file__', None) or getattr(module, '__name__', None)
        if filename and filename.endswith('.pyc'):
            filename = filename[:-1]
        return self._parser.get_doctest(text, globs, name, filename, line)

    def _lines(self, obj, module):
        """The source that an object stands in, be it an example's."""
        try:
            filename = inspect.getsourcefile(obj) or inspect.getfile(obj)
        except TypeError:
            return []
        return linecache.getlines(filename, module.__dict__ if module else None)

    def _line(self, obj, module):
        """The line before which the docstring begins, from 0; None where nobody knows."""
        if inspect.ismodule(obj):
            return 0
        lines = self._lines(obj, module)
        line = None
        if inspect.isclass(obj):
            pattern = re.compile(rf'^\s*class\s*{re.escape(obj.__name__)}\b')
            line = next((at for at, text in enumerate(lines) if pattern.match(text)), None)
        obj = inspect.unwrap(obj) if callable(obj) else obj
        obj = getattr(obj, '__func__', obj)
        if inspect.isfunction(obj):
            line = obj.__code__.co_firstlineno - 1
        if line is None or not lines:
            return None if line is None else line + 1
        for at in range(line, len(lines)):
            if re.match(r'(^|.*:)\s*\w*("|\')', lines[at]):
                return at
        return None


class _Debugger(pdb.Pdb):
    """A debugger that stops in examples. It writes where it can be seen."""

    def __init__(self, out):
        self._out = out
        self._is_used = False
        super().__init__(stdout=out, nosigint=True)
        # Commands are asked for as `input` does: that can be replaced.
        self.use_rawinput = 1

    def set_trace(self, frame=None):
        self._is_used = True
        super().set_trace(sys._getframe().f_back if frame is None else frame)

    def set_continue(self):
        # Without having been used it would take away what traces the whole.
        if self._is_used:
            super().set_continue()

    def trace_dispatch(self, *args):
        real, sys.stdout = sys.stdout, self._out
        try:
            return super().trace_dispatch(*args)
        finally:
            sys.stdout = real


class DocTestRunner:
    """Runs examples, and tells of those that print something else."""

    DIVIDER = _DIVIDER

    def __init__(self, checker=None, verbose=None, optionflags=0):
        self._checker = checker or OutputChecker()
        self._verbose = '-v' in sys.argv if verbose is None else verbose
        self.optionflags = self.original_optionflags = optionflags
        self.tries = self.failures = 0
        self._results = {}

    def report_start(self, out, test, example):
        if self._verbose:
            expecting = 'Expecting:\n' + _indent(example.want) if example.want else 'Expecting nothing\n'
            out('Trying:\n' + _indent(example.source) + expecting)

    def report_success(self, out, test, example, got):
        if self._verbose:
            out('ok\n')

    def report_failure(self, out, test, example, got):
        out(self._header(test, example) + self._checker.output_difference(example, got, self.optionflags))

    def report_unexpected_exception(self, out, test, example, exc_info):
        out(self._header(test, example) + 'Exception raised:\n' + _indent(''.join(traceback.format_exception(*exc_info))))

    def _header(self, test, example):
        line = '?' if test.lineno is None else test.lineno + example.lineno + 1
        place = f'File "{test.filename}", line {line}, in {test.name}' if test.filename else \
            f'Line {example.lineno + 1}, in {test.name}'
        return f'{self.DIVIDER}\n{place}\nFailed example:\n{_indent(example.source)}'

    def run(self, test, compileflags=None, out=None, clear_globs=True):
        """Runs the examples of one docstring."""
        self.test = test
        real = sys.stdout
        out = out or real.write
        fake = sys.stdout = StringIO()
        hook, sys.displayhook = sys.displayhook, sys.__displayhook__
        lines, set_trace = linecache.getlines, pdb.set_trace
        self._debugger = _Debugger(real)
        self._debugger.reset()
        pdb.set_trace = self._debugger.set_trace
        sources = {f'<doctest {test.name}[{at}]>': it.source for at, it in enumerate(test.examples)}
        linecache.getlines = lambda name, namespace=None: (
            sources[name].splitlines(keepends=True) if name in sources else lines(name, namespace))
        try:
            return self._run(test, out, fake)
        finally:
            sys.stdout, sys.displayhook, linecache.getlines, pdb.set_trace = real, hook, lines, set_trace
            if clear_globs:
                test.globs.clear()

    def _run(self, test, out, fake):
        failures = tries = 0
        original = self.optionflags
        for number, example in enumerate(test.examples):
            quiet = self.optionflags & REPORT_ONLY_FIRST_FAILURE and failures > 0
            self.optionflags = original
            for flag, on in example.options.items():
                self.optionflags = self.optionflags | flag if on else self.optionflags & ~flag
            if self.optionflags & SKIP:
                continue
            tries += 1
            if not quiet:
                self.report_start(out, test, example)
            error = None
            try:
                exec(compile(example.source, f'<doctest {test.name}[{number}]>', 'single'), test.globs)
                self._debugger.set_continue()
            except KeyboardInterrupt:
                raise
            except BaseException:
                kind, value, trace = sys.exc_info()
                error = kind, value, trace.tb_next
                self._debugger.set_continue()
            got = fake.getvalue()
            if got and not got.endswith('\n'):
                # What is wanted can't be written without it.
                got += '\n'
            fake.seek(0)
            fake.truncate()
            verdict = self._judge(example, got, error)
            if verdict == 'failure':
                if not quiet:
                    self.report_failure(out, test, example, got + self._message_text)
                failures += 1
            elif verdict == 'error':
                if not quiet:
                    self.report_unexpected_exception(out, test, example, error)
                failures += 1
            elif not quiet:
                self.report_success(out, test, example, got)
            if failures and self.optionflags & FAIL_FAST:
                break
        self.optionflags = original
        failed, tried = self._results.get(test.name, (0, 0))
        self._results[test.name] = failed + failures, tried + tries
        self.failures += failures
        self.tries += tries
        return TestResults(failures, tries)

    def _judge(self, example, got, error):
        self._message_text = ''
        if error is None:
            return '' if self._checker.check_output(example.want, got, self.optionflags) else 'failure'
        if example.exc_msg is None:
            return 'error'
        kind, value, trace = error
        lines = traceback.format_exception_only(kind, value)
        if issubclass(kind, SyntaxError):
            # Nobody writes down the line and the carets.
            names = f'{kind.__qualname__}:', f'{kind.__module__}.{kind.__qualname__}:'
            lines = lines[next(at for at, line in enumerate(lines) if line.startswith(names)):]
        message = ''.join(lines)
        if self._checker.check_output(example.exc_msg, message, self.optionflags):
            return ''
        if self.optionflags & IGNORE_EXCEPTION_DETAIL and _kind_of(example.exc_msg) == _kind_of(message):
            return ''
        self._message_text = ''.join(traceback.format_exception(*error))
        return 'failure'

    def summarize(self, verbose=None):
        """Tells how many examples of which docstrings failed."""
        verbose = self._verbose if verbose is None else verbose
        passed = [(name, tried) for name, (failed, tried) in self._results.items() if tried and not failed]
        empty = [name for name, (failed, tried) in self._results.items() if not tried]
        failed = [(name, result) for name, result in self._results.items() if result[0]]
        total = sum(tried for _, tried in self._results.values())
        failures = sum(count for count, _ in self._results.values())
        if verbose:
            if empty:
                print(len(empty), 'items had no tests:')
                for name in sorted(empty):
                    print('   ', name)
            if passed:
                print(len(passed), 'items passed all tests:')
                for name, count in sorted(passed):
                    print(f' {count:3d} tests in {name}')
        if failed:
            print(self.DIVIDER)
            print(len(failed), 'items had failures:')
            for name, (count, tried) in sorted(failed):
                print(f' {count:3d} of {tried:3d} in {name}')
        if verbose:
            print(total, 'tests in', len(self._results), 'items.')
            print(total - failures, 'passed and', failures, 'failed.')
        if failures:
            print(f'***Test Failed*** {failures} failures.')
        elif verbose:
            print('Test passed.')
        return TestResults(failures, total)


class DocTestFailure(Exception):
    """An example printed something else."""

    def __init__(self, test, example, got):
        self.test, self.example, self.got = test, example, got

    def __str__(self):
        return str(self.test)


class UnexpectedException(Exception):
    """An example raised."""

    def __init__(self, test, example, exc_info):
        self.test, self.example, self.exc_info = test, example, exc_info

    def __str__(self):
        return str(self.test)


class DebugRunner(DocTestRunner):
    """Raises at the first failure; the names stay as they are then."""

    def run(self, test, compileflags=None, out=None, clear_globs=True):
        results = super().run(test, compileflags, out, False)
        if clear_globs:
            test.globs.clear()
        return results

    def report_unexpected_exception(self, out, test, example, exc_info):
        raise UnexpectedException(test, example, exc_info)

    def report_failure(self, out, test, example, got):
        raise DocTestFailure(test, example, got)


def _kind_of(message):
    """The name of an exception without its module and its text."""
    end = message.find(':')
    name = message if end < 0 else message[:end]
    return name.split('\n')[0].strip().rpartition('.')[2]


master = None


def testmod(m=None, name=None, globs=None, verbose=None, report=True, optionflags=0, extraglobs=None,
            raise_on_error=False, exclude_empty=False):
    """Runs the examples of a module, `__main__` unless told otherwise."""
    m = sys.modules['__main__'] if m is None else m
    if not inspect.ismodule(m):
        raise TypeError(f'testmod: module required; {m!r}')
    runner = (DebugRunner if raise_on_error else DocTestRunner)(verbose=verbose, optionflags=optionflags)
    for test in DocTestFinder(exclude_empty=exclude_empty).find(m, name or m.__name__, m, globs, extraglobs):
        runner.run(test)
    if report:
        runner.summarize()
    return TestResults(runner.failures, runner.tries)


def _caller(depth):
    return sys.modules[sys._getframe(depth + 1).f_globals['__name__']]


def _load_testfile(filename, package, module_relative, encoding, depth):
    """A file's text and its path, which is relative to a module: the caller's, if none is given."""
    if package and not module_relative:
        raise ValueError('Package may only be specified for module-relative paths.')
    if module_relative:
        package = _caller(depth) if package is None else package
        package = __import__(package, fromlist=['*']) if isinstance(package, str) else package
        filename = _beside(package, filename)
    with open(filename, encoding=encoding) as file:
        return file.read(), filename


def _beside(module, path):
    if not inspect.ismodule(module):
        raise TypeError(f'Expected a module: {module!r}')
    if path.startswith('/'):
        raise ValueError('Module-relative files may not have absolute paths')
    if getattr(module, '__file__', None):
        folder = os.path.dirname(module.__file__)
    elif module.__name__ == '__main__' and sys.argv and sys.argv[0]:
        folder = os.path.dirname(sys.argv[0])
    elif module.__name__ == '__main__':
        folder = os.curdir
    else:
        raise ValueError(f"Can't resolve paths relative to the module {module!r} (it has no __file__)")
    return os.path.join(folder, *path.split('/'))


def testfile(filename, module_relative=True, name=None, package=None, globs=None, verbose=None, report=True,
             optionflags=0, extraglobs=None, raise_on_error=False, parser=DocTestParser(), encoding=None):
    """Runs the examples in a file of text."""
    text, path = _load_testfile(filename, package, module_relative, encoding or 'utf-8', 2)
    globs = dict(globs or {}) | (extraglobs or {})
    globs.setdefault('__name__', '__main__')
    runner = (DebugRunner if raise_on_error else DocTestRunner)(verbose=verbose, optionflags=optionflags)
    runner.run(parser.get_doctest(text, globs, name or os.path.basename(filename), path, 0))
    if report:
        runner.summarize()
    return TestResults(runner.failures, runner.tries)


def run_docstring_examples(f, globs, verbose=False, name='NoName', compileflags=None, optionflags=0):
    """Runs the examples of one object; only failures are told of."""
    runner = DocTestRunner(verbose=verbose, optionflags=optionflags)
    for test in DocTestFinder(verbose, recurse=False).find(f, name, globs=globs):
        runner.run(test)


if __name__ == '__main__':
    import doctest
    sys.exit(doctest.main())

from _doctest_suites import (  # These stand on all of the above.
    DocFileCase, DocFileSuite, DocFileTest, DocTestCase, DocTestSuite, debug, debug_script, debug_src, main,
    script_from_examples, set_unittest_reportflags, testsource,
)
