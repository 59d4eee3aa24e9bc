# Files that are gone afterwards; copying, moving and removing trees.
import glob
import os
import shutil
import tempfile

with tempfile.NamedTemporaryFile('w+', suffix='.t') as file:
    file.write('text')
    file.flush()
    file.seek(0)
    print(file.read(), os.path.exists(file.name), file.name.endswith('.t'))
print(os.path.exists(file.name))
with tempfile.TemporaryFile() as file:
    file.write(b'abc')
    file.seek(0)
    print(file.read())
with tempfile.TemporaryDirectory() as folder:
    os.makedirs(folder + '/a/b')
    for name in ('a/1.py', 'a/b/2.py', 'a/b/3.txt'):
        open(f'{folder}/{name}', 'w').close()
    shutil.copytree(folder + '/a', folder + '/c', ignore=shutil.ignore_patterns('*.txt'))
    shutil.move(folder + '/a/1.py', folder + '/c/b')
    print(sorted(glob.glob('**/*.py', root_dir=folder, recursive=True)), os.path.exists(folder + '/c/b/3.txt'))
    shutil.rmtree(folder + '/c')
    print(os.listdir(folder), glob.glob(folder + '/nothing*'))
    descriptor, name = tempfile.mkstemp(dir=folder)
    os.write(descriptor, b'hi')
    os.close(descriptor)
    print(open(name).read())
