# partial, partialmethod, reduce, wraps.
import functools
from functools import *
p = partial(int, base=2)
print(p('101'), p.func, p.args, p.keywords, partial(p, '11')())
print(partial(print, 1, sep='-'), partial(pow, 2)(5))
def f(*args, **kw):
    return args, kw
print(partial(partial(f, 1, a=2), 3, a=4)(5, b=6))
class Cell:
    alive = False
    def set_state(self, state):
        self.alive = state
    set_alive = partialmethod(set_state, True)
c = Cell()
c.set_alive()
print(c.alive)
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(max, [3, 9, 2], 5), reduce(f, [], 'x'))
for bad in [lambda: reduce(f, []), lambda: reduce(f, 3), lambda: partial(3)]:
    try:
        bad()
    except TypeError as error:
        print(error)
def deco(fn):
    @wraps(fn)
    def inner(*a):
        'inner doc'
        return fn(*a) * 2
    return inner
@deco
def g(x: int) -> int:
    'g doc'
    return x
print(g(4), g.__name__, g.__doc__, g.__wrapped__(4), g.__annotations__, g.__qualname__)
