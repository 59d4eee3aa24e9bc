# A cache as a decorator.
def memoize(f):
    cache = {}
    def inner(*args):
        if args not in cache:
            cache[args] = f(*args)
        return cache[args]
    inner.cache = cache
    return inner
@memoize
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), len(fib.cache))
@memoize
def paths(x, y): return 1 if x == 0 or y == 0 else paths(x - 1, y) + paths(x, y - 1)
print(paths(15, 15))
