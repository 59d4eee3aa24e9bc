# os and os.path: what does not depend on the machine.
import os, os.path
p = os.path
print(p.join('a', 'b', '/c', 'd'), p.join('a/', 'b'), p.split('/a/b.txt'), p.splitext('x.tar.gz'), p.splitext('.bashrc'), p.basename('/a/b/'), p.dirname('/a/b'), p.normpath('a//b/../c/.'), p.isabs('/x'), p.commonpath(['/a/b', '/a/c']), p.commonprefix(['abc', 'abd']), p.relpath('/a/b', '/a/c'))
print(os.sep, os.linesep == '\n', os.name, os.curdir, p.exists('/nowhere'), p.isdir('/'), p.isfile('/'))
# Several may run at once.
base = f'/tmp/glassnake_case_{os.getpid()}'
os.makedirs(base + '/x/y')
with open(base + '/f.txt', 'w') as file:
    file.write('hello')
print(sorted(os.listdir(base)), p.getsize(base + '/f.txt'), os.stat(base + '/f.txt').st_size, [(r[len(base):], sorted(d), f) for r, d, f in sorted(os.walk(base))])
print(sorted(e.name for e in os.scandir(base) if e.is_dir()))
os.rename(base + '/f.txt', base + '/g.txt'); os.remove(base + '/g.txt'); os.rmdir(base + '/x/y'); os.rmdir(base + '/x'); os.rmdir(base); print(p.exists(base))
for bad in [lambda: os.remove('/nowhere'), lambda: os.listdir('/nowhere'), lambda: os.mkdir('/')]:
    try:
        bad()
    except OSError as error:
        print(type(error).__name__, error)
os.environ['GLASS'] = 'snake'; print(os.environ['GLASS'], os.getenv('NOPE_X', 'd'), 'GLASS' in os.environ); del os.environ['GLASS']
try:
    os.environ['NOPE_X']
except KeyError as error:
    print(repr(error))
print(isinstance(os.getpid(), int), os.getcwd() == p.abspath('.'), os.fspath('a'), p.expanduser('x'), os.path is p)
