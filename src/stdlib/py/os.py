"""The operating system: files, folders, processes, the environment."""

import _thread
import abc
import posix
import posixpath as path
import sys

from _record import record

from _collections_abc import MutableMapping
from posix import (
    WEXITSTATUS, WIFEXITED, WIFSIGNALED, WNOHANG, WTERMSIG, WUNTRACED, _exit, chdir, chmod, close, cpu_count, dup,
    dup2, fsync, ftruncate, get_inheritable, getcwd, getegid, geteuid, getgid, getpid, getppid, getuid, isatty, kill,
    link, listdir, lseek, mkdir, open, openpty, pipe, pread, pwrite, read, readlink, remove, rename, replace, rmdir,
    set_inheritable, setsid, strerror, symlink, system, umask, unlink, urandom, wait, waitpid, waitstatus_to_exitcode,
    write,
)
from posixpath import altsep, curdir, defpath, devnull, extsep, pardir, pathsep, sep

sys.modules['os.path'] = path

name = 'posix'
linesep = '\n'
error = OSError
F_OK, X_OK, W_OK, R_OK = 0, 1, 2, 4
O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND = 0, 1, 2, 64, 128, 512, 1024
O_NOCTTY, O_NONBLOCK, O_DSYNC, O_DIRECTORY, O_NOFOLLOW, O_CLOEXEC = 256, 2048, 4096, 65536, 131072, 524288
O_NDELAY, O_SYNC, O_PATH, O_TMPFILE, O_ACCMODE = O_NONBLOCK, 1052672, 2097152, 4259840, 3
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
EX_OK = 0
EX_USAGE, EX_DATAERR, EX_NOINPUT, EX_NOUSER, EX_NOHOST, EX_UNAVAILABLE, EX_SOFTWARE, EX_OSERR = range(64, 72)
EX_OSFILE, EX_CANTCREAT, EX_IOERR, EX_TEMPFAIL, EX_PROTOCOL, EX_NOPERM, EX_CONFIG = range(72, 79)


stat_result = record(
    'os.stat_result', 'What is known of a file.',
    ('st_mode', 'st_ino', 'st_dev', 'st_nlink', 'st_uid', 'st_gid', 'st_size', 'st_atime', 'st_mtime',
     'st_ctime'),
    ('st_atime', 'st_mtime', 'st_ctime', 'st_atime_ns', 'st_mtime_ns', 'st_ctime_ns',
     'st_blksize', 'st_blocks', 'st_rdev'), 3)


