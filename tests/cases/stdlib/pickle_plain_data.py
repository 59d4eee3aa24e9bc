# Plain data goes through pickles of every protocol unchanged, and is as long as CPython's.
import io
import pickle


class P:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return type(other) is P and other.x == self.x


numbers = [sign * (1 << bits) + more for sign in (1, -1) for bits in (0, 7, 8, 15, 16, 31, 32, 39, 62, 63, 70)
           for more in (-1, 0, 1)]
data = [
    None, True, False, ..., *numbers, 1.5, float('inf'), 5e-324, 1j, '', 'a', 'é' * 200, '\ud800', b'', b'abc', b'z' * 300,
    bytearray(b'q'), (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], [1], list(range(2001)), {}, {'a': 1},
    dict.fromkeys(range(2001)), {1, 2}, frozenset([3]), P(3), [P(1), P(2)], {'k': [P('a'), ('t', P(None))]}, len, P,
    range(5), slice(1, 2), [[]] * 3, ('s', 's'),
]
for value in data:
    for protocol in range(6):
        pickled = pickle.dumps(value, protocol)
        for again in (pickle.loads(pickled), pickle.loads(bytearray(pickled)), pickle.load(io.BytesIO(pickled))):
            assert again == value and type(again) is type(value), (value, protocol, again)
    print(len(pickle.dumps(value, 4)), end=' ')
print()

items = []
items.append(items)
pair = ([],)
pair[0].append(pair)
table = {}
table['table'] = table
items, pair, table, (one, two) = pickle.loads(pickle.dumps((items, pair, table, [[1]] * 2)))
print(items[0] is items, pair[0][0] is pair, table['table'] is table, one is two)


class Emptied:
    def __init__(self, items):
        self.items = items

    def __reduce__(self):
        self.items.clear()
        return int, ()


class Grown(Emptied):
    def __reduce__(self):
        self.items[len(self.items)] = 1
        return int, ()


table = {}
table[0] = Grown(table)
try:
    pickle.dumps(table | {})
    pickle.dumps(table)
except RuntimeError as error:
    print(error)
deep = []
for _ in range(100000):
    deep = [deep]
try:
    pickle.dumps(deep)
except RecursionError:
    print('RecursionError')
