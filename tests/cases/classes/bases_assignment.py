# A class can be given other bases of the same layout.
class A:
    def who(self):
        return 'A'


class B:
    def who(self):
        return 'B'


class C(A):
    pass


c = C()
print(c.who())
C.__bases__ = (B,)
print(c.who(), C.__mro__, A.__subclasses__(), B.__subclasses__())
C.__bases__ = (A, B)
print(c.who(), C.__base__)
