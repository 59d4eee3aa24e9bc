# open() in any encoding, with an opener; FileIO by hand; UnsupportedOperation is two things.
import io
import os
import tempfile

directory = tempfile.mkdtemp()
path = os.path.join(directory, 'text')


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return f'{type(error).__name__}: {str(error).replace(directory, "")}'


for encoding in ('utf-16', 'utf-16-le', 'UTF-32', 'utf-8-sig', 'cp1252', 'koi8-r', 'latin1', 'L1', 'U8', 'nope',
                 'rot13', 'shift_jis'):
    def both():
        with open(path, 'w', encoding=encoding) as file:
            file.write('one: \xbf\n')
            file.write('two\r\n')
        with open(path, 'rb') as file:
            print(encoding, file.read())
        with open(path, encoding=encoding) as file:
            return file.encoding, file.mode, list(file)

    print(attempt(both))

with open(path, 'w', encoding='utf-8-sig') as file:
    file.write('a')
with open(path, 'a', encoding='utf-16') as file:
    file.write('b')
    file.write('c')
print(open(path, 'rb').read())
for mode in ('a', 'ab', 'a+'):
    with open(path, mode) as file:
        print(mode, file.tell())
with open(path, 'w+', encoding='utf-16', newline='\r\n') as file:
    file.write('a\nb')
    file.seek(0)
    print(repr(file.read()), file.newlines)
print(open(path, 'rb').read())


def opener(name, flags):
    print('opener of', os.path.basename(name), flags & os.O_ACCMODE, bool(flags & os.O_CREAT), bool(flags & os.O_EXCL))
    return os.open(name, flags)


for mode in ('w', 'r', 'a', 'r+', 'w+b'):
    with open(path, mode, opener=opener) as file:
        print(os.path.basename(file.name), file.mode)
print(attempt(open, path, 'x', opener=opener))
print(attempt(open, path, opener=lambda name, flags: -3))
print(attempt(open, path, opener=lambda name, flags: 'three'))
print(attempt(open, path, closefd=False))

file = io.FileIO(path, 'w')
print(file.mode, file.writable(), file.readable(), file.write(b'bytes'), attempt(file.read))
file.close()
print(repr(file), file.closed, attempt(file.write, b''))
for args in ((), ('/nowhere/at/all',), (path, 'q'), (path, 'rt'), (path, 'rw'), (-1,)):
    print(attempt(io.FileIO, *args))


class Counting(io.FileIO):
    """A raw file that counts what it reads."""

    def __init__(self, name, *, step):
        super().__init__(name)
        self.step, self.count = step, 0

    def read(self, size=-1):
        data = super().read(self.step)
        self.count += len(data)
        return data


with Counting(path, step=2) as file:
    print(file.read(), file.read(), file.read(), file.read(), file.count, isinstance(file, io.RawIOBase))
print(attempt(Counting.__new__(Counting).read), Counting.__new__(Counting))

print(io.UnsupportedOperation.__mro__)
for expected in (OSError, ValueError, io.UnsupportedOperation):
    try:
        open(path).write('no')
    except expected as error:
        print(type(error), error)
os.remove(path)
os.rmdir(directory)
