# A descriptor that can't be read leaves the object's own value in sight.
class Upper:
    def __set__(self, instance, value):
        instance.__dict__['name'] = value.upper()


class C:
    name = Upper()


c = C()
print(type(c.name).__name__)
c.name = 'abc'
print(c.name)
try:
    del c.name
except AttributeError as error:
    print(error)
