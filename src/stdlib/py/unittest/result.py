"""What became of the tests."""

import io
import sys
import traceback

__unittest = True


def failfast(method):
    """Decorates what a result is told by a test after which no other shall run."""
    def told(self, *args, **kwargs):
        if self.failfast:
            self.stop()
        return method(self, *args, **kwargs)
    return told


def _is_ours(tb):
    return '__unittest' in tb.tb_frame.f_globals


class TestResult:
    """Lists of the tests that failed, and how."""

    _previousTestClass = None
    _moduleSetUpFailed = False

    def __init__(self, stream=None, descriptions=None, verbosity=None):
        self.failfast = self.shouldStop = self.buffer = self.tb_locals = False
        self.failures, self.errors, self.skipped = [], [], []
        self.expectedFailures, self.unexpectedSuccesses = [], []
        self.collectedDurations = []
        self.testsRun = 0
        self._real = None

    def printErrors(self):
        "Called by TestRunner after test run"

    def startTestRun(self):
        """Called once before any tests are executed."""

    def stopTestRun(self):
        """Called once after all tests are executed."""

    def startTest(self, test):
        "Called when the given test is about to be run"
        self.testsRun += 1
        if self.buffer:
            self._real = sys.stdout, sys.stderr
            sys.stdout, sys.stderr = io.StringIO(), io.StringIO()

    def stopTest(self, test):
        "Called when the given test has been run"
        if self._real is not None:
            (sys.stdout, sys.stderr), self._real = self._real, None

    def _exc_info_to_string(self, err, test):
        """The traceback, without the levels of this package."""
        kind, value, tb = err
        while tb is not None and _is_ours(tb):
            tb = tb.tb_next
        limit = None
        if kind is not None and issubclass(kind, test.failureException):
            limit, at = 0, tb
            while at is not None and not _is_ours(at):
                limit, at = limit + 1, at.tb_next
            limit = None if at is None else limit
        shown = traceback.TracebackException(kind, value, tb, limit=limit, capture_locals=self.tb_locals, compact=True)
        text = ''.join(shown.format())
        if self._real is not None:
            for name, stream in ('Stdout', sys.stdout), ('Stderr', sys.stderr):
                written = stream.getvalue()
                if written:
                    text += f'\n{name}:\n{written}' + ('' if written.endswith('\n') else '\n')
        return text

    @failfast
    def addError(self, test, err):
        self.errors.append((test, self._exc_info_to_string(err, test)))

    @failfast
    def addFailure(self, test, err):
        self.failures.append((test, self._exc_info_to_string(err, test)))

    def addSubTest(self, test, subtest, err):
        """Called at the end of a subtest; `err` is None when it went well."""
        if err is not None:
            if self.failfast:
                self.stop()
            is_failure = issubclass(err[0], test.failureException)
            (self.failures if is_failure else self.errors).append((subtest, self._exc_info_to_string(err, test)))

    def addSuccess(self, test):
        "Called when a test has completed successfully"

    def addSkip(self, test, reason):
        self.skipped.append((test, reason))

    def addExpectedFailure(self, test, err):
        self.expectedFailures.append((test, self._exc_info_to_string(err, test)))

    @failfast
    def addUnexpectedSuccess(self, test):
        self.unexpectedSuccesses.append(test)

    def addDuration(self, test, elapsed):
        self.collectedDurations.append((str(test), elapsed))

    def wasSuccessful(self):
        """Tells whether or not this result was a success."""
        return not (self.failures or self.errors or self.unexpectedSuccesses)

    def stop(self):
        """Indicates that the tests should be aborted."""
        self.shouldStop = True

    def __repr__(self):
        return (f'<{type(self).__module__}.{type(self).__qualname__} run={self.testsRun} errors={len(self.errors)} '
                f'failures={len(self.failures)}>')
