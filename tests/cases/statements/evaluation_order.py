# Left to right, the right side of an assignment first.
def n(x):
    print(x, end=" ")
    return x
d = {}
d[n(1)] = n(0)
print()
n(1) + n(2) * n(3)
print()
print([n(1), n(2)], {n(3): n(4)}, n(5) < n(6))
def f(*args, **kw): return args, kw
print(f(n(1), *[n(2)], k=n(3), **{"z": n(4)}))
(a, b) = n(1), n(2)
print(n([10, 20])[n(0)])
