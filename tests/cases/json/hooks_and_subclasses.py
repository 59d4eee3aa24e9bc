# Hooks of the decoder; subclasses of the built-in types in the encoder.
import collections
import enum
import json


class Level(enum.IntEnum):
    LOW = 5


class Mapping(dict):
    def items(self):
        return [('over', 1)]


print(json.dumps([Level.LOW, collections.OrderedDict(a=1), Mapping(x=1), collections.Counter('aab')]))
print(json.dumps({Level.LOW: 1, None: 2, True: 3, 1.5: 4}))
print(json.loads('{"a": 1, "b": [1.5]}', object_hook=lambda d: sorted(d.items()), parse_float=str))
print(json.loads('[{"a": 1}]', object_pairs_hook=tuple), json.loads('[NaN]', parse_constant=str.lower))
print(json.dumps({(1,): 2, 'a': 1}, skipkeys=True), json.dumps({1, 2}, default=sorted))
for wrong in ({(1, 2): 3}, object, {'a': 1, 1: 2}):
    try:
        json.dumps(wrong, sort_keys=True)
    except TypeError as error:
        print(error)
try:
    json.loads('[' * 100000)
except RecursionError:
    print('RecursionError')
