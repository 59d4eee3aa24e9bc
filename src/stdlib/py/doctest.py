"""Examples in docstrings that are run: what they print must be what stands below them.

An example is its source, which may go on in lines that begin with dots, and what it is to print, up to a blank
line or the next one:

>>> 1 + 1
2
"""

import difflib
import inspect
import linecache
import re
import sys
import traceback
import unittest
from collections import namedtuple
from io import StringIO

TestResults = namedtuple('TestResults', 'failed attempted')

OPTIONFLAGS_BY_NAME = {}


def register_optionflag(name):
    """A new flag, or the one that has the name already."""
    return OPTIONFLAGS_BY_NAME.setdefault(name, 1 << len(OPTIONFLAGS_BY_NAME))


DONT_ACCEPT_TRUE_FOR_1 = register_optionflag('DONT_ACCEPT_TRUE_FOR_1')
DONT_ACCEPT_BLANKLINE = register_optionflag('DONT_ACCEPT_BLANKLINE')
NORMALIZE_WHITESPACE = register_optionflag('NORMALIZE_WHITESPACE')
ELLIPSIS = register_optionflag('ELLIPSIS')
SKIP = register_optionflag('SKIP')
IGNORE_EXCEPTION_DETAIL = register_optionflag('IGNORE_EXCEPTION_DETAIL')
REPORT_UDIFF = register_optionflag('REPORT_UDIFF')
REPORT_CDIFF = register_optionflag('REPORT_CDIFF')
REPORT_NDIFF = register_optionflag('REPORT_NDIFF')
REPORT_ONLY_FIRST_FAILURE = register_optionflag('REPORT_ONLY_FIRST_FAILURE')
FAIL_FAST = register_optionflag('FAIL_FAST')
COMPARISON_FLAGS = (DONT_ACCEPT_TRUE_FOR_1 | DONT_ACCEPT_BLANKLINE | NORMALIZE_WHITESPACE | ELLIPSIS | SKIP
                    | IGNORE_EXCEPTION_DETAIL)
REPORTING_FLAGS = REPORT_UDIFF | REPORT_CDIFF | REPORT_NDIFF | REPORT_ONLY_FIRST_FAILURE | FAIL_FAST

BLANKLINE_MARKER = '<BLANKLINE>'
ELLIPSIS_MARKER = '...'
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


