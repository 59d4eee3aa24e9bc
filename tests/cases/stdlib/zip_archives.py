# Archives are written, read, added to and taken apart.
import zipfile, io, os, tempfile

b = io.BytesIO()
with zipfile.ZipFile(b, 'w', zipfile.ZIP_DEFLATED) as z:
    z.writestr(zipfile.ZipInfo('a.txt', (2020, 1, 2, 3, 4, 6)), 'hello ' * 100)
    i = zipfile.ZipInfo('d/b.bin', (2021, 1, 1, 0, 0, 0))
    i.compress_type = 8
    i.external_attr = 420 << 16
    z.writestr(i, b'\x00\x01' * 500)
    z.comment = b'cmt'
    with z.open('w.txt', 'w') as f:
        f.write(b'written')
    z.mkdir('folder')
    print(z.namelist(), z) if 0 else print(z.namelist())
print(zipfile.is_zipfile(b), zipfile.is_zipfile(io.BytesIO(b'xx')))
with zipfile.ZipFile(b) as z:
    print(z.namelist(), z.comment, z.testzip(), z.read('a.txt')[:12], len(z.read('d/b.bin')))
    for i in z.infolist():
        print(i.filename, i.file_size, i.compress_type, i.is_dir(), i.CRC)
    print(z.getinfo('a.txt').date_time, z.getinfo('a.txt').compress_size < 100)
    try:
        z.read('nope')
    except KeyError as e:
        print(e)
    try:
        z.writestr('q', 'x')
    except ValueError as e:
        print(e)
    with z.open('a.txt') as f:
        print(f.readline()[:5], f.read(3), f)
    print([n.name for n in zipfile.Path(z).iterdir()])
    d = tempfile.mkdtemp()
    z.extractall(d)
    print(sorted(os.listdir(d)), open(os.path.join(d, 'w.txt')).read())
try:
    z.read('a.txt')
except ValueError as e:
    print(e)
try:
    zipfile.ZipFile(io.BytesIO(b'nonsense'))
except zipfile.BadZipFile as e:
    print(e)
os.chdir(d)
with zipfile.ZipFile('n.zip', 'w') as z:
    z.write('a.txt')
    z.write('d')
    z.write('d/b.bin', 'other/name.bin')
with zipfile.ZipFile('n.zip', 'a') as z:
    z.writestr('more.txt', 'm')
with zipfile.ZipFile('n.zip') as z:
    print(z.namelist(), z.read('more.txt'))
    print(z)
print(zipfile.is_zipfile('n.zip'))
try:
    zipfile.ZipFile('none.zip')
except FileNotFoundError as e:
    print(e)
try:
    zipfile.ZipFile('n.zip', 'q')
except ValueError as e:
    print(e)
zz = zipfile.ZipInfo('x/')
print(zz, zipfile.ZipInfo('y.txt'))
p = zipfile.Path('n.zip')
print(
    (p / 'more.txt').read_text(), [str(x) for x in p.iterdir()], (p / 'other').is_dir(), (p / 'zz').exists()
)
import shutil

os.chdir('/')
shutil.rmtree(d)
