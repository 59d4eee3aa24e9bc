# types.SimpleNamespace is its attributes.
import types

space = types.SimpleNamespace(a=1, b='x')
print(space, space == types.SimpleNamespace(a=1, b='x'), space != types.SimpleNamespace(), vars(space))
space.me = space
print(space)
del space.me


class Sub(types.SimpleNamespace):
    pass


print(Sub(q=1))
for attempt in (lambda: types.SimpleNamespace(1), lambda: hash(space), lambda: space.nothing):
    try:
        attempt()
    except (TypeError, AttributeError) as error:
        print(error)
