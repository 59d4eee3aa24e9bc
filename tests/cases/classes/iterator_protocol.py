# __iter__ and __next__.
class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n + 1
print(list(Countdown(3)), sum(Countdown(4)), tuple(Countdown(2)))
a, b = Countdown(2)
print(a, b, 2 in Countdown(3), max(Countdown(5)))
class NotIter: pass
try:
    iter(NotIter())
except TypeError as error:
    print(error)
class BadIter:
    def __iter__(self): return 5
try:
    for x in BadIter(): pass
except TypeError as error:
    print(error)
class Old:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 10
print(list(Old()), 20 in Old())
