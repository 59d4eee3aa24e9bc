# tarfile: compressed archives of folders.
import os
import tarfile
import tempfile

with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    os.mkdir('tree')
    with open('tree/one', 'w') as file:
        file.write('one' * 10)
    for ending in 'gz', 'bz2', 'xz':
        with tarfile.open('all.tar.' + ending, 'w:' + ending) as tar:
            tar.add('tree')
        with tarfile.open('all.tar.' + ending) as tar:
            print(ending, tar.getnames(), tar.extractfile('tree/one').read())
    tarfile.open('all.tar.gz').extractall('out', filter='data')
    with open('out/tree/one') as file:
        print(file.read())
    with open('all.tar.gz', 'rb') as file, tarfile.open(fileobj=file, mode='r|gz') as tar:
        print([member.name for member in tar])
    os.chdir('/')
