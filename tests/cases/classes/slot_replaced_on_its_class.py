# A slot is its descriptor: without that one the attribute can't be set.
class A:
    __slots__ = ('x', 'y')


a = A()
a.y = 1
del A.x
A.y = 5
for name in 'x', 'y':
    try:
        setattr(a, name, 2)
    except AttributeError as error:
        print(error)


class B(A):
    __slots__ = ()
    z = 3


try:
    B().z = 4
except AttributeError as error:
    print(error)


class C(A):
    x = 7


c = C()
c.x = 8
print(c.x, C.x, c.__dict__)
