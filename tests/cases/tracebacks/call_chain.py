# Every level, with its line.
def outer(x):
    y = x + 1
    return middle(y)
def middle(y):
    for i in range(3):
        inner(y, i)
def inner(a, b):
    if b == 2:
        raise ValueError(f"bad {a} {b}")
class A:
    def method(self):
        outer(1)
print("before")
A().method()
