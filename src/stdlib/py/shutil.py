"""Whole files and folder trees."""

import _resource
import os
import stat as _stat
import sys
from collections import namedtuple

__all__ = ['copyfileobj', 'copyfile', 'copymode', 'copystat', 'copy', 'copy2', 'copytree', 'move', 'rmtree',
           'Error', 'SameFileError', 'which', 'get_terminal_size', 'ignore_patterns', 'disk_usage']


class Error(OSError):
    pass


class SameFileError(Error):
    """Raised when source and destination are the same file."""


def copyfileobj(fsrc, fdst, length=65536):
    """Copy data from one file object to another."""
    while chunk := fsrc.read(length):
        fdst.write(chunk)


def _same(src, dst):
    return os.path.exists(dst) and os.path.samefile(src, dst)


def copyfile(src, dst, *, follow_symlinks=True):
    """Copy the contents of a file."""
    if _same(src, dst):
        raise SameFileError(f'{src!r} and {dst!r} are the same file')
    if not follow_symlinks and os.path.islink(src):
        os.symlink(os.readlink(src), dst)
        return dst
    with open(src, 'rb') as source, open(dst, 'wb') as target:
        copyfileobj(source, target)
    return dst


def copymode(src, dst, *, follow_symlinks=True):
    """Copy the permissions of a file."""
    os.chmod(dst, _stat.S_IMODE(os.stat(src).st_mode))


def copystat(src, dst, *, follow_symlinks=True):
    """Copy permissions and times."""
    copymode(src, dst)
    if hasattr(os, 'utime'):
        times = os.stat(src)
        os.utime(dst, ns=(times.st_atime_ns, times.st_mtime_ns))


def _target(src, dst):
    return os.path.join(dst, os.path.basename(src)) if os.path.isdir(dst) else dst


def copy(src, dst, *, follow_symlinks=True):
    """Copy contents and permissions; the destination may be a folder."""
    dst = _target(src, dst)
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copymode(src, dst)
    return dst


def copy2(src, dst, *, follow_symlinks=True):
    """Copy contents, permissions and times."""
    dst = _target(src, dst)
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copystat(src, dst)
    return dst


def ignore_patterns(*patterns):
    """What copytree(ignore=...) is given to leave out names like these."""
    import fnmatch

    def ignore(path, names):
        return {name for pattern in patterns for name in fnmatch.filter(names, pattern)}

    return ignore


def copytree(src, dst, symlinks=False, ignore=None, copy_function=copy2, ignore_dangling_symlinks=False,
             dirs_exist_ok=False):
    """Copy a folder and all in it."""
    names = os.listdir(src)
    left_out = ignore(os.fspath(src), names) if ignore else ()
    os.makedirs(dst, exist_ok=dirs_exist_ok)
    errors = []
    for name in names:
        if name in left_out:
            continue
        source, target = os.path.join(src, name), os.path.join(dst, name)
        try:
            if symlinks and os.path.islink(source):
                os.symlink(os.readlink(source), target)
            elif os.path.isdir(source):
                copytree(source, target, symlinks, ignore, copy_function, dirs_exist_ok=dirs_exist_ok)
            else:
                copy_function(source, target)
        except Error as error:
            errors.extend(error.args[0])
        except OSError as error:
            errors.append((source, target, str(error)))
    if errors:
        raise Error(errors)
    return dst


def rmtree(path, ignore_errors=False, onerror=None, *, onexc=None, dir_fd=None):
    """Remove a folder and all in it."""
    def failed(function, path, error):
        if ignore_errors:
            return
        if onexc is not None:
            onexc(function, path, error)
        elif onerror is not None:
            onerror(function, path, (type(error), error, error.__traceback__))
        else:
            raise error

    if os.path.islink(path):
        failed(os.path.islink, path, OSError('Cannot call rmtree on a symbolic link'))
        return
    try:
        names = os.listdir(path)
    except OSError as error:
        failed(os.listdir, path, error)
        names = []
    for name in names:
        inner = os.path.join(path, name)
        if os.path.isdir(inner) and not os.path.islink(inner):
            rmtree(inner, ignore_errors, onerror, onexc=onexc)
            continue
        try:
            os.unlink(inner)
        except OSError as error:
            failed(os.unlink, inner, error)
    try:
        os.rmdir(path)
    except OSError as error:
        failed(os.rmdir, path, error)


def move(src, dst, copy_function=copy2):
    """Move a file or folder; the destination may be a folder."""
    target = dst
    if os.path.isdir(dst):
        target = os.path.join(dst, os.path.basename(os.fspath(src).rstrip('/')))
        if os.path.exists(target):
            raise Error(f"Destination path '{target}' already exists")
    try:
        os.rename(src, target)
    except OSError:
        if os.path.isdir(src) and not os.path.islink(src):
            copytree(src, target, symlinks=True, copy_function=copy_function)
            rmtree(src)
        else:
            copy_function(src, target)
            os.unlink(src)
    return target


def which(cmd, mode=os.F_OK | os.X_OK, path=None):
    """The path of the program that a shell would run, or None."""
    def runs(file):
        return os.path.exists(file) and os.access(file, mode) and not os.path.isdir(file)

    if os.path.dirname(cmd):
        return cmd if runs(cmd) else None
    path = os.environ.get('PATH', os.defpath) if path is None else path
    for folder in path.split(os.pathsep) if path else ():
        file = os.path.join(folder, cmd)
        if runs(file):
            return file
    return None


_Usage = namedtuple('usage', 'total used free')


def disk_usage(path):
    """How many bytes the disk of a path has, how many are used, and how many are free."""
    return _Usage(*_resource.disk_space(os.fspath(path)))


def get_terminal_size(fallback=(80, 24)):
    """Get the size of the terminal window; COLUMNS and LINES have the first word."""
    size = []
    for name, place in (('COLUMNS', 0), ('LINES', 1)):
        try:
            value = int(os.environ[name])
        except (KeyError, ValueError):
            value = 0
        if value <= 0:
            try:
                value = os.get_terminal_size(sys.__stdout__.fileno())[place] or fallback[place]
            except (AttributeError, ValueError, OSError):
                value = fallback[place]
        size.append(value)
    return os.terminal_size(size)
