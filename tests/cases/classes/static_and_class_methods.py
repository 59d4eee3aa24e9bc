# What a method gets as its first argument.
class A:
    name = "A"
    @staticmethod
    def s(x): return x
    @classmethod
    def c(cls, x): return cls.name, x
    @classmethod
    def make(cls): return cls()
class B(A):
    name = "B"
print(A.s(1), A().s(2), A.c(3), B.c(4), B().c(5), type(B.make()).__name__)
