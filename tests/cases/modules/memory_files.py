# io.StringIO and io.BytesIO.
import io, contextlib, sys
f = io.StringIO('a\nb\nc')
print(f.readline(), list(f), f.tell(), f.read(), f.seek(0), f.read(1), f.getvalue())
f.seek(0, 2); f.write('d'); f.seek(1); f.write('XY'); print(repr(f.getvalue()), f.truncate(3), repr(f.getvalue()))
b = io.BytesIO(b'abc'); b.seek(1); b.write(b'ZZZ'); print(b.getvalue(), b.read(), b.seek(0), b.readline(), b.tell())
with contextlib.redirect_stdout(io.StringIO()) as out:
    print('captured', 1)
print(repr(out.getvalue()))
with io.StringIO() as g:
    print('x', file=g); g.writelines(['y', 'z']); print(repr(g.getvalue()))
try:
    g.read()
except ValueError as error:
    print(error)
for bad in [lambda: io.StringIO(b''), lambda: io.BytesIO().write('a'), lambda: io.StringIO().write(1)]:
    try:
        bad()
    except TypeError as error:
        print(error)
