# A view reads and writes the bytes of its object.
data = bytearray(b'abcdef')
view = memoryview(data)
print(len(view), view[0], view[-1], list(view[1:3]), bytes(view[::2]))
view[0] = 65
view[1:3] = b'BC'
print(data)
for key, value in [(9, 1), ('x', 1), (0, 300), (0, 'x'), (slice(0, 2), b'abc'), (slice(0, 2), [1, 2])]:
    try:
        view[key] = value
    except (IndexError, TypeError, ValueError) as error:
        print(type(error).__name__, error)
try:
    memoryview(b'ab')[0] = 1
except TypeError as error:
    print(error)
try:
    del view[0]
except TypeError as error:
    print(error)
