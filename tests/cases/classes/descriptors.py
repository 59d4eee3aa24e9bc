# Data descriptors win over the instance, others do not.
class Data:
    def __get__(self, obj, owner): return f"get {obj is not None} {owner.__name__}"
    def __set__(self, obj, value): print("set", value)
class NonData:
    def __get__(self, obj, owner): return "non-data"
class Named:
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, obj, owner): return self.name
class A:
    d = Data()
    n = NonData()
    called = Named()
a = A()
print(a.d, A.d, a.n, a.called)
a.d = 1
a.n = "own"
a.__dict__["d"] = "hidden"
print(a.d, a.n)
