# Plain data goes through pickles of every protocol unchanged, and is as long as CPython's.
import io
import pickle


class P:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return type(other) is P and other.x == self.x


numbers = [sign * (1 << bits) + more for sign in (1, -1) for bits in (0, 8, 15, 16, 31, 32, 62, 63, 70)
           for more in (-1, 0)]
data = [
    None, True, False, ..., *numbers, 1.5, float('inf'), 5e-324, 1j, '', 'a', 'é' * 200, '\ud800', b'', b'abc', b'z' * 300,
    bytearray(b'q'), (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], [1], {}, {'a': 1}, {1, 2}, frozenset([3]), P(3), [P(1), P(2)], {'k': [P('a'), ('t', P(None))]}, len, P,
    range(5), slice(1, 2), [[]] * 3, ('s', 's'),
]
for value in data:
    for protocol in range(6):
        pickled = pickle.dumps(value, protocol)
        again = pickle.load(io.BytesIO(pickled)) if protocol % 2 else pickle.loads(bytearray(pickled))
        for again in (again, pickle.loads(pickled)) if protocol == 4 else (again,):
            assert again == value and type(again) is type(value), (value, protocol, again)
    print(len(pickle.dumps(value, 4)), end=' ')
print()

# More than one batch of items.
for value in (list(range(1001)), dict.fromkeys(range(1001))):
    pickled = pickle.dumps(value)
    print(len(pickled), pickle.loads(pickled) == value)

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


class Deep:
    def __init__(self, inner=None):
        pass

    def __reduce__(self):
        return Deep, ([Deep()],)


try:
    pickle.dumps([Deep()])
except RecursionError:
    print('RecursionError')
