"""Slices of lists, strings, tuples and others: bounds, steps, assignment to oneself, __getitem__."""

numbers = list(range(10))
text, row = "hello world", (1, 2, 3, 4)
for start, stop, step in [(None, None, None), (2, 5, None), (-3, None, 1), (None, None, -1), (8, 1, -3), (5, 2, 1), (-100, 100, 4)]:
    print(numbers[start:stop:step], text[start:stop:step], row[start:stop:step], b"bytes"[start:stop:step])
numbers[2:4] = numbers
print(numbers)
numbers[1:1] = numbers[:2]
numbers[-2:] = ()
numbers[::4] = [0] * len(numbers[::4])
print(numbers)
numbers[3:] = (i * i for i in range(3))
print(numbers)


class Shown:
    def __getitem__(self, index):
        return index

    def __setitem__(self, index, value):
        print("set", index, value)


shown = Shown()
print(shown[1:2], shown[:], shown[1:2, ::3], range(10)[2:8:3])
shown["a":None] = 5
for wrong in (lambda: numbers["a":], lambda: text[::0], lambda: numbers[0][1:2], lambda: {}[1:2]):
    try:
        wrong()
    except (TypeError, ValueError, KeyError) as error:
        print(type(error).__name__, error)
try:
    numbers[1:2] = 5
except TypeError as error:
    print(error)