class DocTest:
    """The examples of one docstring, and the names they can use."""

    def __init__(self, examples, globs, name, filename, lineno, docstring):
        self.examples, self.docstring, self.globs = examples, docstring, globs.copy()
        self.name, self.filename, self.lineno = name, filename, lineno

    def __repr__(self):
        count = {0: 'no examples', 1: '1 example'}.get(len(self.examples), f'{len(self.examples)} examples')
        return f'<{type(self).__name__} {self.name} from {self.filename}:{self.lineno} ({count})>'

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
                raise ValueError(f'line {lineno + number + 1} of the docstring for {name} has inconsistent leading '
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
        filename = getattr(module, '__file__', None) or getattr(module, '__name__', None)
        return self._parser.get_doctest(text, globs, name, filename, self._line(obj, module))

    def _line(self, obj, module):
        """The line before which the docstring begins, from 0; None where nobody knows."""
        if inspect.ismodule(obj):
            return 0
        filename = getattr(module, '__file__', None)
        lines = linecache.getlines(filename) if filename else []
        line = None
        if inspect.isclass(obj):
            pattern = re.compile(rf'^\s*class\s*{re.escape(obj.__name__)}\b')
            line = next((at for at, text in enumerate(lines) if pattern.match(text)), None)
        obj = inspect.unwrap(obj) if callable(obj) else obj
        if inspect.isfunction(obj):
            line = obj.__code__.co_firstlineno - 1
        if line is None:
            return None
        for at in range(line, len(lines)):
            if re.match(r'(^|.*:)\s*\w*("|\')', lines[at]):
                return at
        return None


class OutputChecker:
    """Compares what was printed with what was wanted."""

    def check_output(self, want, got, optionflags):
        if got == want:
            return True
        if not optionflags & DONT_ACCEPT_TRUE_FOR_1 and (got, want) in (('True\n', '1\n'), ('False\n', '0\n')):
            return True
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            want = re.sub(rf'(?m)^{re.escape(BLANKLINE_MARKER)}\s*?$', '', want)
            got = re.sub(r'(?m)^[^\S\n]+$', '', got)
            if got == want:
                return True
        if optionflags & NORMALIZE_WHITESPACE:
            got, want = ' '.join(got.split()), ' '.join(want.split())
            if got == want:
                return True
        return bool(optionflags & ELLIPSIS) and _matches(want, got)

    def output_difference(self, example, got, optionflags):
        want = example.want
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            got = re.sub('(?m)^[ ]*(?=\n)', BLANKLINE_MARKER, got)
        is_long = want.count('\n') > 2 and got.count('\n') > 2
        if optionflags & REPORT_NDIFF or is_long and optionflags & (REPORT_UDIFF | REPORT_CDIFF):
            wanted, given = want.splitlines(keepends=True), got.splitlines(keepends=True)
            if optionflags & REPORT_NDIFF:
                kind, lines = 'ndiff with -expected +actual', list(difflib.ndiff(wanted, given))
            elif optionflags & REPORT_UDIFF:
                kind, lines = 'unified diff with -expected +actual', list(difflib.unified_diff(wanted, given, n=2))[2:]
            else:
                kind, lines = 'context diff with expected followed by actual', list(difflib.context_diff(wanted, given, n=2))[2:]
            return f'Differences ({kind}):\n' + _indent(''.join(lines))
        if want and got:
            return f'Expected:\n{_indent(want)}Got:\n{_indent(got)}'
        if want:
            return f'Expected:\n{_indent(want)}Got nothing\n'
        if got:
            return f'Expected nothing\nGot:\n{_indent(got)}'
        return 'Expected nothing\nGot nothing\n'


def _indent(text, by=4):
    return re.sub('(?m)^(?!$)', by * ' ', text)


def _matches(want, got):
    """Whether a text is the other one, in which `...` stands for anything."""
    if ELLIPSIS_MARKER not in want:
        return want == got
    first, *middle, last = want.split(ELLIPSIS_MARKER)
    start, end = len(first), len(got) - len(last)
    if not got.startswith(first) or not got.endswith(last) or start > end:
        return False
    for part in middle:
        start = got.find(part, start, end)
        if start < 0:
            return False
        start += len(part)
    return True


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
        lines = linecache.getlines
        sources = {f'<doctest {test.name}[{at}]>': it.source for at, it in enumerate(test.examples)}
        linecache.getlines = lambda name, namespace=None: (
            sources[name].splitlines(keepends=True) if name in sources else lines(name, namespace))
        try:
            return self._run(test, out, fake)
        finally:
            sys.stdout, sys.displayhook, linecache.getlines = real, hook, lines
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
            except KeyboardInterrupt:
                raise
            except BaseException:
                kind, value, trace = sys.exc_info()
                error = kind, value, trace.tb_next
            got = fake.getvalue()
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
        message = traceback.format_exception_only(kind, value)[-1]
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
    runner = DocTestRunner(verbose=verbose, optionflags=optionflags)
    for test in DocTestFinder(exclude_empty=exclude_empty).find(m, name or m.__name__, m, globs, extraglobs):
        runner.run(test)
    if report:
        runner.summarize()
    return TestResults(runner.failures, runner.tries)


def testfile(filename, module_relative=True, name=None, package=None, globs=None, verbose=None, report=True,
             optionflags=0, extraglobs=None, raise_on_error=False, parser=DocTestParser(), encoding=None):
    """Runs the examples in a file of text."""
    import os
    path = filename
    if module_relative and not os.path.isabs(filename):
        base = getattr(package or sys.modules['__main__'], '__file__', None)
        path = os.path.join(os.path.dirname(base), filename) if base else filename
    with open(path, encoding=encoding or 'utf-8') as file:
        text = file.read()
    globs = dict(globs or {}) | (extraglobs or {})
    globs.setdefault('__name__', '__main__')
    runner = DocTestRunner(verbose=verbose, optionflags=optionflags)
    runner.run(parser.get_doctest(text, globs, name or os.path.basename(filename), path, 0))
    if report:
        runner.summarize()
    return TestResults(runner.failures, runner.tries)


def run_docstring_examples(f, globs, verbose=False, name='NoName', compileflags=None, optionflags=0):
    """Runs the examples of one object; only failures are told of."""
    runner = DocTestRunner(verbose=verbose, optionflags=optionflags)
    for test in DocTestFinder(verbose, recurse=False).find(f, name, globs=globs):
        runner.run(test)


class DocTestCase(unittest.TestCase):
    """The examples of a docstring as a test of unittest."""

    def __init__(self, test, optionflags=0, setUp=None, tearDown=None):
        super().__init__()
        self._dt_test, self._flags, self._set_up, self._tear_down = test, optionflags, setUp, tearDown

    def setUp(self):
        if self._set_up:
            self._set_up(self._dt_test)

    def tearDown(self):
        if self._tear_down:
            self._tear_down(self._dt_test)

    def runTest(self):
        told = []
        runner = DocTestRunner(verbose=False, optionflags=self._flags)
        failed, _ = runner.run(self._dt_test, out=told.append, clear_globs=False)
        if failed:
            test = self._dt_test
            raise self.failureException(f'Failed doctest test for {test.name}\n  File "{test.filename}", line '
                                        f'{test.lineno}, in {test.name.rpartition(".")[2]}\n\n{"".join(told)}')

    def id(self):
        return self._dt_test.name

    def __str__(self):
        *path, name = self._dt_test.name.split('.')
        return f'{name} ({".".join(path)})'


def DocTestSuite(module=None, globs=None, extraglobs=None, test_finder=None, **options):
    """The docstrings of a module as a suite of tests."""
    if module is None:
        module = sys.modules[sys._getframe(1).f_globals['__name__']]
    elif isinstance(module, str):
        module = __import__(module, fromlist=['*'])
    suite = unittest.TestSuite()
    for test in (test_finder or DocTestFinder()).find(module, globs=globs, extraglobs=extraglobs):
        if test.examples:
            suite.addTest(DocTestCase(test, **options))
    return suite
