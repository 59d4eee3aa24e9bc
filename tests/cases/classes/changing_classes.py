# Attributes of classes change while instances live: caches must notice.
class A:
    def f(self): return 1
class B(A): pass
b = B()
def call(): return b.f()
print(call(), call())
A.f = lambda self: 2
print(call())
B.f = lambda self: 3
print(call())
b.f = lambda: 4
print(call())
del b.f, B.f
print(call())
B.x = property(lambda self: "property")
def get(): return b.x
print(get(), get())
B.x = 5
print(get())
b.x = 6
print(get())
class C:
    def f(self): return "C"
b.__class__ = C
print(call(), type(b).__name__)
