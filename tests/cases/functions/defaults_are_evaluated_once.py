# Defaults belong to the function, and are shared by its calls.
def f(x, seen=[]):
    seen.append(x)
    return seen
print(f(1), f(2), f(3, []))
print(f.__defaults__)
n = 1
def g(x=n): return x
n = 2
print(g(), g(5))
def h(*, k=n): return k
print(h.__kwdefaults__, h())
