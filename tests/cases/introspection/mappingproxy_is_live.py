# A class's __dict__ is a view: it shows later changes and can't be changed itself.
class C:
    a = 1


view = C.__dict__
C.b = 2
print(type(view), view['b'], 'b' in view, list(view))
try:
    view['c'] = 3
except TypeError as error:
    print(error)
try:
    del view['a']
except TypeError as error:
    print(error)
