"""Test cases: classes whose methods `test...` are run, and reported on."""

import sys
import time
import traceback
import warnings

__all__ = ['TestCase', 'TestResult', 'TestSuite', 'TextTestRunner', 'TestLoader', 'main', 'skip',
           'skipIf', 'skipUnless', 'expectedFailure', 'SkipTest', 'defaultTestLoader']


class SkipTest(Exception):
    """Raise this exception in a test to skip it."""


def skip(reason):
    """Unconditionally skip a test."""
    def decorator(item):
        item.__unittest_skip__ = True
        item.__unittest_skip_why__ = reason
        return item
    if callable(reason):
        item, reason = reason, ''
        return decorator(item)
    return decorator


def skipIf(condition, reason):
    """Skip a test if the condition is true."""
    return skip(reason) if condition else lambda item: item


def skipUnless(condition, reason):
    """Skip a test unless the condition is true."""
    return lambda item: item if condition else skip(reason)(item)


def expectedFailure(item):
    """Mark a test that is known to fail."""
    item.__unittest_expecting_failure__ = True
    return item


class _Raises:
    """The context of assertRaises."""

    def __init__(self, case, expected, pattern=None, msg=None):
        self._case, self._expected, self._pattern, self._msg = case, expected, pattern, msg
        self.exception = None
        self._called = ''

    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        if kind is None:
            names = getattr(self._expected, '__name__', None) or str(self._expected)
            raise self._case.failureException(self._case._formatMessage(self._msg, f'{names} not raised{self._called}'))
        if not issubclass(kind, self._expected):
            return False
        self.exception = value.with_traceback(None)
        if self._pattern is not None:
            import re
            if not re.search(self._pattern, str(value)):
                pattern = getattr(self._pattern, 'pattern', self._pattern)
                raise self._case.failureException(self._case._formatMessage(
                    self._msg, f'"{pattern}" does not match "{value}"'))
        return True


class _Warns(_Raises):
    """The context of assertWarns."""

    def __enter__(self):
        self._catcher = warnings.catch_warnings(record=True)
        self.warnings = self._catcher.__enter__()
        warnings.simplefilter('always', self._expected)
        return self

    def __exit__(self, kind, value, tb):
        self._catcher.__exit__(kind, value, tb)
        if kind is not None:
            return False
        for item in self.warnings:
            if issubclass(item.category, self._expected):
                self.warning = item.message
                return None
        raise self._case.failureException(f'{self._expected.__name__} not triggered')


class _SubTest:
    def __init__(self, case, msg, params):
        self._case, self._msg, self._params = case, msg, params

    def __enter__(self):
        return None

    def __exit__(self, kind, value, tb):
        if kind is None or not issubclass(kind, Exception) or issubclass(kind, SkipTest):
            return False
        shown = ', '.join(f'{key}={item!r}' for key, item in self._params.items())
        parts = ([f'[{self._msg}]'] if self._msg is not None else []) + ([f'({shown})'] if shown else [])
        self._case._subtest_failed(' '.join(parts) or '(<subtest>)', value)
        return True


def _exc_info(error):
    """An exception as results are told of it."""
    return type(error), error, error.__traceback__


