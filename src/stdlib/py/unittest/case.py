"""Test cases: classes whose methods `test...` are run, each in an object of its own."""

import inspect
import logging
import re
import sys
import warnings
from collections import namedtuple

from unittest._asserts import Asserts
from unittest.result import TestResult

# Tracebacks of failures leave out the levels of modules that say so.
__unittest = True

_class_cleanups_of_modules = []


class SkipTest(Exception):
    """Raise this exception in a test to skip it."""


def skip(reason):
    """Unconditionally skip a test."""
    def decorator(item):
        item.__unittest_skip__ = True
        item.__unittest_skip_why__ = reason
        return item
    if inspect.isfunction(reason):
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


def addModuleCleanup(function, /, *args, **kwargs):
    """Something to be done after all tests of the module."""
    _class_cleanups_of_modules.append((function, args, kwargs))


def doModuleCleanups():
    """Does what `addModuleCleanup` was told."""
    while _class_cleanups_of_modules:
        function, args, kwargs = _class_cleanups_of_modules.pop()
        function(*args, **kwargs)


class _Expecting:
    """The context of an assert that wants something to happen inside."""

    def __init__(self, case, expected, pattern=None, msg=None):
        self.test_case, self.expected, self.msg = case, expected, msg
        self.expected_regex = re.compile(pattern) if pattern is not None else None
        self.obj_name = None

    def _fail(self, standard):
        raise self.test_case.failureException(self.test_case._formatMessage(self.msg, standard))

    def _names(self):
        if isinstance(self.expected, tuple):
            return str(self.expected)
        return getattr(self.expected, '__name__', str(self.expected))

    def _by(self):
        return f' by {self.obj_name}' if self.obj_name else ''

    def handle(self, args, kwargs):
        """Calls what is given, or is the context of a `with`."""
        if not args:
            self.msg = kwargs.pop('msg', None)
            if kwargs:
                raise TypeError(f'{next(iter(kwargs))!r} is an invalid keyword argument for this function')
            return self
        function, *args = args
        self.obj_name = getattr(function, '__name__', str(function))
        with self:
            function(*args, **kwargs)
        return None


class _Raises(_Expecting):
    """The context of assertRaises."""

    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        if kind is None:
            self._fail(f'{self._names()} not raised{self._by()}')
        if not issubclass(kind, self.expected):
            return False
        self.exception = value.with_traceback(None)
        if self.expected_regex is not None and not self.expected_regex.search(str(value)):
            self._fail(f'"{self.expected_regex.pattern}" does not match "{value}"')
        return True


class _Warns(_Expecting):
    """The context of assertWarns."""

    def __enter__(self):
        self._catcher = warnings.catch_warnings(record=True)
        self.warnings = self._catcher.__enter__()
        warnings.simplefilter('always', self.expected)
        return self

    def __exit__(self, kind, value, tb):
        self._catcher.__exit__(kind, value, tb)
        if kind is not None:
            return
        first = None
        for item in self.warnings:
            if not isinstance(item.message, self.expected):
                continue
            first = first or item.message
            if self.expected_regex is not None and not self.expected_regex.search(str(item.message)):
                continue
            self.warning, self.filename, self.lineno = item.message, item.filename, item.lineno
            return
        if first is not None:
            self._fail(f'"{self.expected_regex.pattern}" does not match "{first}"')
        self._fail(f'{self._names()} not triggered{self._by()}')


_Watched = namedtuple('_LoggingWatcher', ['records', 'output'])


class _Capture(logging.Handler):
    """Keeps records and how they look."""

    def __init__(self):
        super().__init__()
        self.watcher = _Watched([], [])

    def emit(self, record):
        self.watcher.records.append(record)
        self.watcher.output.append(self.format(record))


class _Logs:
    """The context of assertLogs and assertNoLogs."""

    def __init__(self, case, name, level, no_logs):
        self.test_case, self.logger_name, self.no_logs = case, name, no_logs
        self.level = logging.getLevelNamesMapping().get(level, level) if level else logging.INFO
        self.msg = None

    def __enter__(self):
        named = isinstance(self.logger_name, logging.Logger)
        self.logger = logger = self.logger_name if named else logging.getLogger(self.logger_name)
        handler = _Capture()
        handler.setLevel(self.level)
        handler.setFormatter(logging.Formatter('%(levelname)s:%(name)s:%(message)s'))
        self.watcher = handler.watcher
        self.old = logger.handlers[:], logger.level, logger.propagate
        logger.handlers = [handler]
        logger.setLevel(self.level)
        logger.propagate = False
        return None if self.no_logs else handler.watcher

    def __exit__(self, kind, value, tb):
        self.logger.handlers, level, self.logger.propagate = self.old
        self.logger.setLevel(level)
        if kind is not None:
            return False
        name = logging.getLevelName(self.level)
        if self.no_logs:
            if self.watcher.records:
                self.test_case.fail(f'Unexpected logs found: {self.watcher.output!r}')
        elif not self.watcher.records:
            self.test_case.fail(f'no logs of level {name} or higher triggered on {self.logger.name}')


