# defaultdict, OrderedDict, ChainMap, UserDict, UserList, UserString.
from collections import *
d = defaultdict(list)
d['a'].append(1); d['b'].append(2); d['a'].append(3)
print(d, d['a'], d.get('zz'), len(d), defaultdict(int, x=1), defaultdict(None, {1: 2}))
try:
    defaultdict()['x']
except KeyError as error:
    print(repr(error))
try:
    defaultdict(3)
except TypeError as error:
    print(error)
n = defaultdict(lambda: defaultdict(int)); n['a']['b'] += 1; print(n['a'], d.copy() == d, d | {'c': 1})
o = OrderedDict([('a', 1), ('b', 2), ('c', 3)])
o.move_to_end('a'); print(o)
o.move_to_end('c', last=False); print(list(o), o.popitem(), o.popitem(last=False), o)
print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == dict(b=2, a=1), OrderedDict(), list(reversed(OrderedDict(a=1, b=2))))
try:
    o.move_to_end('zz')
except KeyError as error:
    print(repr(error))
c = ChainMap({'x': 1}, {'x': 2, 'y': 3})
print(c['x'], c['y'], c, len(c), list(c), c.new_child({'z': 0}), c.parents, c.get('q', 5), 'y' in c)
c['y'] = 10; print(c.maps)
try:
    del c['nope']
except KeyError as error:
    print(error)
class U(UserDict):
    def __setitem__(self, k, v):
        super().__setitem__(k, v * 2)
u = U({'a': 1}, b=2); print(u, u['a'], dict(u), u.get('zz'), 'a' in u, u.pop('a'), len(u))
l = UserList([3, 1, 2]); l.sort(); l.append(9); print(l, l[0], l[1:], l + [4], l == [1, 2, 3, 9])
s = UserString('abc'); print(s.upper(), s + 'd', s[0], len(s), s == 'abc', s.replace('a', 'z'))
from collections.abc import *
print(isinstance(d, MutableMapping), isinstance(o, Mapping), isinstance([], Sequence), issubclass(deque, MutableSequence), isinstance(u, Mapping), isinstance(len, Callable), isinstance((x for x in ()), Generator), isinstance(range(3), Sequence), isinstance({}.keys(), KeysView))
class S(Set):
    def __init__(self, items): self.items = list(dict.fromkeys(items))
    def __contains__(self, x): return x in self.items
    def __iter__(self): return iter(self.items)
    def __len__(self): return len(self.items)
print(list(S('abc') & S('bcd')), list(S('ab') | 'c'), list(S('abc') - S('b')), S('ab') <= S('abc'), S('ab') == {'a', 'b'}, S('a').isdisjoint('b'))
class M(Sequence):
    def __getitem__(self, i): return [10, 20, 30][i]
    def __len__(self): return 3
print(list(M()), 20 in M(), M().index(30), M().count(10), list(reversed(M())))
