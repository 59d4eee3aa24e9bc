# A subclass's reflected method comes first.
class A:
    def __add__(self, o): return "A add"
    def __radd__(self, o): return "A radd"
class B(A):
    def __radd__(self, o): return "B radd"
class C: pass
print(A() + B(), A() + A(), B() + A(), C() + A(), 1 + A())
try:
    C() + C()
except TypeError as error:
    print(error)
class D:
    def __lt__(self, o): return NotImplemented
    def __gt__(self, o): return "gt"
print(D() > 1, 1 < D())
try:
    D() < D.__class__
except TypeError as error:
    print(error)
