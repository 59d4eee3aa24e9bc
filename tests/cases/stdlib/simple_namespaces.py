# types.SimpleNamespace
import types

it = types.SimpleNamespace(a=1, b='x')
it.c = it
print(it, it.a, it == types.SimpleNamespace(a=1), types.SimpleNamespace() == types.SimpleNamespace())
del it.c
print(vars(it), it == types.SimpleNamespace(b='x', a=1))


class Sub(types.SimpleNamespace):
    pass


print(Sub(x=1))
