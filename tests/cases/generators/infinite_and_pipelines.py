# Generators feed generators.
def naturals():
    n = 0
    while True:
        yield n
        n += 1
def take(n, it):
    for _, x in zip(range(n), it):
        yield x
def only(f, it):
    for x in it:
        if f(x):
            yield x
print(list(take(5, only(lambda x: x % 3 == 0, naturals()))))
def primes():
    found = []
    for n in naturals():
        if n > 1 and all(n % p for p in found):
            found.append(n)
            yield n
print(list(take(10, primes())))
