# Long strings, dataclasses, namespaces; what contains itself.
import dataclasses
import types
from pprint import isreadable, isrecursive, pformat, pp, pprint


@dataclasses.dataclass
class Point:
    x: int
    y: str
    z: list


pprint('word ' * 40)
pprint('a\nb\n' * 10)
pprint(b'x' * 100)
pprint(Point(1, 'x' * 60, list(range(20))))
pprint(types.SimpleNamespace(a='x' * 50, b='y' * 50))
pp({'z': 1, 'a': 2})
print(pformat({'z': 1, 'a': 2}), pformat(123456789, underscore_numbers=True))
own = [1]
own.append(own)
print(isrecursive(own), isreadable([1]), pformat(own).split(' with id')[0])
