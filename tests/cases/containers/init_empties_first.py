# Whatever comes of the new items, the old ones go.
x = [1, 2]
for given in (None, 5):
    try:
        x.__init__(given)
    except TypeError as error:
        print(error, x)
x = bytearray(b"ab")
for given in ("text", 1.5, -1):
    try:
        x.__init__(given)
    except (TypeError, ValueError) as error:
        print(error, x)
x = [1, 2]
x.__init__(x)
print(x)
x = bytearray(b"abc")
for index, value in ((9, "x"), (9, 300), (1, 300)):
    try:
        x[index] = value
    except (TypeError, ValueError, IndexError) as error:
        print(error)
print(bytearray(b"'"), bytearray(b'"'), bytearray(b"'\""), b"'")
try:
    range(3, 9).index(False)
except ValueError as error:
    print(error)
