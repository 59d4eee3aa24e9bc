# A block is expected.
def f():
x = 1
