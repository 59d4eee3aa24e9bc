# Functions are objects with attributes.
def f(a, b=1, *c, d): "doc"
print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__defaults__)
f.x = 5
print(f.x, f.__dict__)
f.__name__ = "renamed"
print(f.__name__)
c = f.__code__
print(c.co_name, c.co_argcount, c.co_kwonlyargcount, c.co_varnames[:4], c.co_firstlineno)
class A:
    def m(self): pass
    def outer(self):
        def inner(): pass
        return inner
print(A.m.__qualname__, A().outer().__qualname__, A().m.__func__ is A.m)
