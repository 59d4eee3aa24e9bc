# `del` of names, items, slices and attributes.
x = 1
del x
try:
    x
except NameError as error:
    print(error)
l = list(range(8))
del l[0], l[-1]
print(l)
del l[1:3]
print(l)
del l[::2]
print(l)
d = {"a": 1, "b": 2}
del d["a"]
print(d)
class A: y = 2
a = A()
a.x = 1
del a.x
print(hasattr(a, "x"), a.y)
try:
    del a.x
except AttributeError as error:
    print(error)
try:
    del d["zz"]
except KeyError as error:
    print(repr(error))
def f():
    y = 1
    del y
    return y
try:
    f()
except UnboundLocalError as error:
    print(error)
