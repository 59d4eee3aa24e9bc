# Arguments bound to parameters without a call.
import inspect

signature = inspect.signature(lambda a, /, b, *args, c=1, **kw: 0)
bound = signature.bind(1, 2, 3, c=4, z=5)
print(bound, bound.args, bound.kwargs)
bound = signature.bind(1, 2)
bound.apply_defaults()
print(bound.arguments)
for args, kwargs in (((), {}), ((1,), {}), ((1, 2), {'b': 3}), ((1,), {'a': 2, 'b': 3})):
    try:
        print(signature.bind(*args, **kwargs))
    except TypeError as error:
        print(error)
