# __slots__: no dict, fixed attributes.
class P:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
p = P(1, 2)
print(p.x, p.y, hasattr(p, "__dict__"))
p.x = 5
del p.y
try:
    p.y
except AttributeError as error:
    print(error)
try:
    p.z = 1
except AttributeError as error:
    print(error)
class Q(P):
    pass
q = Q(1, 2)
q.z = 3
print(q.z, q.x)
