# Weak references to what has died.
import weakref


class A:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)


w = A('weak')
ref = weakref.ref(w, lambda r: print('callback', r() is None))
del w
print(ref())
weakref.finalize(A('fin'), print, 'finalize called')
