# __type_params__ of a function must be a tuple.
def f[T](): pass


print(f.__type_params__)
f.__type_params__ = ()
print(f.__type_params__)
try:
    f.__type_params__ = 1
except TypeError as error:
    print(error)
