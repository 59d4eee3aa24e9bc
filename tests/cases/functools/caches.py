# lru_cache, cache, cached_property.
from functools import *
@lru_cache(maxsize=2)
def sq(x):
    print('computing', x)
    return x * x
print(sq(1), sq(2), sq(1), sq(3), sq(2), sq(1))
print(sq.cache_info(), sq.cache_parameters(), sq.__name__)
sq.cache_clear()
print(sq.cache_info())
@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info())
@lru_cache
def kw(a, b=1, *args, **k):
    return (a, b, args, k)
print(kw(1), kw(1, b=1), kw(1, 2, 3, z=4), kw.cache_info().misses)
@lru_cache(typed=True)
def typed(x):
    return type(x).__name__
print(typed(1), typed(1.0), typed(True), typed.cache_info())
try:
    kw([])
except TypeError as error:
    print(error)
class C:
    @cached_property
    def slow(self):
        'doc'
        print('once')
        return 42
    @lru_cache
    def m(self, x):
        return x + 1
c = C()
print(c.slow, c.slow, c.__dict__, C.slow.__doc__, c.m(3), c.m(3), C.m.cache_info().hits)
del c.slow
print(c.slow)
