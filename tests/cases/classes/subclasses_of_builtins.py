# Subclasses of int, str, list, dict keep their nature.
class Celsius(int):
    def __repr__(self): return f"{int(self)} degrees"
    def warmer(self): return Celsius(self + 1)
print(Celsius(5).warmer(), Celsius(5) + 1, repr(Celsius(7)), Celsius(3) == 3)
class Stack(list):
    def push(self, x): self.append(x)
    @property
    def top(self): return self[-1]
s = Stack([1])
s.push(2)
print(s, s.top, len(s), isinstance(s, list), s + [3])
class D(dict):
    def __getitem__(self, k): return super().__getitem__(k) * 2
d = D(a=1)
print(d["a"], d.get("a"), d)
class MyError(ValueError):
    def __init__(self, code):
        super().__init__(f"code {code}")
        self.code = code
try:
    raise MyError(5)
except ValueError as error:
    print(error, error.code, error.args, repr(error))
