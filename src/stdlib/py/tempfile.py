"""Files and folders that are gone afterwards."""

import os
import shutil
import sys

from random import Random as _Random

__all__ = ['NamedTemporaryFile', 'TemporaryFile', 'SpooledTemporaryFile', 'TemporaryDirectory', 'mkstemp', 'mkdtemp',
           'mktemp', 'TMP_MAX', 'gettempprefix', 'tempdir', 'gettempdir']

TMP_MAX = 10000
tempdir = None
_random = None


def gettempprefix():
    """What the names start with."""
    return 'tmp'


def gettempdir():
    """The folder for temporary files."""
    global tempdir
    if tempdir is None:
        candidates = [os.getenv(name) for name in ('TMPDIR', 'TEMP', 'TMP')] + ['/tmp', '/var/tmp', '/usr/tmp']
        for folder in candidates:
            if folder and os.path.isdir(folder) and os.access(folder, os.W_OK):
                tempdir = os.path.abspath(folder)
                break
        else:
            tempdir = os.getcwd()
    return tempdir


def _names(suffix, prefix, dir):
    global _random
    if _random is None or _random[0] != os.getpid():
        _random = os.getpid(), _Random()
    folder = gettempdir() if dir is None else dir
    prefix = 'tmp' if prefix is None else prefix
    for _ in range(TMP_MAX):
        middle = ''.join(_random[1].choices('abcdefghijklmnopqrstuvwxyz0123456789_', k=8))
        yield os.path.abspath(os.path.join(folder, f'{prefix}{middle}{suffix or ""}'))
    raise FileExistsError(17, 'No usable temporary name found')


def mkdtemp(suffix=None, prefix=None, dir=None):
    """Make a folder with a new name."""
    for name in _names(suffix, prefix, dir):
        try:
            os.mkdir(name, 0o700)
            return name
        except FileExistsError:
            continue


def mktemp(suffix='', prefix='tmp', dir=None):
    """A name that nothing has yet; somebody may take it before you do."""
    return next(name for name in _names(suffix, prefix, dir) if not os.path.lexists(name))


def _create(suffix, prefix, dir):
    """The name of a new empty file that only the user may read."""
    for name in _names(suffix, prefix, dir):
        try:
            with open(name, 'x'):
                os.chmod(name, 0o600)
            return name
        except FileExistsError:
            continue


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    """Make a file with a new name, and open it: (file descriptor, name)."""
    name = _create(suffix, prefix, dir)
    return os.open(name, os.O_RDWR), name


class _TemporaryFile:
    """A file that is removed when it is closed."""

    def __init__(self, file, name, delete):
        self.file, self.name, self.delete = file, name, delete

    def __getattr__(self, name):
        return getattr(self.file, name)

    def __iter__(self):
        return iter(self.file)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def close(self):
        if not self.file.closed:
            self.file.close()
            if self.delete and os.path.exists(self.name):
                os.unlink(self.name)


def NamedTemporaryFile(mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None,
                       delete=True, *, errors=None, delete_on_close=True):
    """Create and return a temporary file that has a name."""
    name = _create(suffix, prefix, dir)
    file = open(name, mode, buffering, encoding, errors, newline)
    return _TemporaryFile(file, name, delete)


def TemporaryFile(mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *,
                  errors=None):
    """Create and return a temporary file that has no name."""
    name = _create(suffix, prefix, dir)
    file = open(name, mode, buffering, encoding, errors, newline)
    os.unlink(name)
    return file


class TemporaryDirectory:
    """A folder that is removed, with all in it, behind a `with` block."""

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False, *, delete=True):
        self.name = mkdtemp(suffix, prefix, dir)
        self._ignore, self._delete = ignore_cleanup_errors, delete

    def __repr__(self):
        return f'<{self.__class__.__name__} {self.name!r}>'

    def __enter__(self):
        return self.name

    def __exit__(self, *error):
        if self._delete:
            self.cleanup()

    def cleanup(self):
        """Remove the folder now."""
        if os.path.exists(self.name):
            shutil.rmtree(self.name, ignore_errors=self._ignore)


class SpooledTemporaryFile:
    """A temporary file that is kept in memory."""

    def __init__(self, max_size=0, mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None,
                 dir=None, *, errors=None):
        import io
        self._file = io.BytesIO() if 'b' in mode else io.StringIO()
        self.mode = mode

    def rollover(self):
        """Put the data into a file on disk."""
        data = self._file.getvalue()
        at = self._file.tell()
        self._file = TemporaryFile(self.mode)
        self._file.write(data)
        self._file.seek(at)

    def __getattr__(self, name):
        return getattr(self._file, name)

    def __iter__(self):
        return iter(self._file)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._file.close()
