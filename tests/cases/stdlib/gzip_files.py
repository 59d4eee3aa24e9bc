# gzip files as bytes and as text, and what is none.
import gzip
import io
import os
import tempfile
d = tempfile.mkdtemp(); p = os.path.join(d, 'a.gz')
with gzip.open(p, 'wb') as f: print(f.write(b'hello world\n' * 100))
with gzip.open(p, 'rb') as f: c = f.read(); print(len(c), c[:12])
with gzip.open(p, 'rt', encoding='utf-8') as f: print(len(f.readlines())); 
with gzip.open(p, 'rt') as f:
    for i, l in enumerate(f):
        if i < 2: print(repr(l))
with gzip.open(p, 'at') as f: f.write('end\n')
print(gzip.open(p).read()[-20:])
with gzip.GzipFile(p) as f: print(f.readline(), f.tell(), f.seek(3), f.read(4), f.readable(), f.writable(), f.seekable(), f.peek(3)[:3])
b = io.BytesIO()
with gzip.GzipFile(fileobj=b, mode='wb', mtime=0, filename='x') as f: f.write(b'abc')
print(b.getvalue()[:12].hex(), gzip.decompress(b.getvalue()))
print(gzip.decompress(gzip.compress(b'x' * 1000)) == b'x' * 1000, gzip.compress(b'', mtime=0).hex()[:20])
for bad in (b'', b'abc', b'notgzip at all', gzip.compress(b'abc')[:-3], gzip.compress(b'abc')[:-8] + b'12345678'):
    try: print(gzip.decompress(bad))
    except Exception as e: print(type(e).__name__, e)
try: gzip.open(p, 'zz')
except ValueError as e: print(e)
try: gzip.open(p, 'rtb')
except ValueError as e: print(e)
try: gzip.open('nofile.gz')
except FileNotFoundError as e: print(e)
