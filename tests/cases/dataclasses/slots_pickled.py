# Frozen classes with slots can be pickled, have a slot for weak references on demand, and inherit slots.
import pickle, weakref
from dataclasses import dataclass, field, InitVar
from typing import ClassVar

@dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int = 2

for protocol in range(2, 6):
    print(pickle.loads(pickle.dumps(Point(1), protocol)))

@dataclass(slots=True, weakref_slot=True)
class Node:
    a: int

node = Node(1)
print(Node.__slots__, weakref.ref(node)() is node)

@dataclass(slots=True)
class Derived(Node):
    b: int

print(Derived.__slots__, Derived(1, 2))

@dataclass
class Strings:
    a: 'ClassVar[int]' = 1
    b: 'InitVar[int]' = 2
    c: 'MyClassVar[int]' = 3

print(Strings(), Strings(5, 6))
print(Point.__doc__, Node.__doc__)
f = field(metadata={})
f.default = f
print(repr(f)[:60])
