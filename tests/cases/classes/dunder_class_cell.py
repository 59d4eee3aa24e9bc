# __class__ in a method is the class that it was written in.
class A:
    def f(self): return __class__.__name__
    @staticmethod
    def g(): return __class__.__name__
class B(A): pass
print(B().f(), B.g())
