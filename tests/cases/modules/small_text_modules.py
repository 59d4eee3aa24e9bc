# textwrap, string, base64, binascii, hashlib, copy, bisect, heapq, fractions.
import textwrap, string, base64, binascii, hashlib, copy, bisect, heapq
from fractions import Fraction as F
t = 'The quick brown fox jumped over the lazy dog, a well-known phrase.  It ends.'
print(textwrap.fill(t, 20)); print(textwrap.wrap(t, 30, subsequent_indent='  ')); print(textwrap.shorten(t, 30))
print(repr(textwrap.dedent('  a\n    b\n\n  c')), repr(textwrap.indent('a\n\nb', '> ')), textwrap.wrap('aaaaaaaaaaaaaaaaaaaaaaaa', 10))
print(base64.b64encode(b'hello'), base64.b64decode('aGVsbG8='), base64.urlsafe_b64encode(b'\xff\xfe\xfd'), base64.b32encode(b'hi'), base64.b32decode(b'NBUQ===='), base64.b16encode(b'\xab'))
try:
    base64.b64decode('abc')
except binascii.Error as error:
    print(error)
print(binascii.hexlify(b'ab'), binascii.unhexlify('6162'), binascii.crc32(b'hello'), binascii.b2a_base64(b'x'))
print(hashlib.md5(b'a').hexdigest(), hashlib.sha256(b'').hexdigest()[:16], hashlib.sha1(b'abc').hexdigest(), hashlib.new('sha512', b'x').digest_size, hashlib.sha3_256(b'a').hexdigest()[:8], hashlib.blake2b(b'a').hexdigest()[:8])
try:
    hashlib.md5('text')
except TypeError as error:
    print(error)
a = [1, [2, 3], {'k': (4, [5])}]; b = copy.copy(a); c = copy.deepcopy(a)
print(b[1] is a[1], c[1] is a[1], c == a, c[2]['k'][1] is a[2]['k'][1])
loop = [1]; loop.append(loop); d = copy.deepcopy(loop); print(d[1] is d, d is loop)
class P:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return self.x == o.x
p = P([1]); q = copy.deepcopy(p); print(q == p, q.x is p.x, copy.copy(p).x is p.x)
class S:
    __slots__ = ('v',)
s = S(); s.v = [1]; print(copy.deepcopy(s).v, copy.copy(s).v is s.v)
print(bisect.bisect([1, 2, 2, 3], 2), bisect.bisect_left([1, 2, 2, 3], 2), bisect.bisect([3, 2], 1, key=lambda x: -x))
l = [1, 3]; bisect.insort(l, 2); print(l)
h = [5, 1, 4, 2, 3]; heapq.heapify(h); print(h, [heapq.heappop(h) for _ in range(5)], heapq.nsmallest(2, [3, 1, 2]), heapq.nlargest(2, [3, 1, 2], key=lambda x: -x), list(heapq.merge([1, 4], [2, 3])), list(heapq.merge([4, 1], [3, 2], reverse=True)))
print(F(1, 3) + F(1, 6), F('0.25'), F(3, -6), F(0.5), F('2/4'), repr(F(1, 2)), F(7, 2) // 1, F(7, 2) % 1, F(1, 2) ** 3, 2 * F(1, 2), F(1, 2) < 0.7, hash(F(1, 2)) == hash(0.5), round(F(7, 2)), F(22, 7).limit_denominator(5), float(F(1, 4)), F(3.14159).limit_denominator(100), int(F(-7, 2)), F('1e-3'), F(1, 2) == 0.5)
for bad in [lambda: F(1, 0), lambda: F('x'), lambda: F([])]:
    try:
        bad()
    except (ZeroDivisionError, ValueError, TypeError) as error:
        print(type(error).__name__, error)
print(string.ascii_lowercase, string.punctuation, string.Template('$x ${y} $$').safe_substitute(x=1), string.capwords('a  b'))
