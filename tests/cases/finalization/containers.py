# What containers held dies with them, lists' items from the last to the first.
class A:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)


class L(list):
    def __del__(self):
        print('list', len(self))


l = L([1, 2])
del l


class S:
    __slots__ = ('v',)

    def __del__(self):
        print('slots')


s = S()
s = None
d = {i: A(i) for i in range(3)}
del d[1]
d.pop(2)
d.clear()
st = {A('in set')}
st.clear()
t = (A('t1'), A('t2'))
t = ()


class C:
    def __init__(self):
        self.a = A('attr')


c = C()
c.a = None
print('attr gone')
c.a = A('attr2')
del c.a
print('attr2 gone')


class CM:
    def __enter__(self):
        return A('cm')

    def __exit__(self, *a):
        print('exit')


with CM() as m:
    print(m.name)
print('still')
del m
import copy

q = A('orig')
q2 = copy.copy(q)
q2.name = 'copy'
del q
del q2
lst = [A(i) for i in 'ab']
lst = [A(i) for i in 'cd']
while lst:
    lst.pop()
print('loop over')
for i in range(2):
    tmp = A('tmp%d' % i)
print('loop 2 over')
