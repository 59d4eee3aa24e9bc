# What a compiled pattern says of itself; equal ones; the scanner.
import copy, pickle, re
p = re.compile(r'(?P<a>x)(y)', re.I | re.M)
print(p, p.pattern, p.flags, p.groups, dict(p.groupindex), p == re.compile(r'(?P<a>x)(y)', re.I | re.M), p != re.compile('x'))
print(re.compile('x', re.A | re.S | re.X), re.compile(b'x', re.L), re.compile('x' * 300), re.compile('x') == re.compile(b'x'))
print(len({p, pickle.loads(pickle.dumps(p)), copy.copy(p), copy.deepcopy(p)}), hash(p) == hash(pickle.loads(pickle.dumps(p))))
print(re.Pattern[bytes], type(p), isinstance(p, re.Pattern), re.compile(p) is p, type(p.finditer('')))
for wrong in [lambda: re.Pattern(), lambda: p.match(), lambda: p.match('a', zz=1), lambda: p.match(5), lambda: p.findall(b''),
              lambda: re.compile(b'a').split('b'), lambda: p.groupindex.update({}), lambda: type('Mine', (re.Pattern,), {}),
              lambda: p.sub('a', 5), lambda: p < p, lambda: p.match('a', 'b'), lambda: re.compile(p, re.I), lambda: re.compile(5)]:
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
s = p.scanner('xyxy xy', 0, 6)
print(s.pattern is p, s.match().span(), s.match().span(), s.match(), s.search(), type(s).__name__)
s = re.compile('b*').scanner('abb')
print([m and m.span() for m in (s.search(), s.search(), s.search(), s.search(), s.search())])
