# __x in a class is private to it.
class A:
    def __init__(self): self.__x = 1
    def get(self): return self.__x
    def __hidden(self): return "hidden"
    def call(self): return self.__hidden()
class B(A):
    def __init__(self):
        super().__init__()
        self.__x = 2
b = B()
print(b.get(), sorted(b.__dict__), b.call())
try:
    b.__x
except AttributeError as error:
    print(error)
