# tarfile: compressed archives of folders, and members that a filter refuses.
import io
import os
import shutil
import tarfile
import tempfile

with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    os.makedirs('tree/inner')
    for name in 'tree/one', 'tree/inner/two':
        with open(name, 'w') as file:
            file.write(name * 100)
    for ending in 'gz', 'bz2', 'xz':
        with tarfile.open('all.tar.' + ending, 'w:' + ending) as tar:
            tar.add('tree')
        with tarfile.open('all.tar.' + ending) as tar:
            print(ending, tar.getnames())
            tar.extractall('out_' + ending, filter='data')
        with open(f'out_{ending}/tree/inner/two') as file:
            print(len(file.read()), tarfile.is_tarfile('all.tar.' + ending))
    with open('all.tar.gz', 'rb') as file, tarfile.open(fileobj=file, mode='r|gz') as tar:
        print([member.name for member in tar])

    def archive(name, **changes):
        file = io.BytesIO()
        with tarfile.open(fileobj=file, mode='w') as tar:
            member = tarfile.TarInfo(name)
            for key, value in changes.items():
                setattr(member, key, value)
            tar.addfile(member)
        file.seek(0)
        return tarfile.open(fileobj=file)

    for bad in (archive('../up'), archive('link', type=tarfile.SYMTYPE, linkname='/etc/passwd'),
                archive('link', type=tarfile.SYMTYPE, linkname='../../up'), archive('pipe', type=tarfile.FIFOTYPE)):
        try:
            bad.extractall('safe', filter='data')
        except tarfile.FilterError as error:
            print(type(error).__name__, str(error).replace(folder, '.').replace(os.path.dirname(folder), '..'))
    name = shutil.make_archive('packed', 'gztar', 'tree')
    print(os.path.basename(name), sorted(tarfile.open(name).getnames()))
    shutil.unpack_archive(shutil.make_archive('packed', 'zip', '.', 'tree'), 'unpacked')
    print(sorted(os.listdir('unpacked/tree')), [name for name, _ in shutil.get_archive_formats()])
    try:
        shutil.unpack_archive('what.rar')
    except shutil.ReadError as error:
        print(error)
    os.chdir('/')
