# Enter and exit are called in order; exit may swallow the exception.
class Manager:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow
    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()
    def __exit__(self, kind, value, traceback):
        print("exit", self.name, kind.__name__ if kind else None, value)
        return self.swallow

with Manager("a") as a, Manager("b") as b:
    print(a, b)
with Manager("c", swallow=True):
    raise ValueError("inside")
print("after")
def f():
    with Manager("d"):
        return "value"
print(f())
for i in range(3):
    with Manager(str(i)):
        if i == 0: continue
        if i == 1: break
with (Manager("p"), Manager("q") as q):
    print(q)
try:
    with Manager("e"):
        1 / 0
except ZeroDivisionError as error:
    print("caught", error)
