"""What stands on doctest's runners: tests of unittest, examples as scripts to debug, and the command line."""

import os
import pdb
import sys
import traceback
import unittest

import doctest

_reportflags = 0


def set_unittest_reportflags(flags):
    """How failures are shown where a suite does not say it; how they were."""
    global _reportflags
    if flags & doctest.REPORTING_FLAGS != flags:
        raise ValueError('Only reporting flags allowed', flags)
    before, _reportflags = _reportflags, flags
    return before


class DocTestCase(unittest.TestCase):
    """The examples of a docstring as a test of unittest."""

    def __init__(self, test, optionflags=0, setUp=None, tearDown=None, checker=None):
        super().__init__()
        self._dt_test, self._dt_optionflags, self._dt_checker = test, optionflags, checker
        self._dt_setUp, self._dt_tearDown = setUp, tearDown
        self._dt_globs = test.globs.copy()

    def setUp(self):
        if self._dt_setUp is not None:
            self._dt_setUp(self._dt_test)

    def tearDown(self):
        if self._dt_tearDown is not None:
            self._dt_tearDown(self._dt_test)
        self._dt_test.globs.clear()
        self._dt_test.globs.update(self._dt_globs)

    def runTest(self):
        flags = self._dt_optionflags
        if not flags & doctest.REPORTING_FLAGS:
            flags |= _reportflags
        runner = doctest.DocTestRunner(checker=self._dt_checker, verbose=False, optionflags=flags)
        runner.DIVIDER = '-' * 70
        told = []
        failed, _ = runner.run(self._dt_test, out=told.append, clear_globs=False)
        if failed:
            raise self.failureException(self.format_failure(''.join(told)))

    def format_failure(self, err):
        test = self._dt_test
        line = 'unknown line number' if test.lineno is None else test.lineno
        return (f'Failed doctest test for {test.name}\n  File "{test.filename}", line {line}, '
                f'in {test.name.rpartition(".")[2]}\n\n{err}')

    def debug(self):
        """Raise at the first failure."""
        self.setUp()
        runner = doctest.DebugRunner(checker=self._dt_checker, verbose=False, optionflags=self._dt_optionflags)
        runner.run(self._dt_test, clear_globs=False)
        self.tearDown()

    def id(self):
        return self._dt_test.name

    def __eq__(self, other):
        return self._all() == other._all() if type(other) is type(self) else NotImplemented

    def __hash__(self):
        return hash((self._dt_optionflags, self._dt_setUp, self._dt_tearDown, self._dt_checker))

    def _all(self):
        return self._dt_test, self._dt_optionflags, self._dt_setUp, self._dt_tearDown, self._dt_checker

    def __repr__(self):
        *path, name = self._dt_test.name.split('.')
        return f'{name} ({".".join(path)})'

    __str__ = object.__str__

    def shortDescription(self):
        return f'Doctest: {self._dt_test.name}'


class _DocTestSuite(unittest.TestSuite):
    def _removeTestAtIndex(self, index):
        """Tests can be run again."""


def DocTestSuite(module=None, globs=None, extraglobs=None, test_finder=None, **options):
    """The docstrings of a module as a suite of tests."""
    if module is None:
        module = doctest._caller(1)
    elif isinstance(module, str):
        module = __import__(module, fromlist=['*'])
    finder = test_finder or doctest.DocTestFinder()
    suite = _DocTestSuite()
    for test in sorted(finder.find(module, globs=globs, extraglobs=extraglobs)):
        if test.examples:
            test.filename = test.filename or getattr(module, '__file__', module.__name__)
            suite.addTest(DocTestCase(test, **options))
    return suite


class DocFileCase(DocTestCase):
    """The examples of a file as a test of unittest."""

    def id(self):
        return '_'.join(self._dt_test.name.split('.'))

    def __repr__(self):
        return self._dt_test.filename

    def format_failure(self, err):
        return f'Failed doctest test for {self._dt_test.name}\n  File "{self._dt_test.filename}", line 0\n\n{err}'


