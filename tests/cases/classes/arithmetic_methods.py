# Operators call methods, reflected ones when the left can't.
class V:
    def __init__(self, *xs): self.xs = xs
    def __add__(self, o): return V(*(a + b for a, b in zip(self.xs, o.xs))) if isinstance(o, V) else NotImplemented
    def __mul__(self, k): return V(*(a * k for a in self.xs))
    def __rmul__(self, k): return self * k
    def __neg__(self): return self * -1
    def __sub__(self, o): return self + -o
    def __eq__(self, o): return isinstance(o, V) and self.xs == o.xs
    def __matmul__(self, o): return sum(a * b for a, b in zip(self.xs, o.xs))
    def __abs__(self): return sum(a * a for a in self.xs) ** 0.5
    def __iadd__(self, o):
        print("in place")
        self.xs = (self + o).xs
        return self
    def __repr__(self): return f"V{self.xs}"
    def __truediv__(self, k): return "truediv"
    def __rfloordiv__(self, k): return "rfloordiv"
    def __pow__(self, k, m=None): return "pow", k, m
    def __divmod__(self, k): return "divmod"
    def __invert__(self): return "invert"
    def __pos__(self): return "pos"
v, w = V(1, 2), V(3, 4)
print(v + w, v * 3, 3 * v, -v, w - v, v @ w, abs(w), v == V(1, 2), v != w)
u = v
v += w
print(u, u is v)
print(v / 2, 7 // v, v ** 2, pow(v, 2, 3), divmod(v, 1), ~v, +v)
try:
    v + 1
except TypeError as error:
    print(error)
