# A copy of an iterator goes on from the same place, and leaves the original there.
import copy

for make in lambda: iter([1, 2, 3]), lambda: iter((1, 2, 3)), lambda: iter('añb'), lambda: iter(b'abc'), \
        lambda: iter(range(3)), lambda: iter({1: 2, 3: 4, 5: 6}), lambda: reversed([1, 2, 3]), \
        lambda: enumerate('abc'), lambda: zip('abc', 'xyz'), lambda: map(str, [1, 2, 3]), lambda: iter(range(2**70, 2**70 + 3)):
    iterator = make()
    next(iterator)
    twin = copy.deepcopy(iterator)
    print(list(twin), list(iterator))
print(iter([1, 2]).__reduce__()[1:], iter('').__reduce__()[1:], iter(range(5)).__reduce__()[1:])
iterator = iter([1, 2, 3, 4])
iterator.__setstate__(2)
print(list(iterator))
