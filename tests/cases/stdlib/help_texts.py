# help() prints signatures, documentation and members.
import sys


def f(a, b=2, *c, d: int = 3, **e) -> str:
    """Doc line.

    More doc.
    """


def nodoc():
    pass


class A:
    """Class doc."""

    x = 1

    def __init__(self, v):
        """init doc"""

    def m(self):
        """method m"""

    @classmethod
    def cm(cls, z):
        """cmdoc"""

    @staticmethod
    def sm():
        pass

    @property
    def p(self):
        """pdoc"""

    @property
    def q(self):
        """qdoc"""

    @q.setter
    def q(self, v):
        pass

    def _private(self):
        pass


class B(A):

    def m(self):
        """B.m"""

    def n(self):
        pass


class E:
    pass


help(f)
help(nodoc)
help(A)
help(B)
help(E)
help(A(1))
help(A.m)
help(A(1).m)
help(A.p)
print(help)
help('nosuchthing')
import enum


class C:
    y: int = 5
    __slots__ = ('s',) if 0 else ()


help(C)
