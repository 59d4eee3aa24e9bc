# What the asserts say: diffs of sequences, dicts, sets and texts, and shortened reprs.
import unittest

case = unittest.TestCase()
for name, *args in (
    ('assertEqual', [1, 2, 3], [1, 2, 4]), ('assertEqual', (1,), (1, 2)), ('assertEqual', {'a': 1}, {'a': 2}),
    ('assertEqual', 'abc', 'abd'), ('assertEqual', 'a\nb\n', 'a\nc\n'), ('assertEqual', {1}, {2}), ('assertEqual', 1, 2),
    ('assertSequenceEqual', [1], (2,)), ('assertCountEqual', [1, 1], [1, 2]),
    ('assertListEqual', [], ()), ('assertAlmostEqual', 1.0, 1.1), ('assertNotAlmostEqual', 1, 1), ('assertRegex', 'a', 'b'),
    ('assertNotRegex', 'abc', 'b'), ('assertIsInstance', 1, str), ('assertRaises', ValueError, int, '3'),
):
    try:
        getattr(case, name)(*args)
    except AssertionError as error:
        print(name, error, sep=' | ')
try:
    with case.assertRaisesRegex(ValueError, 'zzz'):
        int('x')
except AssertionError as error:
    print(error)
try:
    with case.assertLogs('some', 'INFO'):
        pass
except AssertionError as error:
    print(error)
case.assertSequenceEqual([1], (1,))
