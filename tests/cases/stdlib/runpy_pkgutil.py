# Files and modules are run; packages say what is in them.
import os, tempfile

d = tempfile.mkdtemp()
os.chdir(d)
import runpy

open('m.py', 'w').write('import sys\nx=1\nprint(__name__,sys.argv[0]=="m.py")\n')
r = runpy.run_path('m.py')
print(r['x'], r['__name__'])
print(runpy.run_path('m.py', run_name='__main__', init_globals={'q': 1})['q'])
import sys

sys.path.insert(0, '.')
print(runpy.run_module('m')['x'])
try:
    runpy.run_module('nosuch')
except ImportError as e:
    print(e)
os.mkdir('pk')
open('pk/__init__.py', 'w').close()
open('pk/a.py', 'w').close()
os.mkdir('pk/s')
open('pk/s/__init__.py', 'w').close()
import pkgutil, pk

print(
    [(m.name, m.ispkg) for m in pkgutil.iter_modules(pk.__path__)],
    [m.name for m in pkgutil.walk_packages(pk.__path__, 'pk.')],
    pkgutil.resolve_name('os.path:join').__name__,
)
import shutil

os.chdir('/')
shutil.rmtree(d)
