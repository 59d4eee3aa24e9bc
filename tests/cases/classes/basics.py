# Classes, instances, attributes, methods.
class Counter:
    made = 0
    def __init__(self, start=0):
        self.n = start
        Counter.made += 1
    def step(self, by=1):
        self.n += by
        return self
    def __repr__(self):
        return f"Counter({self.n})"
c = Counter(5)
print(c.step().step(3), c.n, Counter.made, c.made)
m = c.step
m(); m(10)
print(c, Counter.step(c))
print(isinstance(c, Counter), type(c) is Counter, Counter.__name__, c.__class__.__name__)
c.made = "own"
print(c.made, Counter.made, c.__dict__)
