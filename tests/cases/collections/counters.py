# Counter: counting, arithmetic, comparison.
from collections import Counter
c = Counter('mississippi')
print(c, c.most_common(2), c['z'], c.total(), sorted(c.elements()))
c.update('sip'); print(c.most_common())
c.subtract('iiii'); print(c)
a, b = Counter(a=3, b=1), Counter(a=1, b=2)
print(a + b, a - b, a & b, a | b, +Counter(x=-1, y=2), -Counter(x=-1, y=2))
print(Counter([1, 1, 2]) == Counter({1: 2, 2: 1}), a <= b, a >= Counter(a=1), Counter() == Counter(x=0))
a += b; print(a); a -= Counter(a=10); print(a)
del c['nothing']
print(Counter(), Counter({'x': 0}), dict(Counter('aab')), Counter('ab').copy())
words = 'the quick the lazy the end'.split()
print(Counter(words).most_common(1), Counter(len(w) for w in words))
