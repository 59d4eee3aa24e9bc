# The parameters of functions, methods, classes, partial and wrapped functions.
import functools
import inspect


def f(a, /, b: int, *args, c=1, d: str = 'x', **kw) -> list:
    pass


class C:
    def __init__(self, v, *, w=2):
        pass

    def m(self, a=1):
        pass

    @classmethod
    def cm(cls, q):
        pass

    @staticmethod
    def sm(z):
        pass


@functools.wraps(f)
def wrapper(*args, **kwargs):
    pass


for it in (f, C, C(1).m, C.m, C.cm, C.sm, functools.partial(f, 1, c=2), lambda x, *y: 0, wrapper):
    print(inspect.signature(it))
for parameter in inspect.signature(f).parameters.values():
    print(parameter.name, parameter.kind, parameter.default, repr(parameter))
print(inspect.getfullargspec(f))
try:
    inspect.signature(5)
except TypeError as error:
    print(error)
