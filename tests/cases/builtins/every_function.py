# Every built-in function with usual, odd and wrong arguments.
def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print(getattr(f, '__name__', '?'), repr(r))
    except BaseException as e:
        print(getattr(f, '__name__', '?'), type(e).__name__, e)
t(sum, [1, 2, 3]); t(sum, [.1] * 10); t(sum, [1, .5, 2]); t(sum, [1 << 62, 1 << 62, 1 << 63]); t(sum, ['a'], ''); t(sum, [b'a'], b''); t(sum, [[1], [2]], []); t(sum, [1e16, 1.0, -1e16]); t(sum, [1e308, 1e308]); t(sum, [True, False, True]); t(sum, [1.5, 1 << 70]); t(sum, 5); t(sum, [1, 'a']); t(sum, [-0.0, -0.0], -0.0); t(sum, [0.1, 1j]); t(sum, range(10), start=5)
t(min, 3, 1, 2); t(max, 3, 1, 2); t(min, []); t(min); t(min, [], default=7); t(min, 1, 2, default=3); t(max, ['a', 'bbb', 'cc'], key=len); t(min, 1); t(max, [1, 'a']); t(max, [], key=None); t(max, 'hello'); t(min, [(1, 'b'), (1, 'a')]); t(max, [1, 1.0]); t(min, 1.0, 1)
t(all, []); t(any, []); t(all, [1, 0]); t(any, [0, '', 'x']); t(all, 1)
t(sorted, [3, 1, 2]); t(sorted, 'hello'); t(sorted, [3, 1, 2], reverse=True); t(sorted, ['b', 'A', 'c'], key=str.lower); t(sorted, [1, 'a']); t(sorted, 5); t(sorted, [2.5, 1, True]); t(sorted, [(2, 'a'), (1, 'b'), (2, 'A')]); t(sorted, [1.5, float('inf'), -1.0, -0.0, 0.0]); t(sorted, [[2], [1], []]); t(sorted, {'b': 1, 'a': 2}); t(sorted, ['é', 'z', 'a', '\U0001f600', '\ufffd'])
t(sorted, [1, 2, 3], key=lambda x: 1 // (x - 2)); t(sorted, list(range(20)), key=lambda x: x % 3, reverse=True); t(sorted, list(range(20)), key=lambda x: x % 3)
t(abs, -5); t(abs, -2.5); t(abs, 3 + 4j); t(abs, -(1 << 70)); t(abs, 'a'); t(abs, True); t(abs, -0.0); t(abs, -(1 << 62))
t(round, 2.5); t(round, 3.5); t(round, 2.675, 2); t(round, 1234, -2); t(round, 'a'); t(round, 1.5, None); t(round, 1.5, 'a'); t(round, True); t(round, float('nan')); t(round, float('inf')); t(round, 1e300, 2); t(round, 15, -1); t(round, 25, -1)
t(pow, 2, 10); t(pow, 2, -1); t(pow, 2, 10, 7); t(pow, 2, -1, 7); t(pow, 2, -1, 4); t(pow, 2, 3, 0); t(pow, 2.0, 3, 4); t(pow, 'a', 2); t(pow, base=2, exp=3)
t(divmod, 7, 2); t(divmod, -7, 2); t(divmod, 7.5, 2); t(divmod, 1, 0); t(divmod, 1, 'a'); t(divmod, 10**30, 7)
t(bin, 10); t(bin, -10); t(oct, 8); t(hex, 255); t(hex, -255); t(hex, 1 << 70); t(hex, 'a'); t(bin, 1.5); t(bin, True); t(hex, 0)
t(chr, 65); t(chr, 0x1f600); t(chr, -1); t(chr, 0x110000); t(chr, 1 << 40); t(chr, 'a'); t(ord, 'a'); t(ord, '\U0001f600'); t(ord, 'ab'); t(ord, ''); t(ord, 1); t(ord, b'a'); t(ord, bytearray(b'z')); t(ord, b'ab'); t(len, chr(0xd800))
t(len, [1, 2]); t(len, 5); t(repr, 'a\n'); t(ascii, 'é\U0001f600'); t(format, 3.14159, '.2f'); t(format, 5); t(format, 5, 3); t(format, 'x', '>5'); t(format, [], 'x')
t(hash, 5); t(hash, 2.0); t(hash, -1); t(hash, []); t(hash, True); t(hash, (1, 2)); t(hash, 1 << 70); t(hash, None) if 0 else None
t(callable, len); t(callable, 5); t(callable, int); t(callable, lambda: 0)
class A:
    x = 1
    def __call__(self): pass
    def __len__(self): return -1
class B(A): pass
t(callable, A()); t(len, A()); t(isinstance, B(), A); t(isinstance, 1, (str, int)); t(isinstance, 1, 2); t(issubclass, B, A); t(issubclass, 1, A); t(issubclass, B, 2); t(isinstance, True, int)
t(getattr, A(), 'x'); t(getattr, A(), 'y'); t(getattr, A(), 'y', 5); t(getattr, A(), 5); t(hasattr, A(), 'x'); t(hasattr, A(), 'y'); t(hasattr, A(), 5)
a = A(); t(setattr, a, 'z', 3); t(getattr, a, 'z'); t(delattr, a, 'z'); t(delattr, a, 'z'); t(vars, a); t(vars, 5); t(setattr, 5, 'x', 1); t(delattr, a, 5)
a.q = 1; print(vars(a)); print([n for n in dir(a) if not n.startswith('__')]); print(dir.__name__)
t(iter, 5); t(iter, 5, 6); t(next, iter([])); t(next, iter([]), 'd'); t(next, []); t(next, iter([1])); t(list, iter(lambda: 1, 1))
def g():
    yield 1
    return 'done'
it = g(); t(next, it)
try: next(it)
except StopIteration as e: print('value', e.value)
class N:
    def __next__(self): raise StopIteration('x')
t(next, N()); t(next, N(), 5)
class N2:
    def __next__(self): raise ValueError('x')
t(next, N2(), 5)
def f(p, *q, r=2, **s):
    v = 1
    def inner(): return v
    return sorted(locals().items(), key=lambda kv: kv[0])
print([k for k, _ in f(1, 2, z=3)], globals() is globals(), globals()['f'] is f)
class K:
    a = 1
    names = sorted(n for n in locals() if not n.startswith('__'))
print(K.names)
print(eval('1 + 2'), eval('x * 2', {'x': 21}), eval('  3')); t(eval, '1 +'); t(eval, 5); t(eval, 'y', {}); t(exec, 'x = 1', 5)
ns = {}; exec('a = 5\ndef sq(n): return n * n\nb = sq(a)', ns); print(ns['b'], '__builtins__' in ns)
loc = {}; exec('m = 3\nn = m + q', {'q': 4}, loc); print(loc); print(eval('q + w', {'q': 1}, {'w': 2}))
def h(z): return eval('z + 1')
print(h(41)); co = compile('1 + 1', '<x>', 'eval'); print(eval(co)); t(compile, '1', '<x>', 'bad')
exec('print("from exec")'); t(exec, 'a\0b'); 
print(__import__('math').pi); t(__import__, 'nope'); t(__import__, 5); t(__import__, '')
print(1, 2, sep='-', end='!\n'); print(); print('a', None, 3.5, [1]); t(print, 1, sep=5); t(print, 1, end=5); t(print, 1, file=5)
class W:
    def __init__(self): self.parts = []
    def write(self, s): self.parts.append(s)
    def flush(self): self.parts.append('flush')
w = W(); print(1, 'b', file=w, flush=True); print(w.parts)
class Bad:
    def __str__(self): raise RuntimeError('no')
t(print, Bad())
class L(list): pass
t(sorted, L([2, 1])); log = []
class Cmp:
    def __init__(self, v): self.v = v
    def __lt__(self, o): log.append((self.v, o.v)); return self.v < o.v
    def __repr__(self): return f'C{self.v}'
print(sorted([Cmp(3), Cmp(1), Cmp(2)]), len(log)); log.clear(); sorted([Cmp(i) for i in range(100)]); print(len(log))
x = [3, 1, 2]; x.sort(); print(x); x.sort(key=lambda v: -v); print(x)
y = [1, 2, 3]
def evil(v): y.append(v); return v
t(y.sort, key=evil); print(y)
try: [1, 'a', 2].sort()
except TypeError as e: print(e)
