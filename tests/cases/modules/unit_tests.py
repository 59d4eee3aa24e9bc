# unittest: a TestCase, its asserts, its report.
import unittest, io, sys
class T(unittest.TestCase):
    def setUp(self): self.x = [1]
    def test_a(self):
        self.assertEqual(1 + 1, 2); self.assertIn(1, self.x); self.assertAlmostEqual(0.1 + 0.2, 0.3)
    def test_b_raises(self):
        with self.assertRaises(ZeroDivisionError) as c:
            1 / 0
        print(c.exception); self.assertRaises(ValueError, int, 'x'); self.assertRaisesRegex(ValueError, 'lit', int, 'x')
    @unittest.skip('later')
    def test_c(self): pass
    @unittest.expectedFailure
    def test_d(self): self.fail()
    def test_e(self): self.assertTrue(0, 'why')
    def test_f(self): raise KeyError('k')
out = io.StringIO()
result = unittest.TextTestRunner(stream=out).run(unittest.defaultTestLoader.loadTestsFromTestCase(T))
print(out.getvalue().split('\n')[0], out.getvalue().split('\n')[-2], result.testsRun, len(result.failures), result.wasSuccessful())
for check, args in [('assertEqual', (1, 2)), ('assertIs', (1, 2)), ('assertIsNone', (1,)), ('assertIn', (1, [])), ('assertLess', (2, 1)), ('assertFalse', (1,)), ('assertAlmostEqual', (1.0, 1.1)), ('assertIsInstance', (1, str)), ('assertRaises', (KeyError, int))]:
    try:
        getattr(T('test_a'), check)(*args)
    except AssertionError as error:
        print(error)
