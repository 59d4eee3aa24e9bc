# A metaclass makes classes.
class Meta(type):
    def __new__(meta, name, bases, ns, **kw):
        print("new", name, kw)
        ns["added"] = name.lower()
        return super().__new__(meta, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw): print("init", name)
    def __call__(cls, *a):
        print("call", a)
        return super().__call__(*a)
    def __repr__(cls): return f"<{cls.__name__}>"
class A(metaclass=Meta, option=1): pass
class B(A):
    def __init__(self, x): self.x = x
print(A, B.added, B(5).x, type(B).__name__)
C = type("C", (object,), {"y": 3, "f": lambda self: self.y})
print(C().f(), C.__name__)
