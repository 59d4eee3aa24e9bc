# Class bodies run in order, and their names are not seen by methods.
class A:
    x = 1
    y = x + 1
    for i in range(3):
        pass
    if y > 1:
        def m(self): return "m"
    del x
    print("in the body", y, i)
    try:
        def f(self): return y
    finally:
        z = "z"
y = "global"
print(A().m(), A().f(), A.z, hasattr(A, "x"))
def make(n):
    class Local:
        value = n
        def get(self): return n
    return Local
print(make(3).value, make(4)().get())
