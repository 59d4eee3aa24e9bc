# A local without a value yet.
def f():
    print(x)
    x = 1
f()
