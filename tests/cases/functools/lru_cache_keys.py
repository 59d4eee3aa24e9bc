# What lru_cache takes for the same call, which calls it forgets, and how it is bound.
import copy
import pickle
from functools import cache, lru_cache

calls = []


@lru_cache(maxsize=3)
def f(*args, **keywords):
    calls.append((args, keywords))
    return len(calls)


print([f(1), f(1.0), f(True), f('1'), f(1), f((1,)), f(), f(a=1), f(a=1, b=2), f(b=2, a=1)])
print(f.cache_info(), f.cache_parameters())

f.cache_clear()
calls.clear()
for x in [1, 2, 3, 1, 4, 2, 1, 4, 5, 3, 1]:
    f(x)
print([args[0] for args, _ in calls], f.cache_info())

# The dict behind it closes its holes now and then.
f.cache_clear()
for x in range(2000):
    f(x % 7 if x % 3 else x)
print(f.cache_info())


@lru_cache(typed=True)
def typed(*args, **keywords):
    return [type(arg).__name__ for arg in (*args, *keywords.values())]


print(typed(1), typed(1.0), typed(True), typed(x=1), typed(x=1.0), typed(1), typed.cache_info())


class Counted:
    hashes = 0

    def __hash__(self):
        Counted.hashes += 1
        return 1


key = Counted()
f(key), f(key)
print(Counted.hashes)


@lru_cache(maxsize=0)
def never(x):
    return [x]


print(never(1) is never(1), never.cache_info(), lru_cache(maxsize=-5)(len).cache_info())


class C:
    @cache
    def method(self, x=0):
        return [self, x]

    @classmethod
    @cache
    def of_class(cls):
        return [cls]


c = C()
print(c.method(1) is c.method(1), c.method() is C.method(c), C.of_class() is c.of_class(), C.method.cache_info())


@lru_cache(maxsize=2)
def again(n):
    return again(n - 1) + 1 if n else 0


print(again(50), again.cache_info())


@cache
def fails(x):
    if x < 2:
        raise ValueError(x)
    return x


for x in (1, 1, 2, [3]):
    try:
        print(fails(x))
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
print(fails.cache_info(), fails.__name__, fails.__wrapped__.__name__)
print(copy.copy(fails) is fails, copy.deepcopy(fails) is fails, pickle.loads(pickle.dumps(fails)) is fails)
for bad in ('x', 2.5):
    try:
        lru_cache(bad)
    except TypeError as error:
        print(error)
