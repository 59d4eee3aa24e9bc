# A generator that is given up runs its finally.
class A:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)


# generators
def gen():
    try:
        yield 1
        yield 2
    finally:
        print('finally')


for v in gen():
    print(v)
    break
print('after break')
g = gen()
next(g)
del g
print('after del g')
g = gen()
next(g)
g = 5
print('after rebinding')


def f():
    for v in gen():
        if v == 1:
            break
    print('f goes on')
    a = A('local')
    a = None
    print('f ends')


f()