class TestCase:
    """A class whose instances are single test cases."""

    failureException = AssertionError
    longMessage = True
    maxDiff = 640

    def __init__(self, methodName='runTest'):
        self._testMethodName = methodName
        self._cleanups = []
        method = getattr(self, methodName, None)
        self._testMethodDoc = getattr(method, '__doc__', None)

    def setUp(self):
        "Hook method for setting up the test fixture before exercising it."

    def tearDown(self):
        "Hook method for deconstructing the test fixture after testing it."

    @classmethod
    def setUpClass(cls):
        "Hook method for setting up class fixture before running tests in the class."

    @classmethod
    def tearDownClass(cls):
        "Hook method for deconstructing the class fixture after running all tests in the class."

    def id(self):
        return f'{type(self).__module__}.{type(self).__qualname__}.{self._testMethodName}'

    def shortDescription(self):
        doc = self._testMethodDoc
        return doc.strip().split('\n')[0].strip() if doc else None

    def countTestCases(self):
        return 1

    def __str__(self):
        return f'{self._testMethodName} ({self.id()})'

    def __repr__(self):
        return f'<{type(self).__module__}.{type(self).__qualname__} testMethod={self._testMethodName}>'

    def addCleanup(self, function, /, *args, **kwargs):
        """Add a function to be called when the test is completed."""
        self._cleanups.append((function, args, kwargs))

    def doCleanups(self):
        """Execute all cleanup functions."""
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            function(*args, **kwargs)

    def subTest(self, msg=None, **params):
        """A part of a test, that fails alone."""
        return _SubTest(self, msg, params)

    def skipTest(self, reason):
        """Skip this test."""
        raise SkipTest(reason)

    def _subtest_failed(self, label, error):
        self._sub_failed = True
        kind = 'failures' if isinstance(error, self.failureException) else 'errors'
        self._result._record(kind, f'{self} {label}', _exc_info(error))

    def run(self, result=None):
        """Run the test, and tell the result how it went."""
        result = TestResult() if result is None else result
        result.startTest(self)
        method = getattr(self, self._testMethodName)
        for holder in (type(self), method):
            if getattr(holder, '__unittest_skip__', False):
                # Such a test was not run.
                result.testsRun -= 1
                result.addSkip(self, getattr(holder, '__unittest_skip_why__', ''))
                return result
        self._result, self._sub_failed = result, False
        error = None
        try:
            self.setUp()
            try:
                method()
            except Exception as raised:
                error = raised
            try:
                self.tearDown()
            except Exception as raised:
                error = error or raised
        except Exception as raised:
            error = raised
        try:
            self.doCleanups()
        except Exception as raised:
            error = error or raised
        expecting = getattr(method, '__unittest_expecting_failure__', False)
        if isinstance(error, SkipTest):
            result.addSkip(self, str(error))
        elif expecting and error is not None:
            result.addExpectedFailure(self, _exc_info(error))
        elif expecting:
            result.addUnexpectedSuccess(self)
        elif isinstance(error, self.failureException):
            result.addFailure(self, _exc_info(error))
        elif error is not None:
            result.addError(self, _exc_info(error))
        elif not self._sub_failed:
            result.addSuccess(self)
        return result

    __call__ = run

    def debug(self):
        """Run the test without collecting errors in a TestResult"""
        self.setUp()
        getattr(self, self._testMethodName)()
        self.tearDown()
        self.doCleanups()

    # --- asserts ---

    def _formatMessage(self, msg, standard):
        if msg is None:
            return standard
        return f'{standard} : {msg}' if self.longMessage else msg

    def _check(self, holds, msg, standard):
        if not holds:
            raise self.failureException(self._formatMessage(msg, standard))

    def fail(self, msg=None):
        """Fail immediately, with the given message."""
        raise self.failureException(msg)

    def assertTrue(self, expr, msg=None):
        self._check(expr, msg, f'{expr!r} is not true')

    def assertFalse(self, expr, msg=None):
        self._check(not expr, msg, f'{expr!r} is not false')

    def assertEqual(self, first, second, msg=None):
        # What is shown may be long, or be more than can be shown: only when it is needed.
        if not first == second:
            self._check(False, msg, f'{first!r} != {second!r}')

    assertListEqual = assertTupleEqual = assertSetEqual = assertDictEqual = assertEqual
    assertMultiLineEqual = assertSequenceEqual = assertEqual

    def assertNotEqual(self, first, second, msg=None):
        self._check(first != second, msg, f'{first!r} == {second!r}')

    def assertIs(self, first, second, msg=None):
        self._check(first is second, msg, f'{first!r} is not {second!r}')

    def assertIsNot(self, first, second, msg=None):
        self._check(first is not second, msg, f'unexpectedly identical: {first!r}')

    def assertIsNone(self, obj, msg=None):
        self._check(obj is None, msg, f'{obj!r} is not None')

    def assertIsNotNone(self, obj, msg=None):
        self._check(obj is not None, msg, 'unexpectedly None')

    def assertIn(self, member, container, msg=None):
        self._check(member in container, msg, f'{member!r} not found in {container!r}')

    def assertNotIn(self, member, container, msg=None):
        self._check(member not in container, msg, f'{member!r} unexpectedly found in {container!r}')

    def assertIsInstance(self, obj, cls, msg=None):
        self._check(isinstance(obj, cls), msg, f'{obj!r} is not an instance of {cls!r}')

    def assertNotIsInstance(self, obj, cls, msg=None):
        self._check(not isinstance(obj, cls), msg, f'{obj!r} is an instance of {cls!r}')

    def assertLess(self, a, b, msg=None):
        self._check(a < b, msg, f'{a!r} not less than {b!r}')

    def assertLessEqual(self, a, b, msg=None):
        self._check(a <= b, msg, f'{a!r} not less than or equal to {b!r}')

    def assertGreater(self, a, b, msg=None):
        self._check(a > b, msg, f'{a!r} not greater than {b!r}')

    def assertGreaterEqual(self, a, b, msg=None):
        self._check(a >= b, msg, f'{a!r} not greater than or equal to {b!r}')

    def _near(self, first, second, places, delta):
        """Whether two numbers are almost equal, and in what measure."""
        if first == second:
            return True, ''
        difference = abs(first - second)
        if delta is not None:
            return difference <= delta, f'{delta!r} delta ({difference!r} difference)'
        places = 7 if places is None else places
        return round(difference, places) == 0, f'{places!r} places ({difference!r} difference)'

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        near, measure = self._near(first, second, places, delta)
        self._check(near, msg, f'{first!r} != {second!r} within {measure}')

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        near, measure = self._near(first, second, places, delta)
        self._check(not near, msg, f'{first!r} == {second!r} within {measure}')

    def assertRegex(self, text, expected_regex, msg=None):
        import re
        pattern = getattr(expected_regex, 'pattern', expected_regex)
        self._check(re.search(expected_regex, text), msg, f"Regex didn't match: {pattern!r} not found in {text!r}")

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        import re
        found = re.search(unexpected_regex, text)
        pattern = getattr(unexpected_regex, 'pattern', unexpected_regex)
        self._check(not found, msg, f'Regex matched: {found and found.group()!r} matches {pattern!r} in {text!r}')

    def assertCountEqual(self, first, second, msg=None):
        rest = list(second)
        missing = []
        for item in first:
            if item in rest:
                rest.remove(item)
            else:
                missing.append(item)
        self._check(not missing and not rest, msg, f'Element counts were not equal: {missing!r} and {rest!r}')

    def _run_in(self, context, args, kwargs):
        if not args:
            return context
        context._called = f" by {getattr(args[0], '__name__', args[0])}"
        with context:
            args[0](*args[1:], **kwargs)
        return None

    def assertRaises(self, expected_exception, *args, msg=None, **kwargs):
        return self._run_in(_Raises(self, expected_exception, None, msg), args, kwargs)

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, msg=None, **kwargs):
        return self._run_in(_Raises(self, expected_exception, expected_regex, msg), args, kwargs)

    def assertWarns(self, expected_warning, *args, msg=None, **kwargs):
        return self._run_in(_Warns(self, expected_warning, None, msg), args, kwargs)