def stat(path, *, follow_symlinks=True):
    """Perform a stat system call on the given path."""
    fields = posix._stat(path, follow_symlinks)
    times = fields[7:10]
    seconds = tuple(time // 1_000_000_000 for time in times)
    return stat_result(fields[:7] + seconds + tuple(time / 1e9 for time in times) + fields[7:])


def lstat(path):
    """Perform a stat system call on the given path, without following symbolic links."""
    return stat(path, follow_symlinks=False)


def fstat(fd):
    """Perform a stat system call on the given file descriptor."""
    return stat(fd)


def chown(path, uid, gid, *, follow_symlinks=True):
    """Change the owner and the group of a path; -1 leaves one as it is."""
    posix._chown(path, uid, gid, follow_symlinks)


def lchown(path, uid, gid):
    """Change the owner and the group of a path, without following symbolic links."""
    posix._chown(path, uid, gid, False)


def access(path, mode):
    """Use the real uid/gid to test for access to a path."""
    return posix._access(path, mode)


class _Environ(MutableMapping):
    """The environment as it was when the program started, and what was changed since."""

    def __init__(self, data):
        self._data = data

    def _check(self, value):
        if not isinstance(value, str):
            raise TypeError('str expected, not %s' % type(value).__name__)
        return value

    def __getitem__(self, key):
        try:
            return self._data[self._check(key)]
        except KeyError:
            raise KeyError(key) from None

    def __setitem__(self, key, value):
        self._data[self._check(key)] = self._check(value)

    def __delitem__(self, key):
        try:
            del self._data[self._check(key)]
        except KeyError:
            raise KeyError(key) from None

    def __iter__(self):
        return iter(list(self._data))

    def __len__(self):
        return len(self._data)

    def __repr__(self):
        return 'environ({{{}}})'.format(', '.join(f'{k!r}: {v!r}' for k, v in self._data.items()))

    def copy(self):
        return dict(self)

    def __or__(self, other):
        return {**self, **other}

    def __ror__(self, other):
        return {**other, **self}


environ = _Environ(dict(posix._environ()))


def getenv(key, default=None):
    """Get an environment variable, return None if it doesn't exist."""
    return environ.get(key, default)


def putenv(key, value):
    """Change or add an environment variable."""
    environ[key] = value


def unsetenv(key):
    """Delete an environment variable."""
    environ.pop(key, None)


def makedirs(name, mode=0o777, exist_ok=False):
    """Super-mkdir; create a leaf directory and all intermediate ones."""
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass
        if tail == curdir:
            return
    try:
        mkdir(name, mode)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


def removedirs(name):
    """Super-rmdir; remove a leaf directory and all empty intermediate ones."""
    rmdir(name)
    head, tail = path.split(name)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


class DirEntry:
    """What scandir() gives."""

    def __init__(self, folder, name):
        self.name = name
        self.path = path.join(folder, name)

    def is_dir(self, *, follow_symlinks=True):
        return path.isdir(self.path) and (follow_symlinks or not self.is_symlink())

    def is_file(self, *, follow_symlinks=True):
        return path.isfile(self.path) and (follow_symlinks or not self.is_symlink())

    def is_symlink(self):
        return path.islink(self.path)

    def stat(self, *, follow_symlinks=True):
        return stat(self.path, follow_symlinks=follow_symlinks)

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return f'<DirEntry {self.name!r}>'


class _Scan:
    def __init__(self, entries):
        self._entries = entries

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._entries)

    def close(self):
        self._entries = iter(())

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()


def scandir(path='.'):
    """Return an iterator of DirEntry objects for given path."""
    return _Scan(iter([DirEntry(path, name) for name in listdir(path)]))


def walk(top, topdown=True, onerror=None, followlinks=False):
    """Directory tree generator: (folder, folders in it, files in it)."""
    top = fspath(top)
    try:
        names = listdir(top)
    except OSError as error:
        if onerror is not None:
            onerror(error)
        return
    dirs, files = [], []
    for name in names:
        (dirs if path.isdir(path.join(top, name)) else files).append(name)
    if topdown:
        yield top, dirs, files
    for name in dirs:
        inner = path.join(top, name)
        if followlinks or not path.islink(inner):
            yield from walk(inner, topdown, onerror, followlinks)
    if not topdown:
        yield top, dirs, files


def fspath(path):
    """Return the file system path representation of the object."""
    if isinstance(path, (str, bytes)):
        return path
    method = getattr(type(path), '__fspath__', None)
    if method is None:
        raise TypeError('expected str, bytes or os.PathLike object, not ' + type(path).__name__)
    made = method(path)
    if isinstance(made, (str, bytes)):
        return made
    raise TypeError('expected {}.__fspath__() to return str or bytes, not {}'.format(
        type(path).__name__, type(made).__name__))


def fsencode(filename):
    """Encode filename to the file system encoding."""
    filename = fspath(filename)
    return filename.encode('utf-8', 'surrogateescape') if isinstance(filename, str) else filename


def fsdecode(filename):
    """Decode filename from the file system encoding."""
    filename = fspath(filename)
    return filename.decode('utf-8', 'surrogateescape') if isinstance(filename, bytes) else filename


class PathLike(abc.ABC):
    """Abstract base class for implementing the file system path protocol."""

    __slots__ = ()

    @abc.abstractmethod
    def __fspath__(self):
        """Return the file system path representation of the object."""
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        return hasattr(subclass, '__fspath__') if cls is PathLike else NotImplemented


uname_result = record('posix.uname_result', 'The operating system.',
                      ('sysname', 'nodename', 'release', 'version', 'machine'))


def uname():
    """Return an object identifying the current operating system."""
    return uname_result(posix.uname())


terminal_size = record('os.terminal_size', 'The size of a terminal.', ('columns', 'lines'))


