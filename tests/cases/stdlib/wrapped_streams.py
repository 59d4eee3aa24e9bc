# Text and buffers around objects that read and write bytes.
import io, sys

b = io.BytesIO()
t = io.TextIOWrapper(b, encoding='utf-8', newline='\r\n')
print(t.write('é\nx'), b.getvalue())
t.flush()
print(b.getvalue(), t.encoding, t.closed, t)
t.close()
print(b.closed)
t = io.TextIOWrapper(io.BytesIO('a\r\nb\rc\nd'.encode()))
print(t.readline(), t.read(1), t.readlines(), t.newlines)
t = io.TextIOWrapper(io.BytesIO(b'a\r\nb\rc'), newline='')
print(list(t))
t = io.TextIOWrapper(io.BytesIO(b'a\r\nb\rc'), newline='\r')
print(list(t))
for enc in ['latin-1', 'utf-16']:
    print(io.TextIOWrapper(io.BytesIO('hé'.encode(enc)), encoding=enc).read())
try:
    io.TextIOWrapper(io.BytesIO(b'\xff')).read()
except UnicodeDecodeError as e:
    print(e)
print(io.TextIOWrapper(io.BytesIO(b'\xffa'), errors='replace').read())
try:
    io.TextIOWrapper(io.BytesIO(), encoding='nope')
except LookupError as e:
    print(e)
try:
    io.TextIOWrapper(io.BytesIO(), newline='x')
except ValueError as e:
    print(e)
try:
    io.TextIOWrapper(io.BytesIO()).write(b'x')
except TypeError as e:
    print(e)
t = io.TextIOWrapper(io.BytesIO(b'hello world'))
print(
    t.read(5),
    t.tell(),
    t.seek(0),
    t.read(),
    t.seek(6),
    t.readline(),
    t.seekable(),
    t.readable(),
    t.writable(),
)
raw = t.detach()
print(raw.getvalue())
try:
    t.read()
except ValueError as e:
    print(e)
r = io.BufferedReader(io.BytesIO(b'line1\nline2\nrest'))
print(r.peek()[:4], r.readline(), r.read(3), r.tell(), r.read1(2), r.read(), r.read())
r.seek(0)
print(r.readlines())
w = io.BufferedWriter((raw2 := io.BytesIO()))
w.write(b'abc')
print(raw2.getvalue())
w.flush()
print(raw2.getvalue())
p = io.BufferedRWPair(io.BytesIO(b'in'), (o := io.BytesIO()))
print(p.read(), p.write(b'out'))
p.flush()
print(o.getvalue())
x = io.BufferedRandom(io.BytesIO(b'abcdef'))
print(x.read(2), x.write(b'XY'), x.seek(0), x.read())


class Raw(io.RawIOBase):

    def __init__(s):
        s.d = [b'ab', b'c\nd', b'']

    def readable(s):
        return True

    def readinto(s, b):
        d = s.d.pop(0) if s.d else b''
        b[: len(d)] = d
        return len(d)


print(io.BufferedReader(Raw()).read(), io.TextIOWrapper(io.BufferedReader(Raw())).readlines())
