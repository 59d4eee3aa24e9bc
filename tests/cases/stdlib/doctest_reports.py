# Examples in docstrings: options, errors that are wanted, and reports of those that fail.
"""Module doc.

>>> factorial(5)
120
>>> [factorial(n) for n in range(6)]
[1, 1, 2, 6, 24, 120]
"""
import doctest
def factorial(n):
    """Return the factorial of n, an exact integer >= 0.

    >>> factorial(30)
    265252859812191058636308480000000
    >>> factorial(-1)
    Traceback (most recent call last):
        ...
    ValueError: n must be >= 0
    >>> factorial(3)  # wrong
    7
    >>> print("a\\n\\nb")
    a
    <BLANKLINE>
    b
    >>> print(list(range(20))) # doctest: +NORMALIZE_WHITESPACE
    [0,   1,  2,  3,  4,  5,  6,  7,  8,  9,
    10,  11, 12, 13, 14, 15, 16, 17, 18, 19]
    >>> print(list(range(20))) # doctest: +ELLIPSIS
    [0, 1, ..., 18, 19]
    >>> {'b': 2, 'a': 1} == {'a': 1, 'b': 2}
    True
    >>> x = 3
    >>> if x > 2:
    ...     print('big')
    ... else:
    ...     print('small')
    big
    >>> skip() # doctest: +SKIP
    9
    >>> raise KeyError('a') # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    KeyError: b
    """
    if not n >= 0:
        raise ValueError("n must be >= 0")
    r = 1
    for i in range(2, n + 1): r *= i
    return r
class C:
    """
    >>> C().m()
    1
    """
    def m(self):
        """
        >>> C().m()
        2
        """
        return 1
    @property
    def p(self):
        """>>> 1
        1
        """
__test__ = {'extra': '>>> 2 + 2\n5\n'}
r = doctest.testmod()
print(r)
print(doctest.testmod(verbose=True))
print(doctest.testmod(optionflags=doctest.REPORT_NDIFF | doctest.FAIL_FAST))
finder = doctest.DocTestFinder()
for t in sorted(finder.find(C, 'C')): print(t, t.name, t.lineno, len(t.examples))
p = doctest.DocTestParser()
for e in p.get_examples('''
>>> a = 1
>>> a
2
>>> for i in 1, 2:
...    i
1
2
'''): print(repr(e.source), repr(e.want), e.lineno, e.indent, e.options)
def f():
    """
    >>> 1
    2
    """
doctest.run_docstring_examples(f, globals())
import unittest
suite = unittest.TestSuite()
suite.addTest(doctest.DocTestSuite())
