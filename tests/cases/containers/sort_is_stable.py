# Sorting keeps the order of equals; keys are computed once.
calls = 0
def key(p):
    global calls
    calls += 1
    return p[0]
data = [(i % 3, i) for i in range(10)]
print(sorted(data, key=key), calls)
print(sorted(data, key=key, reverse=True))
import sys
big = [(i * 7919) % 1009 for i in range(1009)]
print(sorted(big) == list(range(1009)), sorted(big, reverse=True)[:3])
print(sorted("hello"), sorted({"b": 1, "a": 2}), sorted([(2, "b"), (1, "z"), (2, "a")]), sorted([0.5, 1, -3]))
class NoLess: pass
try:
    sorted([NoLess(), NoLess()])
except TypeError as error:
    print(error)
