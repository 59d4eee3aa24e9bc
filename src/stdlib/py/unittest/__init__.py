"""Test cases, suites of them, and the command that finds and runs those of a module.

```text
  main ──> loader: classes and names to suites ──> runner ──> suite: fixtures of classes and modules
                                                                └──> case.run(result) ──> result
```
"""

import sys

from unittest.case import (
    FunctionTestCase, IsolatedAsyncioTestCase, SkipTest, TestCase, addModuleCleanup, doModuleCleanups,
    expectedFailure, skip, skipIf, skipUnless,
)
from unittest.result import TestResult
from unittest.runner import TextTestResult, TextTestRunner

__all__ = ['IsolatedAsyncioTestCase', 'TestResult', 'TestCase', 'TestSuite', 'TextTestRunner', 'TestLoader',
           'FunctionTestCase', 'main', 'defaultTestLoader', 'SkipTest', 'skip', 'skipIf', 'skipUnless',
           'expectedFailure', 'TextTestResult', 'addModuleCleanup', 'doModuleCleanups', 'TestProgram']

__unittest = True


class _ErrorHolder:
    """Stands in a report for the fixture of a class or a module that failed."""

    failureException = AssertionError

    def __init__(self, description):
        self.description = description

    def id(self):
        return self.description

    __str__ = id

    def shortDescription(self):
        return None


class TestSuite:
    """Tests that are run together."""

    def __init__(self, tests=()):
        self._tests = []
        self.addTests(tests)

    def __repr__(self):
        return f'<unittest.suite.TestSuite tests={self._tests!r}>'

    def __eq__(self, other):
        return list(self) == list(other) if isinstance(other, TestSuite) else NotImplemented

    def __iter__(self):
        return iter(self._tests)

    def addTest(self, test):
        if not callable(test):
            raise TypeError(f'{test!r} is not callable')
        if isinstance(test, type) and issubclass(test, (TestCase, TestSuite)):
            raise TypeError('TestCases and TestSuites must be instantiated before passing them to addTest()')
        self._tests.append(test)

    def addTests(self, tests):
        if isinstance(tests, str):
            raise TypeError('tests must be an iterable of tests, not a string')
        for test in tests:
            self.addTest(test)

    def countTestCases(self):
        return sum(test.countTestCases() for test in self)

    def run(self, result, debug=False):
        """Run the tests, with the fixtures of their classes and modules."""
        outermost = not getattr(result, '_testRunEntered', False)
        result._testRunEntered = True
        for test in self:
            if result.shouldStop:
                break
            if not isinstance(test, TestSuite):
                self._change_class(result, type(test))
                if getattr(type(test), '_classSetupFailed', False) or result._moduleSetUpFailed:
                    continue
            test(result)
        if outermost:
            self._change_class(result, None)
            result._testRunEntered = False
        return result

    def __call__(self, *args, **kwargs):
        return self.run(*args, **kwargs)

    def debug(self):
        for test in self:
            test.debug()

    def _change_class(self, result, cls):
        """Ends the class before, and begins another one."""
        before = result._previousTestClass
        if before is cls:
            return
        if before is not None and not getattr(before, '__unittest_skip__', False):
            if not before._classSetupFailed and not result._moduleSetUpFailed:
                self._fixture(result, 'tearDownClass', before)
        if before is None or cls is None or before.__module__ != cls.__module__:
            self._change_module(result, before, cls)
        result._previousTestClass = cls
        if cls is None or not hasattr(cls, 'setUpClass') or getattr(cls, '__unittest_skip__', False):
            return
        if not result._moduleSetUpFailed:
            cls._classSetupFailed = not self._fixture(result, 'setUpClass', cls)

    def _change_module(self, result, before, cls):
        if before is not None:
            module = sys.modules.get(before.__module__)
            if not result._moduleSetUpFailed and hasattr(module, 'tearDownModule'):
                self._attempt(result, f'tearDownModule ({module.__name__})', module.tearDownModule)
            doModuleCleanups()
        result._moduleSetUpFailed = False
        if cls is not None:
            module = sys.modules.get(cls.__module__)
            if hasattr(module, 'setUpModule'):
                result._moduleSetUpFailed = not self._attempt(
                    result, f'setUpModule ({module.__name__})', module.setUpModule)

    def _fixture(self, result, name, cls):
        title = f'{name} ({cls.__module__}.{cls.__qualname__})'
        went_well = self._attempt(result, title, getattr(cls, name, lambda: None))
        if (name == 'tearDownClass' or not went_well) and hasattr(cls, 'doClassCleanups'):
            cls.doClassCleanups()
            for error in cls.tearDown_exceptions:
                result.addError(_ErrorHolder(title), error)
        return went_well

    def _attempt(self, result, title, function):
        try:
            function()
        except SkipTest as reason:
            result.addSkip(_ErrorHolder(title), str(reason))
        except Exception:
            result.addError(_ErrorHolder(title), sys.exc_info())
        else:
            return True
        return False


