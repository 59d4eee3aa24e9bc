# Methods are found along the mro; super goes on from there.
class A:
    def __init__(self): print("A init")
    def who(self): return "A"
class B(A):
    def __init__(self):
        super().__init__()
        print("B init")
    def who(self): return "B" + super().who()
class C(A):
    def who(self): return "C" + super().who()
class D(B, C):
    def who(self): return "D" + super().who()
d = D()
print(d.who(), [k.__name__ for k in D.__mro__])
print(issubclass(D, A), isinstance(d, (int, C)), D.__bases__ == (B, C))
print(super(B, d).who())
try:
    class E(A, B): pass
except TypeError as error:
    print(error)
