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


# --- archives ---

class ReadError(OSError):
    """An archive can't be read."""


class RegistryError(Exception):
    """A kind of archive that there is already, or not at all."""


def _make_tar(base_name, root, base_dir, compression, ending, owner, group):
    import tarfile
    name = base_name + '.tar' + ending

    def owned(member):
        if owner is not None:
            import pwd
            member.uname, member.uid = owner, pwd.getpwnam(owner)[2]
        if group is not None:
            import grp
            member.gname, member.gid = group, grp.getgrnam(group)[2]
        return member

    with tarfile.open(name, f'w|{compression}' if compression else 'w') as tar:
        tar.add(os.path.join(root, base_dir) if root else base_dir, base_dir, filter=owned)
    return name


def _make_zip(base_name, root, base_dir, *_):
    import zipfile
    name = base_name + '.zip'
    start = os.path.join(root, base_dir) if root else base_dir

    def inner(path):
        return os.path.normpath(os.path.relpath(path, root) if root else path)

    with zipfile.ZipFile(name, 'w', zipfile.ZIP_DEFLATED) as archive:
        if os.path.normpath(base_dir) != os.curdir:
            archive.write(start, inner(start))
        for folder, folders, files in os.walk(start):
            for each in sorted(folders):
                archive.write(os.path.join(folder, each), inner(os.path.join(folder, each)))
            for each in files:
                if os.path.isfile(path := os.path.join(folder, each)):
                    archive.write(path, inner(path))
    return name


_ARCHIVES = {
    'bztar': ("bzip2'ed tar-file", 'bz2', '.bz2'), 'gztar': ("gzip'ed tar-file", 'gz', '.gz'),
    'tar': ('uncompressed tar file', '', ''), 'xztar': ("xz'ed tar-file", 'xz', '.xz'), 'zip': ('ZIP file', None, None),
}


def get_archive_formats():
    """(name, description) of the kinds of archives that can be made."""
    return sorted((name, it[0]) for name, it in _ARCHIVES.items())


def register_archive_format(name, function, extra_args=None, description=''):
    """Adds a kind of archives."""
    if not callable(function):
        raise TypeError('The %s object is not callable' % function)
    _ARCHIVES[name] = (description, function, extra_args or [])


def unregister_archive_format(name):
    """Takes a kind of archives away."""
    del _ARCHIVES[name]


def make_archive(base_name, format, root_dir=None, base_dir=None, verbose=0, dry_run=0, owner=None, group=None, logger=None):
    """Makes an archive of a folder; its name."""
    if format not in _ARCHIVES:
        raise ValueError("unknown archive format '%s'" % format)
    base_name = os.fspath(base_name)
    _, compression, ending = _ARCHIVES[format]
    base_dir = os.curdir if base_dir is None else base_dir
    if callable(compression):
        return compression(base_name, base_dir, **dict(ending))
    if root_dir is not None:
        root_dir = os.fspath(root_dir)
        if not os.path.isdir(root_dir):
            raise NotADirectoryError(20, 'Not a directory', root_dir)
    above = os.path.dirname(base_name)
    if above:
        os.makedirs(above, exist_ok=True)
    if compression is None:
        return _make_zip(base_name, root_dir, base_dir)
    return _make_tar(base_name, root_dir, base_dir, compression, ending, owner, group)


def _unpack_zip(filename, extract_dir):
    import zipfile
    if not zipfile.is_zipfile(filename):
        raise ReadError('%s is not a zip file' % filename)
    with zipfile.ZipFile(filename) as archive:
        for info in archive.infolist():
            # What does not stay below the folder is left out.
            if not info.filename.startswith('/') and '..' not in info.filename:
                archive.extract(info, extract_dir)


def _unpack_tar(filename, extract_dir, *, filter=None):
    import tarfile
    try:
        tar = tarfile.open(filename)
    except tarfile.TarError:
        raise ReadError('%s is not a compressed or uncompressed tar file' % filename) from None
    with tar:
        tar.extractall(extract_dir, filter=filter)


_UNPACKERS = {
    'bztar': (['.tar.bz2', '.tbz2'], _unpack_tar, "bzip2'ed tar-file"),
    'gztar': (['.tar.gz', '.tgz'], _unpack_tar, "gzip'ed tar-file"), 'tar': (['.tar'], _unpack_tar, 'uncompressed tar file'),
    'xztar': (['.tar.xz', '.txz'], _unpack_tar, "xz'ed tar-file"), 'zip': (['.zip'], _unpack_zip, 'ZIP file'),
}


def get_unpack_formats():
    """(name, endings, description) of the kinds of archives that can be unpacked."""
    return sorted((name, it[0], it[2]) for name, it in _UNPACKERS.items())


def register_unpack_format(name, extensions, function, extra_args=None, description=''):
    """Adds a kind of archives that can be unpacked."""
    for known, (endings, _, _) in _UNPACKERS.items():
        for ending in extensions:
            if ending in endings:
                raise RegistryError(f'{ending} is already registered for "{known}"')
    if not callable(function):
        raise TypeError('The registered function must be a callable')
    _UNPACKERS[name] = (extensions, lambda file, folder: function(file, folder, **dict(extra_args or ())), description)


def unregister_unpack_format(name):
    """Takes a kind of archives away."""
    del _UNPACKERS[name]


def unpack_archive(filename, extract_dir=None, format=None, *, filter=None):
    """Takes all out of an archive, whose ending says what it is."""
    extract_dir = os.getcwd() if extract_dir is None else os.fspath(extract_dir)
    filename = os.fspath(filename)
    if format is None:
        for format, (endings, _, _) in _UNPACKERS.items():
            if any(filename.endswith(ending) for ending in endings):
                break
        else:
            raise ReadError(f"Unknown archive format '{filename}'")
    elif format not in _UNPACKERS:
        raise ValueError(f"Unknown unpack format '{format}'")
    keywords = {} if filter is None else {'filter': filter}
    _UNPACKERS[format][1](filename, extract_dir, **keywords)
