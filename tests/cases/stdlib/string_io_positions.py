# StringIO: reading, writing and cutting at any place, in characters.
import io


def attempt(act, *args, **keywords):
    try:
        print(repr(act(*args, **keywords)))
    except Exception as error:
        print(type(error).__name__, error)


s = io.StringIO('héllo\nwörld\n')
print(repr(s.read(2)), s.tell(), repr(s.readline()), s.tell(), repr(s.readline(2)), repr(s.readline(0)), repr(s.read()))
attempt(s.read, 'x')
attempt(s.readline, 1.5)
attempt(s.seek, -1)
attempt(s.seek, 3, 1)
attempt(s.seek, 0, 2)
attempt(s.seek, 0, 3)
print(s.seek(100), repr(s.read()), s.write('x'), len(s.getvalue()), s.tell(), s.getvalue().count('\0'))

s = io.StringIO('abc\ndef')
print(s.write('Xé'), repr(s.getvalue()), s.truncate(), repr(s.getvalue()), s.truncate(100), s.tell())
print(s.seek(5), s.write(''), repr(s.getvalue()), s.write('z'), repr(s.getvalue()))
attempt(s.truncate, -1)
attempt(s.truncate, 'x')
attempt(s.write, b'x')
attempt(s.write)
attempt(s.fileno)
print(s.readable(), s.writable(), s.seekable(), s.isatty(), s.closed, s.line_buffering, s.encoding, s.newlines)

s = io.StringIO('a\nb\nc')
print(s.readlines(1), next(s), list(s), s.writelines(['d', 'e']), repr(s.getvalue()))
s = io.StringIO()
print(s.write('a\ud800'), s.write('\udc00b'), len(s.getvalue()), ascii(s.getvalue()))

# What was handed out stays as it is.
s = io.StringIO()
seen = []
for i in range(200):
    s.write(f'line {i}, which is long enough for a buffer\n')
    if i % 50 == 0:
        seen.append(s.getvalue())
print([len(text) for text in seen], len(s.getvalue()))

with io.StringIO('x') as s:
    pass
print(s.closed, s.close(), s.flush())
for act in (s.read, s.readline, s.getvalue, s.tell, s.readable, s.__next__, s.truncate, s.__enter__, lambda: s.write('x')):
    attempt(act)
