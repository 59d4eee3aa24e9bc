# dataclass: generated methods, defaults, options, errors.
from dataclasses import *
@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)
p = P(1)
print(p, P(1, 2) == P(1, 2), P(1) != P(2), p.tags is P(1).tags, P.__match_args__, P.__doc__)
print(asdict(P(1, 2, [3])), astuple(P(1, 2, [3])), replace(p, y=9), [f.name for f in fields(P)], is_dataclass(P), is_dataclass(3))
try:
    P()
except TypeError as error:
    print(error)
try:
    hash(p)
except TypeError as error:
    print(error)
@dataclass(frozen=True, order=True)
class V:
    a: int
    b: str = field(default='x', compare=False)
print(sorted([V(3), V(1), V(2)]), hash(V(1)) == hash(V(1, 'z')), V(1) < V(2), V(1) == V(1, 'q'), {V(1): 2}[V(1)])
for bad in [lambda: setattr(V(1), 'a', 5), lambda: delattr(V(1), 'a'), lambda: P(1) < P(2), lambda: V(1) < 3, lambda: asdict(3), lambda: replace(V(1), zz=1)]:
    try:
        bad()
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)
@dataclass
class Base:
    i: int
    def area(self): return self.i * 2
@dataclass
class Derived(Base):
    j: int = 5
    _: KW_ONLY
    k: int = 7
print(Derived(1, 2, k=3), Derived(4).area())
@dataclass
class Post:
    w: float
    h: float
    scale: InitVar[int] = 1
    area: float = field(init=False, repr=True)
    def __post_init__(self, scale):
        self.area = self.w * self.h * scale
print(Post(2, 3), Post(2, 3, 10).area)
@dataclass(slots=True)
class S:
    a: int
    b: int = 2
s = S(1)
print(s, S.__slots__, hasattr(s, '__dict__'))
try:
    s.zzz = 1
except AttributeError as error:
    print(error)
for text in ['@dataclass\nclass E:\n a: int = 1\n b: int\n', '@dataclass\nclass E:\n a: list = []\n', '@dataclass(order=True, eq=False)\nclass E:\n a: int\n']:
    try:
        exec(text)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
@dataclass
class Tree:
    v: int
    left: 'Tree | None' = None
    right: 'Tree | None' = None
t = Tree(1, Tree(2), Tree(3)); print(t, asdict(t))
t.left = t; print(t)
M = make_dataclass('M', [('x', int), ('y', int, 5), 'z'] [:2], namespace={'double': lambda self: self.x * 2})
print(M(3), M(3).double())
@dataclass(repr=False, eq=False)
class Q:
    a: int
print(Q(1) == Q(1), repr(Q(1)).startswith('<__main__.Q object'))
@dataclass(kw_only=True)
class K:
    a: int
    b: int = 3
print(K(a=1), fields(K)[0].kw_only, field(default=3).default)
try:
    K(1)
except TypeError as error:
    print(error)
@dataclass(unsafe_hash=True)
class H:
    a: int
print(hash(H(1)) == hash(H(1)))
match P(5, 6):
    case P(a, b): print(a, b)
class Meta: pass
@dataclass
class C:
    count: int = field(default=0, metadata={'unit': 'm'}, repr=False)
print(C(), fields(C)[0].metadata['unit'], C.count)
