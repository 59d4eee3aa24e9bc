# Lambdas have every kind of parameter, too.
add = lambda a, b=10, *c, d=1, **e: (a, b, c, d, e)
print(add(1), add(1, 2, 3, d=4, z=5))
print((lambda: 42)())
print(sorted([3, 1, 2], key=lambda x: -x))
print((lambda x: lambda y: x + y)(3)(4))
print((lambda: None).__name__)
