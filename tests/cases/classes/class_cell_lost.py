# The cell of __class__ has to reach type.__new__.
class Forgets(type):
    def __new__(meta, name, bases, namespace):
        namespace.pop('__classcell__', None)
        return type.__new__(meta, name, bases, namespace)


try:
    class X(metaclass=Forgets):
        def f(self):
            return __class__
except RuntimeError as error:
    print(error)
try:
    type('Y', (), {'__classcell__': 1})
except TypeError as error:
    print(error)