class _SubTest:
    """A part of a test that fails alone."""

    def __init__(self, test_case, message, params):
        self.test_case, self._message, self.params = test_case, message, params
        self.failureException = test_case.failureException

    def _label(self):
        shown = ', '.join(f'{key}={item!r}' for key, item in self.params.items())
        parts = ([f'[{self._message}]'] if self._message is not None else []) + ([f'({shown})'] if shown else [])
        return ' '.join(parts) or '(<subtest>)'

    def id(self):
        return f'{self.test_case.id()} {self._label()}'

    def shortDescription(self):
        return self.test_case.shortDescription()

    def __str__(self):
        return f'{self.test_case} {self._label()}'

    def __enter__(self):
        self._outer, self.test_case._params = self.test_case._params, self.params
        return None

    def __exit__(self, kind, value, tb):
        self.test_case._params = self._outer
        result = self.test_case._result
        if kind is None:
            if result is not None:
                result.addSubTest(self.test_case, self, None)
            return False
        if not issubclass(kind, Exception) or result is None:
            return False
        if issubclass(kind, SkipTest):
            result.addSkip(self, str(value))
            return True
        self.test_case._is_ok = False
        result.addSubTest(self.test_case, self, (kind, value, tb))
        return True


class TestCase(Asserts):
    """A class whose instances are single test cases."""

    _classSetupFailed = False
    _result = None

    def __init_subclass__(cls, *args, **kwargs):
        cls._classSetupFailed = False
        cls._class_cleanups = []
        super().__init_subclass__(*args, **kwargs)

    def __init__(self, methodName='runTest'):
        self._testMethodName = methodName
        self._cleanups, self._params, self._is_ok = [], {}, True
        method = getattr(self, methodName, None)
        if method is None and methodName != 'runTest':
            raise ValueError(f'no such test method in {self.__class__}: {methodName}')
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

    def defaultTestResult(self):
        return TestResult()

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return self._testMethodName == other._testMethodName

    def __hash__(self):
        return hash((type(self), self._testMethodName))

    def __str__(self):
        return f'{self._testMethodName} ({self.id()})'

    def __repr__(self):
        return f'<{type(self).__module__}.{type(self).__qualname__} testMethod={self._testMethodName}>'

    # --- cleanups ---

    def addCleanup(self, function, /, *args, **kwargs):
        """Add a function to be called when the test is completed."""
        self._cleanups.append((function, args, kwargs))

    def enterContext(self, cm):
        """Enters a context, which is left when the test is completed."""
        made = type(cm).__enter__(cm)
        self.addCleanup(type(cm).__exit__, cm, None, None, None)
        return made

    @classmethod
    def addClassCleanup(cls, function, /, *args, **kwargs):
        """The same for the class."""
        cls._class_cleanups.append((function, args, kwargs))

    @classmethod
    def doClassCleanups(cls):
        cls.tearDown_exceptions = []
        while cls._class_cleanups:
            function, args, kwargs = cls._class_cleanups.pop()
            try:
                function(*args, **kwargs)
            except Exception:
                cls.tearDown_exceptions.append(sys.exc_info())

    def doCleanups(self):
        """Execute all cleanup functions."""
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            self._attempt(function, args, kwargs)
        return self._is_ok

    # --- running ---

    def subTest(self, msg=None, **params):
        """A part of a test, that fails alone."""
        return _SubTest(self, msg, {**self._params, **params})

    def skipTest(self, reason):
        """Skip this test."""
        raise SkipTest(reason)

    def _call(self, function, args, kwargs):
        return function(*args, **kwargs)

    def _attempt(self, function, args=(), kwargs={}):
        """Calls a part of the test, and tells the result what goes wrong. Whether nothing did."""
        try:
            self._call(function, args, kwargs)
        except KeyboardInterrupt:
            raise
        except SkipTest as reason:
            self._is_ok = False
            self._result.addSkip(self, str(reason))
        except BaseException:
            self._is_ok = False
            error = sys.exc_info()
            if self._is_expecting:
                self._expected = error
            elif issubclass(error[0], self.failureException):
                self._result.addFailure(self, error)
            else:
                self._result.addError(self, error)
        else:
            return True
        return False

    def run(self, result=None):
        """Run the test, and tell the result how it went."""
        own = result is None
        if own:
            result = self.defaultTestResult()
            result.startTestRun()
        method = getattr(self, self._testMethodName)
        for holder in (type(self), method):
            if getattr(holder, '__unittest_skip__', False):
                # Such a test is not started, and does not count as one that was run.
                result.addSkip(self, getattr(holder, '__unittest_skip_why__', ''))
                return result
        result.startTest(self)
        try:
            self._is_expecting = getattr(self, '__unittest_expecting_failure__', False) or \
                getattr(method, '__unittest_expecting_failure__', False)
            self._result, self._is_ok, self._expected = result, True, None
            if self._attempt(self.setUp):
                self._attempt(method)
                self._attempt(self.tearDown)
            self.doCleanups()
            if self._is_expecting and self._expected is not None:
                result.addExpectedFailure(self, self._expected)
            elif self._is_ok:
                (result.addUnexpectedSuccess if self._is_expecting else result.addSuccess)(self)
            return result
        finally:
            self._result = None
            result.stopTest(self)
            if own:
                result.stopTestRun()

    def __call__(self, *args, **kwargs):
        return self.run(*args, **kwargs)

    def debug(self):
        """Run the test without collecting errors in a TestResult"""
        self.setUp()
        getattr(self, self._testMethodName)()
        self.tearDown()
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            function(*args, **kwargs)

    # --- asserts that something happens ---

    def assertRaises(self, expected_exception, *args, **kwargs):
        _check_classes(expected_exception, BaseException, 'assertRaises() arg 1 must be an exception type or tuple '
                                                          'of exception types')
        return _Raises(self, expected_exception).handle(args, kwargs)

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        return _Raises(self, expected_exception, expected_regex).handle(args, kwargs)

    def assertWarns(self, expected_warning, *args, **kwargs):
        return _Warns(self, expected_warning).handle(args, kwargs)

    def assertWarnsRegex(self, expected_warning, expected_regex, *args, **kwargs):
        return _Warns(self, expected_warning, expected_regex).handle(args, kwargs)

    def assertLogs(self, logger=None, level=None):
        return _Logs(self, logger, level, False)

    def assertNoLogs(self, logger=None, level=None):
        return _Logs(self, logger, level, True)


