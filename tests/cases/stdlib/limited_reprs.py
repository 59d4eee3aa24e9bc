# reprlib: representations of limited length.
import reprlib

print(reprlib.repr(list(range(100))), reprlib.repr('x' * 100), reprlib.repr({i: i for i in range(9)}))
print(reprlib.repr([[[[[[[1]]]]]]]), reprlib.repr(10 ** 60), reprlib.repr((1,)), reprlib.repr(set(range(9))))


class Own:
    @reprlib.recursive_repr()
    def __repr__(self):
        return f'<{self!r}>'


print(Own())
