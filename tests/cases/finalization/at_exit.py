# What is left is told in the end, in the order of its making.
class A:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)


zz = A('zz')
tmp = A('tmp')
_private = A('private')
zz.self = zz
aa = A('aa')


def gen():
    try:
        yield 1
    finally:
        print('finally')


g = gen()
next(g)
print('end')
raise SystemExit(3)
