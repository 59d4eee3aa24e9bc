# Inner functions share variables, not values.
def make():
    x = 1
    def get(): return x
    def put(v):
        nonlocal x
        x = v
    return get, put
get, put = make()
put(5)
print(get())
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])
def outer(a):
    def middle(b):
        def inner(c):
            return a, b, c
        return inner
    return middle
print(outer(1)(2)(3))
def later():
    def g(): return y
    y = "set later"
    return g()
print(later())
