# An OSError names the file, or both files, that a function of os was about.
import os
import shutil
import tempfile

folder = tempfile.mkdtemp()
os.chdir(folder)
open('a', 'w').close()
os.mkdir('dir')
open('dir/x', 'w').close()


def show(function, *args):
    try:
        print(function(*args))
    except OSError as error:
        print(type(error).__name__, error, error.filename, error.filename2)


show(os.rename, 'nope', 'b')
show(os.replace, 'a', 'dir')
show(os.symlink, 'a', 'dir')
show(os.link, 'nope', 'c')
show(os.link, 'a', 'b')
show(os.truncate, 'a', 3)
show(os.stat, 'nope')
show(os.rmdir, 'dir')
show(os.mkdir, 'a')
show(os.utime, 'nope')
print(sorted(os.listdir()), os.stat('b').st_size, os.stat('b').st_nlink)
os.chdir('/')
shutil.rmtree(folder)
