# is, ==, and nan in containers.
a = [1, 2]; b = [1, 2]; c = a
print(a == b, a is b, a is c, a is not b, [a] == [b], None is None, () == ())
nan = float("nan")
print(nan == nan, [nan] == [nan], nan in [nan], (nan,) == (nan,), [nan].index(nan), {nan: 1}[nan])
print([1, 2, 3].count(1.0), 1.0 in [1], [True].index(1))
