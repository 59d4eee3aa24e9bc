# What a runner writes: parts of tests, tests that are skipped, fixtures that fail, and tracebacks without its own levels.
import io
import re
import unittest


class Some(unittest.TestCase):
    def test_parts(self):
        for i in range(3):
            with self.subTest('part', i=i):
                self.assertEqual(i, 1)

    @unittest.skip('why not')
    def test_skipped(self):
        pass

    @unittest.expectedFailure
    def test_wrong(self):
        self.assertEqual(1, 2)

    @unittest.expectedFailure
    def test_right(self):
        """The first line tells what it is."""

    def test_error(self):
        {}['key']


class Broken(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        raise OSError('no database')

    def test_never(self):
        pass


for verbosity in 1, 2:
    stream = io.StringIO()
    suite = unittest.TestSuite(map(unittest.defaultTestLoader.loadTestsFromTestCase, (Some, Broken)))
    result = unittest.TextTestRunner(stream, verbosity=verbosity).run(suite)
    print(re.sub(r'in [0-9.]+s', 'in some time', stream.getvalue()))
print(result, result.wasSuccessful(), len(result.skipped))
