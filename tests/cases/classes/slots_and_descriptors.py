# __slots__: no __dict__, descriptors on the class, inheritance, other layouts.
class P:
    __slots__ = ('x', 'y')
    def __init__(self, x): self.x = x
p = P(1)
print(p.x, hasattr(p, '__dict__'), P.x, type(P.x).__name__, P.x.__name__, P.__slots__, sorted(k for k in P.__dict__ if len(k) == 1))
for bad in [lambda: p.y, lambda: setattr(p, 'z', 1), lambda: delattr(p, 'y'), lambda: p.__dict__, lambda: P.x.__get__(3)]:
    try:
        print(bad())
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)
P.y.__set__(p, 5); print(P.y.__get__(p), p.y); del p.y; print(hasattr(p, 'y'))
class Q(P):
    __slots__ = ('z',)
q = Q(2); q.z = 3; q.y = 4; print(q.x, q.y, q.z)
class R(P): pass
r = R(1); r.w = 9; print(r.__dict__['w'], r.x)
class D(dict):
    __slots__ = ('tag',)
d = D(a=1); d.tag = 't'; print(d, d.tag, hasattr(d, '__dict__'))
try:
    d.other = 1
except AttributeError as error:
    print(error)
for text in ['class A:\n __slots__ = ("v",)\n v = 1', 'class A:\n __slots__ = (1,)']:
    try:
        exec(text)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
class M:
    __slots__ = ('__private', 'a')
    def set(self): self.__private = 1; return self._M__private
print(M().set())