class TestLoader:
    """Finds the tests of classes and modules."""

    testMethodPrefix = 'test'
    sortTestMethodsUsing = None
    suiteClass = TestSuite
    testNamePatterns = None

    def __init__(self):
        self.errors = []

    def getTestCaseNames(self, testCaseClass):
        names = [name for name in dir(testCaseClass)
                 if name.startswith(self.testMethodPrefix) and callable(getattr(testCaseClass, name))
                 and self._is_wanted(f'{testCaseClass.__module__}.{testCaseClass.__qualname__}.{name}')]
        if self.sortTestMethodsUsing is None:
            return sorted(names)
        from functools import cmp_to_key
        return sorted(names, key=cmp_to_key(type(self).sortTestMethodsUsing))

    def _is_wanted(self, name):
        from fnmatch import fnmatchcase
        return self.testNamePatterns is None or any(fnmatchcase(name, it) for it in self.testNamePatterns)

    def loadTestsFromTestCase(self, testCaseClass):
        if issubclass(testCaseClass, TestSuite):
            raise TypeError('Test cases should not be derived from TestSuite. Maybe you meant to derive from TestCase?')
        names = self.getTestCaseNames(testCaseClass)
        if not names and hasattr(testCaseClass, 'runTest'):
            names = ['runTest']
        return self.suiteClass(map(testCaseClass, names))

    def loadTestsFromModule(self, module, *, pattern=None):
        suite = self.suiteClass(
            self.loadTestsFromTestCase(item) for item in (getattr(module, name) for name in dir(module))
            if isinstance(item, type) and issubclass(item, TestCase)
            and item not in (TestCase, FunctionTestCase, IsolatedAsyncioTestCase))
        if hasattr(module, 'load_tests'):
            return module.load_tests(self, suite, pattern)
        return suite

    def loadTestsFromName(self, name, module=None):
        parts = name.split('.')
        if module is None:
            for count in range(len(parts), 0, -1):
                try:
                    __import__('.'.join(parts[:count]))
                except ModuleNotFoundError:
                    continue
                module, parts = sys.modules['.'.join(parts[:count])], parts[count:]
                break
            else:
                raise ModuleNotFoundError(f'No module named {parts[0]!r}', name=parts[0])
        found, parent = module, None
        for part in parts:
            parent, found = found, getattr(found, part)
        if isinstance(found, type(sys)):
            return self.loadTestsFromModule(found)
        if isinstance(found, type) and issubclass(found, TestCase):
            return self.loadTestsFromTestCase(found)
        if isinstance(parent, type) and issubclass(parent, TestCase):
            return self.suiteClass([parent(parts[-1])])
        if isinstance(found, (TestSuite, TestCase)):
            return found
        if callable(found):
            made = found()
            if isinstance(made, TestSuite):
                return made
            if isinstance(made, TestCase):
                return self.suiteClass([made])
            raise TypeError(f'calling {found} returned {made}, not a test')
        raise TypeError(f"don't know how to make test from: {found}")

    def loadTestsFromNames(self, names, module=None):
        return self.suiteClass(self.loadTestsFromName(name, module) for name in names)

    def discover(self, start_dir, pattern='test*.py', top_level_dir=None):
        """The tests of all modules of a folder whose file names match."""
        import os
        from fnmatch import fnmatchcase
        folder = os.path.abspath(start_dir)
        if folder not in sys.path:
            sys.path.insert(0, folder)
        suites = []
        for name in sorted(os.listdir(folder)):
            if name.endswith('.py') and fnmatchcase(name, pattern) and name[:-3].isidentifier():
                __import__(name[:-3])
                suites.append(self.loadTestsFromModule(sys.modules[name[:-3]], pattern=pattern))
        return self.suiteClass(suites)


defaultTestLoader = TestLoader()


class TestProgram:
    """Runs the tests of a module, as a command: `unittest.main()`."""

    def __init__(self, module='__main__', defaultTest=None, argv=None, testRunner=None, testLoader=defaultTestLoader,
                 exit=True, verbosity=1, failfast=None, catchbreak=None, buffer=None, warnings=None, *,
                 tb_locals=False, durations=None):
        self.module = __import__(module, fromlist=['*']) if isinstance(module, str) else module
        argv = sys.argv if argv is None else argv
        options = self._options(argv)
        if options.verbose is not None:
            verbosity = options.verbose
        names = options.tests
        if not names and defaultTest is not None:
            names = [defaultTest] if isinstance(defaultTest, str) else list(defaultTest)
        if options.patterns:
            testLoader.testNamePatterns = [it if '*' in it else f'*{it}*' for it in options.patterns]
        if names == ['discover'] and self.module is None:
            self.test = testLoader.discover('.')
        elif names:
            self.test = testLoader.loadTestsFromNames(names, self.module)
        elif self.module is None:
            self.test = testLoader.discover('.')
        else:
            self.test = testLoader.loadTestsFromModule(self.module)
        runner = TextTestRunner if testRunner is None else testRunner
        if isinstance(runner, type):
            runner = runner(verbosity=verbosity, failfast=bool(options.failfast or failfast),
                            buffer=bool(options.buffer or buffer), tb_locals=options.locals or tb_locals,
                            warnings=warnings if warnings is not None or sys.warnoptions else 'default')
        self.result = runner.run(self.test)
        if exit:
            if self.result.testsRun == 0 and len(self.result.skipped) == 0:
                sys.exit(5)
            sys.exit(0 if self.result.wasSuccessful() else 1)

    def _options(self, argv):
        import argparse
        import os
        parser = argparse.ArgumentParser(prog=os.path.basename(argv[0]))
        parser.add_argument('-v', '--verbose', dest='verbose', action='store_const', const=2, help='Verbose output')
        parser.add_argument('-q', '--quiet', dest='verbose', action='store_const', const=0, help='Quiet output')
        parser.add_argument('--locals', action='store_true', help='Show local variables in tracebacks')
        parser.add_argument('-f', '--failfast', action='store_true', help='Stop on first fail or error')
        parser.add_argument('-c', '--catch', action='store_true', help='Catch Ctrl-C and display results so far')
        parser.add_argument('-b', '--buffer', action='store_true', help='Buffer stdout and stderr during tests')
        parser.add_argument('-k', dest='patterns', action='append',
                            help='Only run tests which match the given substring')
        parser.add_argument('tests', nargs='*', help='a list of any number of test modules, classes and test methods.')
        return parser.parse_args(argv[1:])


main = TestProgram
