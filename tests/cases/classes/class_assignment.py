# An object can be given another class of the same layout.
class A:
    pass


class B:
    def hello(self):
        return 'hello', vars(self)


class S:
    __slots__ = ('a',)


class T:
    __slots__ = ('a',)


a = A()
a.x = 1
a.__class__ = B
print(a.hello())
for value in (S, int, 3):
    try:
        a.__class__ = value
    except TypeError as error:
        print(error)
s = S()
s.a = 5
s.__class__ = T
print(type(s).__name__, s.a)
try:
    (3).__class__ = A
except TypeError as error:
    print(error)
