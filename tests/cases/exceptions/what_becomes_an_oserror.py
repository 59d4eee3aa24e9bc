# OSError chooses its subclass by any int, and shows what it was given, None included.
for args in (2, 3), (True, 302.3), (None, 'nan'), (1e16, None, b'x', None, {}), (2,), ('2', 'x'), (11, 'x', True):
    error = OSError(*args)
    print(type(error).__name__, repr(error), str(error), error.errno, error.strerror, error.filename)


class Init(OSError):
    def __init__(self, *args):
        pass


class New(OSError):
    def __new__(cls, *args):
        return super().__new__(cls, 1, 'new')

    def __init__(self, *args):
        pass


class Both(OSError):
    def __new__(cls, *args):
        return super().__new__(cls, *args)

    def __init__(self, a, b):
        super().__init__(9, 'init')


for cls in Init, New, Both:
    error = cls(2, 'x')
    print(repr(error), str(error), error.errno, error.args)
