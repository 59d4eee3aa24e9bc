# cmp_to_key gives keys that call the function; they compare with nothing else.
from functools import cmp_to_key, reduce


def attempt(act, *args, **keywords):
    try:
        print(act(*args, **keywords))
    except Exception as error:
        print(type(error).__name__, error)


K = cmp_to_key(lambda a, b: b - a)
print(sorted([3, 1, 2], key=K), K(1) > K(2), K(1) == K(1), K(2) <= K(1), K(obj=3).obj, max([1, 2, 3], key=K))
key = K(1)
key.obj = 5
print(key.obj, K.obj, type(K) is type(key))
attempt(K)
attempt(K, 1, 2)
attempt(lambda: K(1) < 2)
attempt(lambda: K < K(1))
attempt(hash, key)
attempt(cmp_to_key)
attempt(lambda: cmp_to_key(lambda a, b: 'x')(1) < cmp_to_key(lambda a, b: 'x')(2))
attempt(lambda: cmp_to_key(mycmp=len)(1) < cmp_to_key(len)(2))

print(reduce(lambda a, b: a * b, range(1, 6)), reduce(max, iter([3, 5, 4]), 4), reduce(max, [], None), reduce(max, [7]))
attempt(reduce)
attempt(reduce, max)
attempt(reduce, max, [])
attempt(reduce, max, 5)
attempt(reduce, 3, [1, 2])