class TestResult:
    """What became of the tests."""

    def __init__(self, stream=None, descriptions=None, verbosity=None):
        self.failures, self.errors, self.skipped = [], [], []
        self.expectedFailures, self.unexpectedSuccesses = [], []
        self.testsRun = 0
        self._stream, self._verbosity = stream, 0 if verbosity is None else verbosity

    def _say(self, letter, word):
        if self._verbosity > 1:
            self._stream.write(word + '\n')
        elif self._verbosity == 1:
            self._stream.write(letter)

    def _record(self, kind, test, error):
        getattr(self, kind).append((test, ''.join(traceback.format_exception(error[1]))))

    def startTest(self, test):
        self.testsRun += 1
        if self._verbosity > 1:
            doc = test.shortDescription()
            self._stream.write(f'{test}\n{doc} ... ' if doc else f'{test} ... ')

    def addSuccess(self, test):
        self._say('.', 'ok')

    def addFailure(self, test, error):
        self._record('failures', test, error)
        self._say('F', 'FAIL')

    def addError(self, test, error):
        self._record('errors', test, error)
        self._say('E', 'ERROR')

    def addSkip(self, test, reason):
        self.skipped.append((test, reason))
        self._say('s', f'skipped {reason!r}')

    def addExpectedFailure(self, test, error):
        self._record('expectedFailures', test, error)
        self._say('x', 'expected failure')

    def addUnexpectedSuccess(self, test):
        self.unexpectedSuccesses.append(test)
        self._say('u', 'unexpected success')

    def wasSuccessful(self):
        """Tells whether or not this result was a success."""
        return not (self.failures or self.errors or self.unexpectedSuccesses)


