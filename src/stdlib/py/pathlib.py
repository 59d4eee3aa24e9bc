"""Paths as objects: what can be said of the text alone (pure paths), and what the system says."""

import fnmatch
import io
import os
import posixpath
import re
import stat

__all__ = ['PurePath', 'PurePosixPath', 'PureWindowsPath', 'Path', 'PosixPath', 'WindowsPath']


class PurePath:
    """A path, and operations on it that do not touch the file system."""

    __slots__ = ('_root', '_parts', '_text')

    def __new__(cls, *args):
        if cls is PurePath:
            cls = PurePosixPath
        elif cls is Path:
            cls = PosixPath
        return object.__new__(cls)

    def __init__(self, *args):
        texts = []
        for arg in args:
            try:
                text = arg._str() if isinstance(arg, PurePath) else os.fspath(arg)
            except TypeError:
                text = arg
            if not isinstance(text, str):
                raise TypeError('argument should be a str or an os.PathLike object where __fspath__ returns a str, '
                                f'not {type(text).__name__!r}')
            texts.append(text)
        self._root, self._parts = self._parsed(texts)
        self._text = None

    _separator = '/'

    @staticmethod
    def _parsed(texts):
        """What a path begins with, and its names."""
        text = posixpath.join(*texts) if texts else ''
        # Two slashes in front are not the same as one; three are.
        root = '//' if text.startswith('//') and not text.startswith('///') else text[:1] if text[:1] == '/' else ''
        return root, [part for part in text.split('/') if part and part != '.']

    @classmethod
    def _of(cls, root, parts):
        self = object.__new__(cls)
        self._root, self._parts, self._text = root, parts, None
        return self

    def with_segments(self, *pathsegments):
        """Make a path of the same kind."""
        return type(self)(*pathsegments)

    def _str(self):
        if self._text is None:
            self._text = self._root + self._separator.join(self._parts) or '.'
        return self._text

    def __str__(self):
        return self._str()

    def __fspath__(self):
        return self._str()

    def as_posix(self):
        """The path with forward slashes."""
        return self._str()

    def __bytes__(self):
        return os.fsencode(self._str())

    def __repr__(self):
        return f'{type(self).__name__}({self.as_posix()!r})'

    def __eq__(self, other):
        if not isinstance(other, PurePath) or self._separator != other._separator:
            return NotImplemented
        return self._root == other._root and self._parts == other._parts

    def __hash__(self):
        return hash((self._root, *self._parts))

    def _ordered(self, other):
        return isinstance(other, PurePath) and self._separator == other._separator

    def _key(self):
        return self.parts

    def __lt__(self, other):
        return self._key() < other._key() if self._ordered(other) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if self._ordered(other) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if self._ordered(other) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if self._ordered(other) else NotImplemented

    def __truediv__(self, key):
        try:
            return self.with_segments(self, key)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self.with_segments(key, self)
        except TypeError:
            return NotImplemented

    def __reduce__(self):
        return self.__class__, self.parts

    drive = property(lambda self: '')
    root = property(lambda self: self._root)
    anchor = property(lambda self: self._root)
    parts = property(lambda self: ((self._root,) if self._root else ()) + tuple(self._parts))

    @property
    def name(self):
        """The last part."""
        return self._parts[-1] if self._parts else ''

    @property
    def suffix(self):
        """The last part's extension, with the dot."""
        name = self.name
        at = name.rfind('.')
        return name[at:] if 0 < at < len(name) - 1 else ''

    @property
    def suffixes(self):
        """All of the last part's extensions."""
        name = self.name
        if name.endswith('.'):
            return []
        return ['.' + suffix for suffix in name.lstrip('.').split('.')[1:]]

    @property
    def stem(self):
        """The last part without its extension."""
        name = self.name
        at = name.rfind('.')
        return name[:at] if 0 < at < len(name) - 1 else name

    @property
    def parent(self):
        """The path without its last part."""
        return self._made(self._parts[:-1]) if self._parts else self

    @property
    def parents(self):
        """All the folders that the path is in, the nearest first."""
        return _Parents(self)

    def _made(self, parts):
        return self.with_segments(self._root + self._separator.join(parts))

    def joinpath(self, *pathsegments):
        """The path with more behind it."""
        return self.with_segments(self, *pathsegments)

    def with_name(self, name):
        """The path with another last part."""
        if not self.name:
            raise ValueError(f'{self!r} has an empty name')
        if not name or self._separator in name or '/' in name or name == '.':
            raise ValueError(f'Invalid name {name!r}')
        return self._made(self._parts[:-1] + [name])

    def with_stem(self, stem):
        """The path with another name but the same extension."""
        return self.with_name(stem + self.suffix)

    def with_suffix(self, suffix):
        """The path with another extension."""
        if '/' in suffix or self._separator in suffix or suffix and not suffix.startswith('.') or suffix == '.':
            raise ValueError(f'Invalid suffix {suffix!r}')
        name = self.name
        if not name:
            raise ValueError(f'{self!r} has an empty name')
        old = self.suffix
        return self._made(self._parts[:-1] + [(name[:-len(old)] if old else name) + suffix])

    def relative_to(self, other, /, *_deprecated, walk_up=False):
        """The path as seen from another."""
        other = self.with_segments(other, *_deprecated)
        steps = 0
        for steps, path in enumerate([other, *other.parents]):
            if path == self or path in self.parents:
                break
            if not walk_up:
                raise ValueError(f'{str(self)!r} is not in the subpath of {str(other)!r}')
            if path.name == '..':
                raise ValueError(f"'..' segment in {str(other)!r} cannot be walked")
        else:
            raise ValueError(f'{str(self)!r} and {str(other)!r} have different anchors')
        return self.with_segments(*['..'] * steps, *self._parts[len(path._parts):])

    def is_relative_to(self, other, /, *_deprecated):
        """Whether the path is another or inside it."""
        other = self.with_segments(other, *_deprecated)
        return other == self or other in self.parents

    def is_absolute(self):
        """Whether the path starts at the root."""
        return bool(self._root)

    def is_reserved(self):
        """Whether the name is one that Windows reserves."""
        return False

    def as_uri(self):
        """The path as a 'file' URI."""
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        from urllib.parse import quote
        return 'file://' + quote(self._str())

    def match(self, path_pattern, *, case_sensitive=None):
        """Whether the path matches a pattern, from the right if the pattern is relative."""
        pattern = self.with_segments(path_pattern)
        wanted, parts = list(pattern.parts), list(self.parts)
        if not wanted:
            raise ValueError('empty pattern')
        if len(wanted) > len(parts) or pattern._root and len(wanted) != len(parts):
            return False
        if case_sensitive is None:
            case_sensitive = self._separator == '/'
        flags = 0 if case_sensitive else re.IGNORECASE
        return all(re.match(fnmatch.translate(want), part, flags)
                   for want, part in zip(reversed(wanted), reversed(parts)))


