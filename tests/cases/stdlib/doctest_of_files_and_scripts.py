# Examples in files; as scripts; as tests of unittest; with a debugger in them; what is one, and what is equal.
import doctest
import os
import sys
import tempfile
import unittest


def double(n):
    """Twice as much.

    >>> double(2)
    4
    >>> for i in range(2):
    ...     print(double(i), end=' ')
    0 2
    >>> double('é')
    '\\xe9\\xe9'
    """
    return n * 2


print(doctest.testmod(optionflags=doctest.REPORT_NDIFF, verbose=False))
with tempfile.TemporaryDirectory() as folder:
    name = os.path.join(folder, 'texts.txt')
    with open(name, 'w') as file:
        file.write('Some sums.\n\n>>> 1 + 1\n2\n>>> print(__name__, n)\n__main__ 5\n')
    print(doctest.testfile(name, module_relative=False, globs={'n': 5}))
    suite = doctest.DocFileSuite(name, module_relative=False)
    result = unittest.TestResult()
    suite.run(result)
    print(result, str(result.failures[0][0]).replace(folder, ''), result.failures[0][0].id())
    print([line for line in result.failures[0][1].splitlines() if 'NameError' in line or 'Failed' in line])
try:
    doctest.testfile('/no/such', package='os')
except ValueError as error:
    print(error)

parser = doctest.DocTestParser()
one, two = [parser.get_doctest('>>> x\n1\n', {}, 'name', 'file', 3) for _ in range(2)]
print(one == two, hash(one) == hash(two), one.examples == two.examples, one != parser.get_doctest('>>> x\n1\n', {}, 'n', 'f', 3))
for wrong in '>>> 1\n... 2\n 3\n  >>> 1\n 2', '>>> # doctest: +ELLIPSIS', '  >>> (1,\n ... 2)', '>>>1':
    try:
        parser.get_doctest(wrong, {}, 'wrong', None, 0)
    except ValueError as error:
        print(error)

print(doctest.script_from_examples('Text.\n\n    >>> if 1:\n    ...     2\n    2\n\n    The end.\n'))
print(doctest.testsource(sys.modules['__main__'], '__main__.double'))
suite = doctest.DocTestSuite()
print(suite.countTestCases(), list(suite)[0])
print(doctest.set_unittest_reportflags(doctest.REPORT_UDIFF), doctest.set_unittest_reportflags(0))
try:
    doctest.DebugRunner(verbose=False).run(parser.get_doctest('>>> x = 3\n>>> x\n4\n', {}, 'fails', 'file', 0))
except doctest.DocTestFailure as failure:
    print(failure, failure.example.source, failure.got, failure.test.globs['x'])
try:
    doctest.DebugRunner(verbose=False).run(parser.get_doctest('>>> 1 / 0\n', {}, 'raises', 'file', 0))
except doctest.UnexpectedException as failure:
    print(failure, failure.exc_info[1])

real, sys.stdin = sys.stdin, type('In', (), {'lines': ['p x', 'c'], 'readline': lambda self: self.lines.pop(0) + '\n'})()
test = parser.get_doctest('>>> x = 42\n>>> import pdb; pdb.set_trace()\n>>> x + 1\n43\n', {}, 'stops', 'stops.py', 0)
print(doctest.DocTestRunner(verbose=False).run(test))
