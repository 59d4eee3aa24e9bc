# A free variable that has no value yet.
def f():
    def g(): return x
    g()
    x = 1
try:
    f()
except NameError as error:
    print(type(error).__name__, error)
def h():
    print(x)
    x = 1
try:
    h()
except NameError as error:
    print(type(error).__name__, error)