class _Parents:
    """The folders that a path is in."""

    def __init__(self, path):
        self._path = path

    def __len__(self):
        return len(self._path._parts)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return tuple(self[at] for at in range(*index.indices(len(self))))
        count = len(self)
        if not -count <= index < count:
            raise IndexError(index)
        return self._path._made(self._path._parts[:count - index % count - 1])

    def __repr__(self):
        return f'<{type(self._path).__name__}.parents>'


class PurePosixPath(PurePath):
    """A pure path of a Unix system."""

    __slots__ = ()


class PureWindowsPath(PurePath):
    """A pure path of Windows: upper and lower case are the same."""

    __slots__ = ()
    _separator = '\\'

    @staticmethod
    def _parsed(texts):
        import ntpath
        text = ntpath.join(*texts).replace('/', '\\') if texts else ''
        drive, root, rest = ntpath.splitroot(text)
        if not root and drive.startswith('\\') and not drive.endswith('\\') and drive.count('\\') == 3 \
                and drive[2:4] not in ('?\\', '.\\'):
            # A share has a root even if it is not written.
            root = '\\'
        return drive + root, [part for part in rest.split('\\') if part and part != '.']

    def _folded(self):
        return self._str().lower()

    def __eq__(self, other):
        return self._folded() == other._folded() if isinstance(other, PureWindowsPath) else NotImplemented

    def __hash__(self):
        return hash(self._folded())

    def _key(self):
        return [part.lower() for part in self.parts]

    def _cut(self):
        import ntpath
        return ntpath.splitroot(self._root)

    drive = property(lambda self: self._cut()[0])
    root = property(lambda self: self._cut()[1])

    def as_posix(self):
        """The path with forward slashes."""
        return self._str().replace('\\', '/')

    def is_absolute(self):
        """Whether the path has a drive and a root."""
        return bool(self.drive and self.root)

    def is_reserved(self):
        """Whether the name is one that Windows reserves."""
        if not self._parts or self._root.startswith('\\\\'):
            return False
        name = self._parts[-1].partition('.')[0].partition(':')[0].rstrip(' ').upper()
        digits = '123456789\u00b9\u00b2\u00b3'
        return name in ('CON', 'PRN', 'AUX', 'NUL', 'CONIN$', 'CONOUT$') or (
            name[:3] in ('COM', 'LPT') and len(name) == 4 and name[3] in digits)

    def as_uri(self):
        """The path as a 'file' URI."""
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        from urllib.parse import quote
        drive = self.drive
        if drive[1:2] == ':':
            return f'file:///{drive}' + quote(self.as_posix()[2:])
        return 'file:' + quote(self.as_posix())


