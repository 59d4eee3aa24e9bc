# What only a call held dies when the statement of the module is over.
class A:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)


def g2():
    a = A('local of g2')
    print('g2 ends')


g2()
print('after g2')


def ret():
    return A('discarded')


ret()
print('after ret')
ret().name
len([ret(), ret()])
try:
    raise ValueError(A('in exc'))
except ValueError as err:
    print('caught')
print('after except')


def raiser():
    z = A('in frame')
    1 / 0


try:
    raiser()
except ZeroDivisionError:
    print('caught 2')
print('after 2')


def outer():
    k = A('closed over')

    def inner():
        return k.name

    return inner


fn = outer()
print(fn())
del fn
