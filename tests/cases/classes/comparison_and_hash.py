# Rich comparison; __eq__ without __hash__ makes unhashable.
class P:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __hash__(self): return hash(self.n)
    def __lt__(self, o): return self.n < o.n
    def __le__(self, o): return self.n <= o.n
print(P(1) == P(1), P(1) != P(2), P(1) < P(2), P(1) > P(2), P(2) >= P(2))
print(len({P(1), P(1), P(2)}), {P(3): "x"}[P(3)])
print([p.n for p in sorted([P(3), P(1), P(2)])], max(P(1), P(5)).n)
class Q:
    def __eq__(self, o): return True
try:
    hash(Q())
except TypeError as error:
    print(error)
try:
    P(1) + 1
except TypeError as error:
    print(error)
