# object's own __setattr__ does not reach into classes.
class C:
    pass


for method in (object.__setattr__, object.__delattr__):
    try:
        method(C, 'a', *([1] if method is object.__setattr__ else []))
    except TypeError as error:
        print(error)
try:
    object.__setattr__(int, 'a', 1)
except TypeError as error:
    print(error)
