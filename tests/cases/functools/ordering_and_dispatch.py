# total_ordering, cmp_to_key, singledispatch.
from functools import *
@total_ordering
class V:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __lt__(self, o): return self.n < o.n if isinstance(o, V) else NotImplemented
print(V(1) <= V(1), V(2) > V(1), V(2) >= V(3), V(1) < V(0))
try:
    V(1) >= 3
except TypeError as error:
    print(error)
try:
    total_ordering(type('N', (), {}))
except ValueError as error:
    print(error)
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)), max(['b', 'ab'], key=cmp_to_key(lambda a, b: len(a) - len(b))))
@singledispatch
def show(x):
    return f'object {x}'
@show.register
def _(x: int):
    return f'int {x}'
@show.register(list)
def _(x):
    return f'list {len(x)}'
@show.register(float | str)
def _(x):
    return f'float or str {x}'
print(show(1), show(True), show([1]), show('a'), show(2.5), show(None), show.dispatch(bool) is show.dispatch(int))
from collections.abc import Mapping
@show.register
def _(x: Mapping):
    return 'mapping'
print(show({}), sorted(k.__name__ for k in show.registry))
try:
    show()
except TypeError as error:
    print(error)
class Neg:
    @singledispatchmethod
    def neg(self, arg):
        raise NotImplementedError('Cannot negate a')
    @neg.register
    def _(self, arg: int):
        return -arg
    @neg.register
    def _(self, arg: bool):
        return not arg
print(Neg().neg(5), Neg().neg(True))
