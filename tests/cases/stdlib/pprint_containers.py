# What does not fit into a line is broken up.
import collections
from pprint import pprint

pprint({'b': [1, 2, 3], 'a': {'x': 'y' * 30, 'z': list(range(30))}, 'c': ('tuple',), 'd': {1, 2, 3}})
pprint(list(range(50)), compact=True)
pprint([['a' * 30] * 3] * 2, indent=4, width=40)
pprint(collections.OrderedDict(a=1, b='x' * 70))
pprint(collections.defaultdict(int, {'a' * 40: 1, 'b' * 40: 2}))
pprint(collections.deque(range(40)))
pprint({'k' + str(i): [[[i]]] for i in range(3)}, depth=2)
