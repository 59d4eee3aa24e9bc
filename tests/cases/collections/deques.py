# deque: both ends, rotation, maxlen, errors.
from collections import deque
d = deque([1, 2, 3])
d.append(4); d.appendleft(0)
print(d, d.pop(), d.popleft(), len(d), d[0], d[-1], list(reversed(d)))
d.extend('ab'); d.extendleft('xy')
print(d, d.index('a'), d.count(1), 'b' in d, 7 in d)
d.rotate(2); print(d)
d.rotate(-3); print(d)
d[1] = 'new'; del d[0]; d.remove('a'); d.insert(1, 'ins'); d.reverse()
print(d, d.copy() == d, d.maxlen)
m = deque(range(10), maxlen=3)
print(m, m.maxlen); m.append(99); m.appendleft(-1); print(m)
print(deque('abc') + deque('d'), deque([1]) * 3, deque([1, 2]) < deque([1, 3]), deque([1]) == [1])
for bad in [lambda: deque().pop(), lambda: deque().popleft(), lambda: d[100], lambda: d.remove('zzz'), lambda: d.index('q'), lambda: deque(3), lambda: deque([], -1), lambda: m.insert(0, 1), lambda: d['a'], lambda: deque([1]) + [2]]:
    try:
        bad()
    except (IndexError, ValueError, TypeError) as error:
        print(type(error).__name__, error)
try:
    for x in d:
        d.append(x)
except RuntimeError as error:
    print(error)
q = deque([0])
seen = []
while q:
    n = q.popleft()
    seen.append(n)
    if n < 40:
        q.extend([n * 2 + 1, n * 2 + 2])
print(len(seen), seen[-5:], bool(q))
r = deque(); r.append(r); print(r)
for i in range(100):
    q.append(i)
    if i % 3 == 0: q.popleft()
print(sum(q), len(q)); q.clear(); print(q)