class TestSuite:
    """Tests that are run together."""

    def __init__(self, tests=()):
        self._tests = list(tests)

    def addTest(self, test):
        self._tests.append(test)

    def addTests(self, tests):
        self._tests.extend(tests)

    def __iter__(self):
        return iter(self._tests)

    def countTestCases(self):
        return sum(test.countTestCases() for test in self)

    def run(self, result):
        """Run the tests, with the fixtures of their classes."""
        current = None
        for test in self:
            if isinstance(test, TestCase) and type(test) is not current:
                if current is not None:
                    current.tearDownClass()
                current = type(test)
                current.setUpClass()
            test.run(result)
        if current is not None:
            current.tearDownClass()
        return result

    __call__ = run


class TestLoader:
    """Finds the tests of classes and modules."""

    testMethodPrefix = 'test'

    def getTestCaseNames(self, testCaseClass):
        return sorted(name for name in dir(testCaseClass)
                      if name.startswith(self.testMethodPrefix) and callable(getattr(testCaseClass, name)))

    def loadTestsFromTestCase(self, testCaseClass):
        return TestSuite(map(testCaseClass, self.getTestCaseNames(testCaseClass)))

    def loadTestsFromModule(self, module):
        return TestSuite(
            self.loadTestsFromTestCase(item) for item in (getattr(module, name) for name in dir(module))
            if isinstance(item, type) and issubclass(item, TestCase) and item is not TestCase)

    def loadTestsFromName(self, name, module):
        found = module
        parent = None
        for part in name.split('.'):
            parent, found = found, getattr(found, part)
        if isinstance(found, type):
            return self.loadTestsFromTestCase(found)
        return TestSuite([parent(part)])


defaultTestLoader = TestLoader()


class TextTestRunner:
    """Runs tests, and prints the results."""

    def __init__(self, stream=None, descriptions=True, verbosity=1, **settings):
        self.stream = sys.stderr if stream is None else stream
        self.verbosity = verbosity

    def run(self, test):
        """Run the given test case or test suite."""
        result = TestResult(self.stream, True, self.verbosity)
        started = time.perf_counter()
        test.run(result)
        taken = time.perf_counter() - started
        write = self.stream.write
        if self.verbosity:
            write('\n')
        for flavour, items in (('ERROR', result.errors), ('FAIL', result.failures)):
            for item, text in items:
                doc = item.shortDescription() if isinstance(item, TestCase) else None
                write('=' * 70 + f'\n{flavour}: {item}\n' + (f'{doc}\n' if doc else ''))
                write('-' * 70 + f'\n{text}\n')
        run = result.testsRun
        write('-' * 70 + f"\nRan {run} test{'' if run == 1 else 's'} in {taken:.3f}s\n\n")
        infos = [f'{name}={len(items)}' for name, items in (
            ('failures', result.failures), ('errors', result.errors), ('skipped', result.skipped),
            ('expected failures', result.expectedFailures),
            ('unexpected successes', result.unexpectedSuccesses)) if items]
        verdict = 'OK' if result.wasSuccessful() else 'FAILED'
        write(verdict + (f" ({', '.join(infos)})" if infos else '') + '\n')
        self.stream.flush()
        return result


class main:
    """Runs the tests of a module, as a command: `unittest.main()`."""

    def __init__(self, module='__main__', defaultTest=None, argv=None, testRunner=None,
                 testLoader=defaultTestLoader, exit=True, verbosity=1, **settings):
        module = sys.modules[module] if isinstance(module, str) else module
        argv = sys.argv if argv is None else argv
        names = [word for word in argv[1:] if not word.startswith('-')]
        if '-v' in argv or '--verbose' in argv:
            verbosity = 2
        elif '-q' in argv or '--quiet' in argv:
            verbosity = 0
        if not names and defaultTest is not None:
            names = [defaultTest] if isinstance(defaultTest, str) else list(defaultTest)
        if names:
            suite = TestSuite(testLoader.loadTestsFromName(name, module) for name in names)
        else:
            suite = testLoader.loadTestsFromModule(module)
        runner = TextTestRunner if testRunner is None else testRunner
        self.result = (runner(verbosity=verbosity) if isinstance(runner, type) else runner).run(suite)
        if exit:
            sys.exit(not self.result.wasSuccessful())