def DocFileTest(path, module_relative=True, package=None, globs=None, parser=doctest.DocTestParser(), encoding=None,
                **options):
    """The test of one file."""
    text, path = doctest._load_testfile(path, package, module_relative, encoding or 'utf-8', 2)
    globs = {'__file__': path} | (globs or {})
    return DocFileCase(parser.get_doctest(text, globs, os.path.basename(path), path, 0), **options)


def DocFileSuite(*paths, **kw):
    """Files as a suite of tests."""
    if kw.get('module_relative', True) and kw.get('package') is None:
        kw['package'] = doctest._caller(1)
    suite = _DocTestSuite()
    for path in paths:
        suite.addTest(DocFileTest(path, **kw))
    return suite


# --- examples as scripts ---

def script_from_examples(s):
    """A script that does what the examples of a text do; all else is in comments."""
    lines = []
    for piece in doctest.DocTestParser().parse(s):
        if isinstance(piece, doctest.Example):
            lines.append(piece.source[:-1])
            if piece.want:
                lines += ['# Expected:', *(f'## {line}' for line in piece.want.split('\n')[:-1])]
        else:
            lines += [f'# {line}' if line.rstrip() else '#' for line in piece.split('\n')[:-1]]
    while lines and lines[-1] == '#':
        lines.pop()
    while lines and lines[0] == '#':
        del lines[0]
    return '\n'.join(lines) + '\n'


def testsource(module, name):
    """The examples of one docstring of a module as a script."""
    module = __import__(module, fromlist=['*']) if isinstance(module, str) else module
    found = [test for test in doctest.DocTestFinder().find(module) if test.name == name]
    if not found:
        raise ValueError(name, 'not found in tests')
    return script_from_examples(found[0].docstring)


def debug_src(src, pm=False, globs=None):
    """Debug the examples of a text."""
    debug_script(script_from_examples(src), pm, globs)


def debug_script(src, pm=False, globs=None):
    """Debug a script; with `pm`, only where it raises."""
    globs = dict(globs or {})
    if not pm:
        pdb.Pdb(nosigint=True).run(f'exec({src!r})', globs, globs)
        return
    try:
        exec(src, globs, globs)
    except BaseException as error:
        traceback.print_exc()
        debugger = pdb.Pdb(nosigint=True)
        debugger.reset()
        debugger.interaction(None, error.__traceback__)


def debug(module, name, pm=False):
    """Debug the examples of one docstring of a module."""
    module = __import__(module, fromlist=['*']) if isinstance(module, str) else module
    debug_script(testsource(module, name), pm, module.__dict__)


# --- from the command line ---

def main():
    """`python -m doctest`: whether examples of the files failed."""
    import argparse
    parser = argparse.ArgumentParser('doctest.py', description='doctest runner')
    parser.add_argument('-v', '--verbose', action='store_true', default=False, help='tell of all tests')
    parser.add_argument('-o', '--option', action='append', choices=doctest.OPTIONFLAGS_BY_NAME.keys(), default=[],
                        help='a flag for the tests; may be given several times')
    parser.add_argument('-f', '--fail-fast', action='store_true', help='stop at the first failure: -o FAIL_FAST')
    parser.add_argument('file', nargs='+', help='file containing the tests to run')
    args = parser.parse_args()
    flags = doctest.FAIL_FAST if args.fail_fast else 0
    for option in args.option:
        flags |= doctest.OPTIONFLAGS_BY_NAME[option]
    for name in args.file:
        if name.endswith('.py'):
            folder, name = os.path.split(name)
            sys.path.insert(0, folder)
            module = __import__(name[:-3])
            del sys.path[0]
            failed, _ = doctest.testmod(module, verbose=args.verbose, optionflags=flags)
        else:
            failed, _ = doctest.testfile(name, module_relative=False, verbose=args.verbose, optionflags=flags)
        if failed:
            return 1
    return 0
