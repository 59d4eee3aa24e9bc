# Plain values as bytes and back; others are refused.
import marshal, io
for v in (None, True, ..., 1, -5, 2**40, 2**100, -2**70, 1.5, float('inf'), 2j, 'abc', 'é', b'x', (), (1, 2), [1, [2]], {'a': 1}, {1}, frozenset({2}), StopIteration, 'x' * 300):
    s = marshal.dumps(v); print(marshal.loads(s) == v, type(marshal.loads(s)).__name__)
b = io.BytesIO(); marshal.dump([1, 2], b); b.seek(0); print(marshal.load(b))
for f in (lambda: marshal.dumps(object()), lambda: marshal.dumps([lambda: 1]), lambda: marshal.loads('x')):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(marshal.version)