class Path(PurePath):
    """A path that can be looked at and changed."""

    __slots__ = ()

    @classmethod
    def cwd(cls):
        """The current folder."""
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        """The user's own folder."""
        return cls('~').expanduser()

    # --- looking ---

    def stat(self, *, follow_symlinks=True):
        """What is known of the file."""
        return os.stat(self, follow_symlinks=follow_symlinks)

    def lstat(self):
        """The same, of the link itself."""
        return os.lstat(self)

    def _mode_is(self, test, follow=True):
        try:
            return test(os.stat(self, follow_symlinks=follow).st_mode)
        except (OSError, ValueError):
            return False

    def exists(self, *, follow_symlinks=True):
        """Whether the path is there."""
        return self._mode_is(lambda mode: True, follow_symlinks)

    def is_dir(self):
        """Whether the path is a folder."""
        return self._mode_is(stat.S_ISDIR)

    def is_file(self):
        """Whether the path is a regular file."""
        return self._mode_is(stat.S_ISREG)

    def is_symlink(self):
        """Whether the path is a symbolic link."""
        return self._mode_is(stat.S_ISLNK, False)

    def is_fifo(self):
        """Whether the path is a named pipe."""
        return self._mode_is(stat.S_ISFIFO)

    def owner(self):
        """Return the login name of the file owner."""
        import pwd
        return pwd.getpwuid(self.stat().st_uid).pw_name

    def group(self):
        """Return the group name of the file gid."""
        import grp
        return grp.getgrgid(self.stat().st_gid).gr_name

    def is_mount(self):
        """Check if this path is a mount point"""
        return posixpath.ismount(self)

    def is_junction(self):
        """Whether this path is a junction."""
        return False

    def is_socket(self):
        """Whether the path is a socket."""
        return self._mode_is(stat.S_ISSOCK)

    def samefile(self, other_path):
        """Whether two paths are the same file."""
        return os.path.samefile(self, other_path)

    def absolute(self):
        """The path from the root on; links and `..` stay."""
        return self if self.is_absolute() else self.with_segments(os.getcwd(), self)

    def resolve(self, strict=False):
        """The path from the root on, without links and `..`."""
        if strict:
            os.stat(self)
        return self.with_segments(os.path.realpath(self))

    def readlink(self):
        """What the link points to."""
        return self.with_segments(os.readlink(self))

    def expanduser(self):
        """The path with the user's folder in place of `~`."""
        if not self._root and self._parts and self._parts[0].startswith('~'):
            home = os.path.expanduser(self._parts[0])
            if home.startswith('~'):
                raise RuntimeError('Could not determine home directory.')
            return self.with_segments(home, *self._parts[1:])
        return self

    def iterdir(self):
        """The paths in the folder."""
        for name in os.listdir(self):
            yield self / name

    def walk(self, top_down=True, on_error=None, follow_symlinks=False):
        """The folder and all in it: (folder, names of folders, names of files)."""
        for folder, dirs, files in os.walk(self, top_down, on_error, follow_symlinks):
            yield self.with_segments(folder), dirs, files

    def glob(self, pattern, *, case_sensitive=None):
        """The paths below that match a pattern."""
        if not pattern:
            raise ValueError(f'Unacceptable pattern: {pattern!r}')
        pattern = self.with_segments(pattern) if not isinstance(pattern, PurePath) else pattern
        if pattern._root:
            raise NotImplementedError('Non-relative patterns are unsupported')
        seen = set()
        for path in self._select(pattern._parts):
            if path not in seen:
                seen.add(path)
                yield path

    def rglob(self, pattern, *, case_sensitive=None):
        """The same, in all folders below."""
        return self.glob('**/' + str(pattern), case_sensitive=case_sensitive)

    def _select(self, parts):
        if not parts:
            if self.exists():
                yield self
            return
        part, *rest = parts
        if part == '**':
            yield from self._folders(rest)
        elif part == '..' or not re.search('[*?[]', part):
            yield from (self / part)._select(rest)
        else:
            try:
                names = os.listdir(self)
            except OSError:
                return
            for name in fnmatch.filter(names, part):
                path = self / name
                if not rest or path.is_dir():
                    yield from path._select(rest)

    def _folders(self, rest):
        if not self.is_dir():
            return
        if rest:
            yield from self._select(rest)
        else:
            yield self
        for path in list(self.iterdir()):
            if path.is_dir() and not path.is_symlink():
                yield from path._folders(rest)

    # --- reading and writing ---

    def open(self, mode='r', buffering=-1, encoding=None, errors=None, newline=None):
        """Open the file."""
        return io.open(self._str(), mode, buffering, encoding, errors, newline)

    def read_bytes(self):
        """The bytes of the file."""
        with self.open('rb') as file:
            return file.read()

    def read_text(self, encoding=None, errors=None):
        """The text of the file."""
        with self.open('r', encoding=encoding, errors=errors) as file:
            return file.read()

    def write_bytes(self, data):
        """Make the file hold some bytes."""
        with self.open('wb') as file:
            return file.write(data)

    def write_text(self, data, encoding=None, errors=None, newline=None):
        """Make the file hold a text."""
        if not isinstance(data, str):
            raise TypeError(f'data must be str, not {data.__class__.__name__}')
        with self.open('w', encoding=encoding, errors=errors, newline=newline) as file:
            return file.write(data)

    def touch(self, mode=0o666, exist_ok=True):
        """Make the file if it is not there."""
        if self.exists() and not exist_ok:
            raise FileExistsError(17, 'File exists', self._str())
        with self.open('ab'):
            pass

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        """Make the folder."""
        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, parents=False, exist_ok=exist_ok)
        except OSError:
            if not exist_ok or not self.is_dir():
                raise

    def chmod(self, mode, *, follow_symlinks=True):
        """Change the permissions."""
        os.chmod(self, mode)

    def unlink(self, missing_ok=False):
        """Remove the file."""
        try:
            os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rmdir(self):
        """Remove the empty folder."""
        os.rmdir(self)

    def rename(self, target):
        """Give the file another name."""
        os.rename(self, target)
        return self.with_segments(target)

    def replace(self, target):
        """The same, whatever had that name before."""
        os.replace(self, target)
        return self.with_segments(target)

    def symlink_to(self, target, target_is_directory=False):
        """Make the path a link to another."""
        os.symlink(target, self)


class WindowsPath(Path, PureWindowsPath):
    """A path of another system."""

    __slots__ = ()

    def __init__(self, *args):
        raise NotImplementedError("cannot instantiate 'WindowsPath' on your system")


class PosixPath(Path, PurePosixPath):
    """A path of a Unix system."""

    __slots__ = ()
