# shutil: archives of folders made and unpacked.
import os
import shutil
import tarfile
import tempfile

with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    os.mkdir('tree')
    with open('tree/one', 'w') as file:
        file.write('one')
    name = shutil.make_archive('packed', 'gztar', 'tree')
    print(os.path.basename(name), sorted(tarfile.open(name).getnames()))
    shutil.unpack_archive(shutil.make_archive('packed', 'zip', '.', 'tree'), 'unpacked')
    print(os.listdir('unpacked/tree'), [name for name, _ in shutil.get_archive_formats()])
    for act in (lambda: shutil.unpack_archive('what.rar'), lambda: shutil.make_archive('x', 'rar', 'tree')):
        try:
            act()
        except (shutil.ReadError, ValueError) as error:
            print(type(error).__name__, error)
    os.chdir('/')
