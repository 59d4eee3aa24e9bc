# getattr, setattr, hasattr, callable, isinstance, type, id, vars, dir.
class A:
    x = 1
    def m(self): pass
a = A()
setattr(a, "y", 2)
print(getattr(a, "x"), getattr(a, "z", None), hasattr(a, "y"), hasattr(a, "z"), vars(a), callable(a.m), callable(a), callable(len), callable(int))
delattr(a, "y")
print(vars(a), isinstance(1, int), isinstance("a", (int, str)), isinstance(True, int), issubclass(bool, int), type(1) is int, type(a).__name__, id(a) == id(a))
print([n for n in dir(a) if not n.startswith("__")], isinstance(1, int | str), isinstance(None, type(None)))
print(type(1), type("a"), type([]), type(None), type(len), type(lambda: 0), type(a.m), type(int), type(...), type(range(1)), type(iter([])))
