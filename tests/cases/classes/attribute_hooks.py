# __getattr__ is for what is missing, __getattribute__ for all.
class A:
    x = 1
    def __getattr__(self, name):
        if name.startswith("dyn"):
            return "dynamic " + name
        raise AttributeError(f"no {name}")
a = A()
print(a.x, a.dyn_y, hasattr(a, "z"), getattr(a, "z", "default"))
class B:
    def __getattribute__(self, name):
        print("get", name)
        return object.__getattribute__(self, name)
    def __setattr__(self, name, value):
        print("set", name, value)
        object.__setattr__(self, name, value)
    def __delattr__(self, name):
        print("del", name)
        super().__delattr__(name)
b = B()
b.x = 1
b.x
del b.x
