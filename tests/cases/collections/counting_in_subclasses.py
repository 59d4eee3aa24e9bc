# A Counter counts with its own methods when a subclass has any.
from collections import Counter


class Folding(Counter):
    def __setitem__(self, key, value):
        super().__setitem__(key.lower(), value)


print(Counter('abracadabra', b=2), Counter([1, 1.0, True]), Folding('aAbB'))
counts = Counter(a=2 ** 62)
counts.update('a' * 3)
counts.update({'b': 1}, c=2)
print(counts)
try:
    Counter([[]])
except TypeError as error:
    print(error)
