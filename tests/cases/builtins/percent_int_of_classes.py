# `%d` takes what `int` makes of a number.
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)


class Own(float):
    def __int__(self):
        return 77


class Wrong(float):
    __int__ = None


class Truncates:
    def __float__(self):
        return 1.5

    def __trunc__(self):
        return 8


class Index:
    def __index__(self):
        return 9


class Fails:
    def __index__(self):
        raise TypeError('own words')


for it in Own(1.5), Wrong(2.5), Index(), Fails(), 1j, 'a', 2.9, -2.9, float('nan'), float('inf'), True:
    for form in '%d', '%i', '%x':
        attempt(lambda: form % it)
    attempt(lambda: b'%i' % it)
attempt(lambda: '%.*d' % (2 ** 40, 1))
attempt(lambda: '%*d' % (2 ** 70, 1))
attempt(lambda: b'%f' % 10 ** 400 if False else b'%f' % (10 ** 400,))
attempt(lambda: b'x' % memoryview(b'a'))
attempt(lambda: 'x' % [1, 2])


class Raw(bytes):
    def __repr__(self):
        return 'own'


print('%s %r' % (Raw(b'a'), Raw(b'a')), str(Raw(b'a')))
