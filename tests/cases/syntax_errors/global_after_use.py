# global comes first.
def f():
    x = 1
    global x