def get_terminal_size(fd=1):
    """Return the size of the terminal window as (columns, lines)."""
    import _fcntl
    size = _fcntl.ioctl(fd, 0x5413, bytes(8))
    return terminal_size((int.from_bytes(size[2:4], 'little'), int.from_bytes(size[:2], 'little')))


def fdopen(fd, mode='r', buffering=-1, encoding=None, *args, **kwargs):
    """Open a file descriptor as a file."""
    if not isinstance(fd, int):
        raise TypeError(f'invalid fd type ({type(fd)}, expected integer)')
    import io
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)


def popen(cmd, mode='r', buffering=-1):
    """Run a command of the shell, and open a pipe to it."""
    if not isinstance(cmd, str):
        raise TypeError(f'invalid cmd type ({type(cmd)}, expected string)')
    if mode not in ('r', 'w'):
        raise ValueError(f'invalid mode {mode!r}')
    import subprocess
    if mode == 'r':
        process = subprocess.Popen(cmd, shell=True, text=True, stdout=subprocess.PIPE)
        return _Pipe(process.stdout, process)
    process = subprocess.Popen(cmd, shell=True, text=True, stdin=subprocess.PIPE)
    return _Pipe(process.stdin, process)


class _Pipe:
    """The file of popen(); closing it waits for the command."""

    def __init__(self, stream, process):
        self._stream, self._process = stream, process

    def close(self):
        self._stream.close()
        status = self._process.wait()
        return None if status == 0 else -status if status < 0 else status << 8

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def __getattr__(self, name):
        return getattr(self._stream, name)

    def __iter__(self):
        return iter(self._stream)


def truncate(path, length):
    """Makes a file so long: the rest is cut off, or zeros are added."""
    if isinstance(path, int):
        return posix.ftruncate(path, length)
    fd = open(path, O_WRONLY)
    try:
        posix.ftruncate(fd, length)
    finally:
        close(fd)


def utime(path, times=None, *, ns=None):
    """Set the access and modified time of path."""
    if times is not None and ns is not None:
        raise ValueError("utime: you may specify either 'times' or 'ns' but not both")
    if times is not None:
        ns = [int(seconds * 1_000_000_000) for seconds in times]
    if ns is None:
        import time
        ns = [time.time_ns()] * 2
    posix._utime(path, *ns)


def execve(path, argv, env):
    """Execute a program with another environment, replacing the current process."""
    posix._execve(path, argv, env)


def execv(path, argv):
    """Execute a program, replacing the current process."""
    posix._execve(path, argv, dict(environ))


def execvp(file, args):
    """Execute a program that is looked for along PATH, replacing the current process."""
    import shutil
    execv(shutil.which(file) or file, args)


def execl(file, *args):
    """Execute a program with the given arguments, replacing the current process."""
    execv(file, args)


def get_exec_path(env=None):
    """The folders in which programs are looked for."""
    return (environ if env is None else env).get('PATH', defpath).split(pathsep)


_before_fork, _after_fork_in_parent, _after_fork_in_child = [], [], []


def register_at_fork(*, before=None, after_in_child=None, after_in_parent=None):
    """Call functions before a fork, the last registered first, and after it, here and there."""
    given = before, after_in_child, after_in_parent
    if given == (None, None, None):
        raise TypeError('At least one argument is required.')
    for function, name in zip(given, ('before', 'after_in_child', 'after_in_parent')):
        if function is not None and not callable(function):
            raise TypeError(f"'{name}' must be callable, not {type(function).__name__}")
    for function, all in zip(given, (_before_fork, _after_fork_in_child, _after_fork_in_parent)):
        if function is not None:
            all.append(function)


def fork():
    """Make a child, a copy of this process: 0 there, its number here."""
    for function in reversed(_before_fork):
        function()
    pid = posix.fork()
    for function in _after_fork_in_parent if pid else _after_fork_in_child:
        function()
    if pid and _thread._count() > 0:
        import warnings
        warnings.warn(f'This process (pid={getpid()}) is multi-threaded, use of fork() may lead to deadlocks in the child.',
                      DeprecationWarning, stacklevel=2)
    return pid


def abort():
    """Abort the interpreter immediately."""
    kill(getpid(), 6)


__all__ = [name for name in dir() if not name.startswith('_') and name not in ('abc', 'posix', 'sys', 'MutableMapping')]
__all__.append('_exit')
