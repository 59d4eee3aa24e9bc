import sys

print(len(range(-sys.maxsize, sys.maxsize, 2)) == sys.maxsize, len(range(0, sys.maxsize, sys.maxsize - 1)))
long = range(2**100)
print(bool(long), long[-1] == 2**100 - 1, long[5:7], 2**99 in long, long.index(2**80) == 2**80, long.count(-1))
print(list(reversed(range(2**70, 2**70 + 2)))[1] == 2**70, list(range(2**65, 2**65 + 5, 3))[1] - 2**65)
iterator = iter(range(-2**65, 20, 2))
iterator.__setstate__(2**64 + 7)
print(list(iterator))
try:
    len(long)
except OverflowError as error:
    print(error)
