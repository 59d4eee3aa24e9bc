# __del__: by del, by rebinding, owner first; cycles wait for the collector.
import gc


class A:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)


class B(A):
    def __del__(self):
        print('B first')
        super().__del__()


b = B('b')
del b
# a cycle waits for the collector
a = A('cycle')
a.self = a
del a
print('before collect')
gc.collect()
print('after collect')
x, y = A('x'), A('y')
x.other, y.other = y, x
del x, y
print('pair')
gc.collect()
print('pair gone')


# owner first
class Owner(A):
    def __init__(self, name):
        super().__init__(name)
        self.part = A(name + '.part')


o = Owner('o')
o = None
o = Owner('p')
o = Owner('q')
print('rebound')
del o
