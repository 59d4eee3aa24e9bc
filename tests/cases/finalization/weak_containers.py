# Weak references show that what they refer to has died: at once, or in cycles when the collector ran.
import weakref


class B:
    pass


b = B()
r = weakref.ref(b, lambda x: print('callback'))
print(r() is b)
del b
print(r())
d = weakref.WeakValueDictionary()
k = B()
d['k'] = k
print(len(d))
del k
print(len(d), list(d))
s = weakref.WeakSet()
x = B()
s.add(x)
print(len(s))
x = None
print(len(s))
wk = weakref.WeakKeyDictionary()
y = B()
wk[y] = 1
del y
print(len(wk))


def f():
    o = B()
    q = weakref.ref(o)
    print(q() is o)
    del o
    return q


print(f()())
p = B()
prox = weakref.proxy(p)
del p
try:
    prox.x
except ReferenceError as e:
    print(e)
z = B()
f = weakref.finalize(z, print, 'fin')
print(f.alive)
del z
print(f.alive)
m = B()
m.self = m
rm = weakref.ref(m)
del m
print(rm() is None)
import gc

gc.collect()
print(rm() is None)