def _check_classes(given, base, complaint):
    for one in given if isinstance(given, tuple) else (given,):
        if not (isinstance(one, type) and issubclass(one, base)):
            raise TypeError(complaint)


class FunctionTestCase(TestCase):
    """A test case of functions."""

    def __init__(self, testFunc, setUp=None, tearDown=None, description=None):
        super().__init__()
        self._function, self._set_up, self._tear_down, self._description = testFunc, setUp, tearDown, description

    def setUp(self):
        if self._set_up is not None:
            self._set_up()

    def tearDown(self):
        if self._tear_down is not None:
            self._tear_down()

    def runTest(self):
        self._function()

    def id(self):
        return self._function.__name__

    def __str__(self):
        return f'{type(self).__module__}.{type(self).__qualname__} ({self._function.__name__})'

    def shortDescription(self):
        if self._description is not None:
            return self._description
        doc = self._function.__doc__
        return doc and doc.split('\n')[0].strip() or None


class IsolatedAsyncioTestCase(TestCase):
    """A test case whose methods may be coroutines; all of a test run in one event loop."""

    async def asyncSetUp(self):
        pass

    async def asyncTearDown(self):
        pass

    def addAsyncCleanup(self, func, /, *args, **kwargs):
        self.addCleanup(func, *args, **kwargs)

    async def enterAsyncContext(self, cm):
        made = await type(cm).__aenter__(cm)
        self.addAsyncCleanup(type(cm).__aexit__, cm, None, None, None)
        return made

    def _call(self, function, args, kwargs):
        name = getattr(function, '__name__', '')
        if name == 'tearDown':
            self._runner.run(self.asyncTearDown())
        made = function(*args, **kwargs)
        if inspect.isawaitable(made):
            made = self._runner.run(made)
        if name == 'setUp':
            self._runner.run(self.asyncSetUp())
        return made

    def run(self, result=None):
        import asyncio
        with asyncio.Runner(debug=True) as self._runner:
            return super().run(result)
