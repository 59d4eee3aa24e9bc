# The sequences are CPython's, for every kind of seed and every distribution.
import random
random.seed(42)
print([random.random() for _ in range(3)], random.randint(1, 6), random.randrange(0, 100, 7), random.choice('abcdef'))
print(random.choices([1, 2, 3], k=5), random.choices('ab', weights=[1, 9], k=6), random.choices('abc', cum_weights=[1, 2, 10], k=4))
x = list(range(12)); random.shuffle(x); print(x)
print(random.sample(range(1000), 5), random.sample('abcdefgh', 3), random.sample(['r', 'b'], counts=[4, 2], k=3))
print(random.uniform(1, 5), random.gauss(0, 1), random.gauss(0, 1), random.normalvariate(10, 2), random.expovariate(0.5), random.triangular(0, 10, 3))
print(random.betavariate(2, 3), random.gammavariate(0.5, 1), random.gammavariate(3, 2), random.paretovariate(3), random.weibullvariate(1, 2), random.vonmisesvariate(1, 2), random.lognormvariate(0, 1))
print(random.getrandbits(10), random.getrandbits(100), random.getrandbits(32), random.getrandbits(0), random.randbytes(5))
print(random.binomialvariate(10, 0.3), random.binomialvariate(1000, 0.4), random.randint(10**20, 10**21), random.randrange(2**32), random.randrange(2**31, 2**33))
for seed in (0, -5, 2**70, 3.5, True):
    r = random.Random(seed)
    print(seed, r.random(), r.randrange(1000))
r = random.Random(7)
state = r.getstate()
a = [r.random() for _ in range(3)]
r.setstate(state)
print(a == [r.random() for _ in range(3)], len(state[1]), state[0], state[2])
for bad in [lambda: random.choice([]), lambda: random.randint(5, 1), lambda: random.sample([1], 2), lambda: random.randrange(0), lambda: random.sample({1, 2}, 1), lambda: random.choices([1], weights=[1, 2])]:
    try:
        bad()
    except (IndexError, ValueError, TypeError) as error:
        print(type(error).__name__, error)
print(0 <= random.SystemRandom().random() < 1)
