# What iterators are of depends on what they go over; none of them can be made by calling its class.
class Text(str):
    pass


for it in ('a', '', 'é', '\U0001f600', Text('a'), b'', bytearray(), [], (), {}, set(), range(3), range(10 ** 30)):
    cls = type(iter(it))
    try:
        cls()
    except TypeError as error:
        print(cls.__name__, '|', error)

for cls in (type(x for x in []), type(len), type(str.upper), type(int.__add__), type({}.keys()), type(iter(int, 1)),
            type(reversed([])), type(reversed({}))):
    try:
        cls(1)
    except TypeError as error:
        print(error)

print(list(iter('é😀x')), list(iter(bytearray(b'ab'))))
print(NotImplemented.__bool__ is not None, list(map(type, (NotImplemented, ...))))
