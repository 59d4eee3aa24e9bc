"""Functions that make functions: cells, defaults, decorators, functions as values."""


def counter(start):
    count = start

    def step(by=1):
        nonlocal count
        count += by
        return count

    return step


def compose(*functions):
    def composed(value):
        for function in functions:
            value = function(value)
        return value

    return composed


def memoized(function):
    known = {}

    def wrapper(n):
        if n not in known:
            known[n] = function(n)
        return known[n]

    return wrapper


@memoized
def partitions(n):
    return 1 if n < 2 else (partitions(n - 1) + partitions(n // 2)) % 1_000_007


def adders(n):
    return [lambda value, i=i: value + i for i in range(n)]


steps = [counter(i) for i in range(10)]
total = 0
for i in range(400_000):
    step = steps[i % 10]
    total += step() - step(2)
pipeline = compose(lambda x: x + 1, lambda x: x * 3, counter(0), lambda x: x & 0xFFFF)
for i in range(500_000):
    total += pipeline(i)
for i in range(90_000):
    for add in adders(5):
        total = add(total)
for i in range(600):
    total += partitions(i)
print(total)
