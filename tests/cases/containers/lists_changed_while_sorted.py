# A list is empty while it is sorted, and what a key or a comparison does to it is noticed.
class Meddler:
    def __init__(self, number):
        self.number = number

    def __lt__(self, other):
        items.append(1)
        items.pop()
        return self.number < other.number


items = [Meddler(3), Meddler(1), Meddler(2)]
try:
    items.sort()
except ValueError as error:
    print(error, [item.number for item in items])


def key(number):
    numbers.append(number)
    return -number


numbers = [1, 3, 2]
try:
    numbers.sort(key=key)
except ValueError as error:
    print(error, numbers)
lengths = []
numbers.sort(key=lambda number: lengths.append(len(numbers)) or number)
print(lengths, numbers)
