"""Archives as the program tar makes them, compressed or not.

    with tarfile.open('a.tar.gz') as tar:
        tar.extractall('there', filter='data')

`_tar_info` has the members, `_tar_filters` what may be taken out.
"""

import builtins
import io
import os
import shutil
import stat
import sys
import warnings

from _tar_filters import (
    AbsoluteLinkError, AbsolutePathError, FilterError, LinkOutsideDestinationError, OutsideDestinationError,
    SpecialFileError, data_filter, fully_trusted_filter, tar_filter,
)
from _tar_filters import NAMED as _NAMED_FILTERS
from _tar_info import (
    AREGTYPE, BLKTYPE, BLOCKSIZE, CHRTYPE, CONTTYPE, DEFAULT_FORMAT, DIRTYPE, EOFHeaderError, EmptyHeaderError, FIFOTYPE,
    GNUTYPE_LONGLINK, GNUTYPE_LONGNAME, GNUTYPE_SPARSE, GNU_FORMAT, HeaderError, InvalidHeaderError, LENGTH_LINK,
    LENGTH_NAME, LENGTH_PREFIX, LNKTYPE, NUL, PAX_FIELDS,
    PAX_FORMAT, RECORDSIZE, REGTYPE, REGULAR_TYPES, SOLARIS_XHDTYPE, SUPPORTED_TYPES, SYMTYPE, SubsequentHeaderError, TarError,
    TarInfo, TruncatedHeaderError, USTAR_FORMAT, XGLTYPE, XHDTYPE,
)

__all__ = ['TarFile', 'TarInfo', 'is_tarfile', 'TarError', 'ReadError', 'CompressionError', 'StreamError', 'ExtractError',
           'HeaderError', 'ENCODING', 'USTAR_FORMAT', 'GNU_FORMAT', 'PAX_FORMAT', 'DEFAULT_FORMAT', 'open',
           'fully_trusted_filter', 'data_filter', 'tar_filter', 'FilterError', 'AbsoluteLinkError', 'OutsideDestinationError',
           'SpecialFileError', 'AbsolutePathError', 'LinkOutsideDestinationError']

ENCODING = sys.getfilesystemencoding()


class ReadError(TarError):
    """Not an archive, or one that ends too early."""


class CompressionError(TarError):
    """That compression there is not."""


class StreamError(TarError):
    """A stream can't do that."""


class ExtractError(TarError):
    """Something could not be done to a file that was taken out."""


class ExFileObject(io.BufferedReader):
    """The content of a member."""

    def __init__(self, tarfile, tarinfo):
        super().__init__(_Part(tarfile.fileobj, tarinfo))
        self._name = tarinfo.name

    name = property(lambda self: self._name)


class _Part(io.RawIOBase):
    """A part of a file; of a sparse file, parts with zeros between them."""

    def __init__(self, file, member):
        self._file, self._size, self._at = file, member.size, 0
        self.name = member.name
        # (where it is in the member, how long, where in the file)
        self._parts, start = [], member.offset_data
        for place, length in member.sparse if member.sparse is not None else [(0, member.size)]:
            self._parts.append((place, length, start))
            start += length

    def readable(self):
        return True

    def seekable(self):
        return True

    def tell(self):
        return self._at

    def seek(self, position, whence=0):
        base = (0, self._at, self._size)[whence]
        self._at = min(max(position + base, 0), self._size)
        return self._at

    def readinto(self, room):
        stop = min(self._at + len(room), self._size)
        done = 0
        while self._at < stop:
            count = stop - self._at
            for place, length, start in self._parts:
                if place <= self._at < place + length:
                    self._file.seek(start + self._at - place)
                    data = self._file.read(min(count, place + length - self._at))
                    if not data:
                        raise ReadError('unexpected end of data')
                    break
                if place > self._at:
                    data = NUL * min(count, place - self._at)
                    break
            else:
                data = NUL * count
            room[done:done + len(data)] = data
            done += len(data)
            self._at += len(data)
        return done


_NOT_ONE = {'gz': 'not a gzip file', 'bz2': 'not a bzip2 file', 'xz': 'not an lzma file'}


def _opened(module, what, name, mode, file, level):
    """The file that (de)compresses."""
    try:
        kind = __import__(module)
    except ImportError:
        raise CompressionError(f'{module} module is not available') from None
    if what == 'gz':
        return kind.GzipFile(name, mode + 'b', level, file)
    if what == 'bz2':
        return kind.BZ2File(file or name, mode, compresslevel=level)
    return kind.LZMAFile(file or name, mode, **({'preset': level} if mode != 'r' and level is not None else {}))


class TarFile:
    """An archive."""

    debug, dereference, ignore_zeros, errorlevel = 0, False, False, 1
    format, encoding, errors = DEFAULT_FORMAT, ENCODING, None
    tarinfo, fileobject = TarInfo, ExFileObject
    extraction_filter = None

    def __init__(self, name=None, mode='r', fileobj=None, format=None, tarinfo=None, dereference=None, ignore_zeros=None,
                 encoding=None, errors='surrogateescape', pax_headers=None, debug=None, errorlevel=None, copybufsize=None):
        modes = {'r': 'rb', 'a': 'r+b', 'w': 'wb', 'x': 'xb'}
        if mode not in modes:
            raise ValueError("mode must be 'r', 'a', 'w' or 'x'")
        self.mode, self._mode = mode, modes[mode]
        self._extfileobj = fileobj is not None
        if not fileobj:
            if mode == 'a' and not os.path.exists(name):
                self.mode, self._mode = 'w', 'wb'
            fileobj = builtins.open(name, self._mode)
        else:
            if name is None and isinstance(getattr(fileobj, 'name', None), (str, bytes)):
                name = fileobj.name
            self._mode = getattr(fileobj, 'mode', self._mode)
        self.name = os.path.abspath(name) if name else None
        self.fileobj = fileobj
        for key, value in (('format', format), ('tarinfo', tarinfo), ('dereference', dereference), ('debug', debug),
                           ('ignore_zeros', ignore_zeros), ('encoding', encoding), ('errorlevel', errorlevel)):
            if value is not None:
                setattr(self, key, value)
        self.errors, self.copybufsize = errors, copybufsize
        self.pax_headers = pax_headers if pax_headers is not None and self.format == PAX_FORMAT else {}
        self.closed, self.members, self._loaded, self.inodes = False, [], False, {}
        self.offset = self.fileobj.tell()
        try:
            if self.mode == 'r':
                self.firstmember = None
                self.firstmember = self.next()
            elif self.mode == 'a':
                self._find_end()
            if self.mode in ('a', 'w', 'x'):
                self._loaded = True
                if self.pax_headers:
                    self._write(self.tarinfo.create_pax_global_header(self.pax_headers.copy()))
        except:
            if not self._extfileobj:
                self.fileobj.close()
            self.closed = True
            raise

    def _find_end(self):
        """Goes behind the last member."""
        while True:
            self.fileobj.seek(self.offset)
            try:
                self.members.append(self.tarinfo.fromtarfile(self))
            except EOFHeaderError:
                self.fileobj.seek(self.offset)
                return
            except HeaderError as error:
                raise ReadError(str(error)) from None

    # --- opening ---

    @classmethod
    def open(cls, name=None, mode='r', fileobj=None, bufsize=10240, **kwargs):
        """Opens an archive: `r` finds out how it is compressed, `r:gz`, `w:xz` say it, and `r|` reads what can't be sought."""
        if not name and not fileobj:
            raise ValueError('nothing to open')
        if mode in ('r', 'r:*'):
            return cls._open_any(name, fileobj, kwargs)
        if ':' in mode:
            kind, _, compression = mode.partition(':')
            kind, compression = kind or 'r', compression or 'tar'
            if compression not in cls.OPEN_METH:
                raise CompressionError(f'unknown compression type {compression!r}')
            return getattr(cls, cls.OPEN_METH[compression])(name, kind, fileobj, **kwargs)
        if '|' in mode:
            kind, _, compression = mode.partition('|')
            kind, compression = kind or 'r', compression or 'tar'
            if kind not in ('r', 'w'):
                raise ValueError("mode must be 'r' or 'w'")
            if 'compresslevel' in kwargs and compression not in ('gz', 'bz2'):
                raise ValueError("compresslevel is only valid for w|gz and w|bz2 modes")
            return cls._open_stream(name, kind, compression, fileobj, kwargs)
        if mode in ('a', 'w', 'x'):
            return cls.taropen(name, mode, fileobj, **kwargs)
        raise ValueError('undiscernible mode')

    @classmethod
    def _open_any(cls, name, fileobj, kwargs):
        start = fileobj.tell() if fileobj is not None else 0
        failures = []
        for compression in sorted(cls.OPEN_METH, key=lambda it: it == 'tar'):
            try:
                return getattr(cls, cls.OPEN_METH[compression])(name, 'r', fileobj, **kwargs)
            except (ReadError, CompressionError) as error:
                failures.append(f'- method {compression}: {error!r}')
                if fileobj is not None:
                    fileobj.seek(start)
        listed = '\n'.join(failures)
        raise ReadError(f'file could not be opened successfully:\n{listed}')

    @classmethod
    def _open_stream(cls, name, kind, compression, fileobj, kwargs):
        """What can't be sought is read into memory, or written from the start to the end."""
        own = fileobj is None
        if own:
            fileobj = builtins.open(name, kind + 'b')
        level = kwargs.pop('compresslevel', 9)
        try:
            if kind == 'r':
                data = fileobj.read()
                inner = io.BytesIO(data)
                tar = cls._open_any(name, inner, kwargs) if compression == '*' else getattr(
                    cls, cls.OPEN_METH[compression])(name, 'r', inner, **kwargs)
            else:
                inner = _Forward(fileobj)
                if compression != 'tar':
                    inner = _opened({'gz': 'gzip', 'bz2': 'bz2', 'xz': 'lzma'}[compression], compression, name, 'w', inner,
                                    level if compression != 'xz' else None)
                tar = cls.taropen(name, 'w', inner, **kwargs)
                tar._extfileobj = compression == 'tar'
        except KeyError:
            raise CompressionError(f'unknown compression type {compression!r}') from None
        finally:
            if own and kind == 'r':
                fileobj.close()
        if own and kind == 'w':
            tar._also_close = fileobj
        return tar

    @classmethod
    def taropen(cls, name, mode='r', fileobj=None, **kwargs):
        """Opens an archive that is not compressed."""
        if mode not in ('r', 'a', 'w', 'x'):
            raise ValueError("mode must be 'r', 'a', 'w' or 'x'")
        return cls(name, mode, fileobj, **kwargs)

    @classmethod
    def _open_compressed(cls, module, what, name, mode, fileobj, level, kwargs):
        if mode not in ('r', 'w', 'x'):
            raise ValueError("mode must be 'r', 'w' or 'x'")
        if fileobj is None and mode == 'r':
            with builtins.open(name, 'rb'):
                pass
        inner = None
        try:
            inner = _opened(module, what, name, mode, fileobj, level)
            tar = cls.taropen(name, mode, inner, **kwargs)
        except (OSError, EOFError, ValueError) as error:
            if inner is not None:
                inner.close()
            if mode == 'r' and not isinstance(error, FileExistsError):
                raise ReadError(_NOT_ONE[what]) from error
            raise
        except Exception as error:
            if inner is not None:
                inner.close()
            if type(error).__name__ == 'LZMAError' and mode == 'r':
                raise ReadError(_NOT_ONE[what]) from error
            raise
        tar._extfileobj = False
        return tar

    @classmethod
    def gzopen(cls, name, mode='r', fileobj=None, compresslevel=9, **kwargs):
        """Opens an archive that gzip compresses."""
        return cls._open_compressed('gzip', 'gz', name, mode, fileobj, compresslevel, kwargs)

    @classmethod
    def bz2open(cls, name, mode='r', fileobj=None, compresslevel=9, **kwargs):
        """Opens an archive that bzip2 compresses."""
        return cls._open_compressed('bz2', 'bz2', name, mode, fileobj, compresslevel, kwargs)

    @classmethod
    def xzopen(cls, name, mode='r', fileobj=None, preset=None, **kwargs):
        """Opens an archive that xz compresses."""
        return cls._open_compressed('lzma', 'xz', name, mode, fileobj, preset, kwargs)

    OPEN_METH = {'tar': 'taropen', 'gz': 'gzopen', 'bz2': 'bz2open', 'xz': 'xzopen'}

    _also_close = None

    def close(self):
        """Ends the archive: two empty blocks, and zeros until a record is full."""
        if self.closed:
            return
        self.closed = True
        try:
            if self.mode in ('a', 'w', 'x'):
                self._write(NUL * (BLOCKSIZE * 2))
                self._write(NUL * (-self.offset % RECORDSIZE))
        finally:
            if not self._extfileobj:
                self.fileobj.close()
            if self._also_close is not None:
                self._also_close.close()

    def _check(self, modes=None):
        if self.closed:
            raise OSError('%s is closed' % self.__class__.__name__)
        if modes is not None and self.mode not in modes:
            raise OSError('bad operation for mode %r' % self.mode)

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, type, value, traceback):
        if type is None:
            self.close()
        else:
            # An archive that is not complete gets no end.
            if not self._extfileobj:
                self.fileobj.close()
            self.closed = True

    # --- members ---

    def next(self):
        """The next member, or None."""
        self._check('ra')
        if getattr(self, 'firstmember', None) is not None:
            member, self.firstmember = self.firstmember, None
            return member
        member = None
        while True:
            if self.offset:
                # A file that is shorter than its last member says that there is no more.
                self.fileobj.seek(self.offset - 1)
                if not self.fileobj.read(1):
                    raise ReadError('unexpected end of data')
            try:
                member = self.tarinfo.fromtarfile(self)
            except EOFHeaderError:
                if self.ignore_zeros:
                    self.offset += BLOCKSIZE
                    continue
            except InvalidHeaderError as error:
                if self.ignore_zeros:
                    self.offset += BLOCKSIZE
                    continue
                if self.offset == 0:
                    raise ReadError(str(error)) from None
            except EmptyHeaderError:
                if self.offset == 0:
                    raise ReadError('empty file') from None
            except TruncatedHeaderError as error:
                if self.offset == 0:
                    raise ReadError(str(error)) from None
            except SubsequentHeaderError as error:
                raise ReadError(str(error)) from None
            break
        if member is None:
            self._loaded = True
        else:
            self.members.append(member)
        return member

    def _load(self):
        if not self._loaded:
            while self.next() is not None:
                pass
            self._loaded = True

    def getmembers(self):
        """All members."""
        self._check()
        self._load()
        return self.members

    def getnames(self):
        """The names of all members."""
        return [member.name for member in self.getmembers()]

    def getmember(self, name):
        """The last member of that name."""
        found = self._find(name.rstrip('/'))
        if found is None:
            raise KeyError('filename %r not found' % name)
        return found

    def _find(self, name, before=None):
        members = self.getmembers()
        if before is not None:
            members = members[:next(place for place, it in enumerate(members) if it.offset == before.offset)]
        for member in reversed(members):
            if os.path.normpath(member.name) == os.path.normpath(name):
                return member
        return None

    def _linked(self, member):
        """The member that a link means."""
        if member.issym():
            name = '/'.join(filter(None, (os.path.dirname(member.name), member.linkname)))
            found = self._find(os.path.normpath(name))
        else:
            found = self._find(member.linkname, member) or self._find(member.linkname)
        if found is None:
            raise KeyError('linkname %r not found' % (member.linkname if member.islnk() else name))
        return found

    def __iter__(self):
        if self._loaded:
            yield from self.members
            return
        place = 0
        if getattr(self, 'firstmember', None) is not None:
            yield self.next()
            place = 1
        while True:
            if place < len(self.members):
                member = self.members[place]
            elif self._loaded or (member := self.next()) is None:
                self._loaded = True
                return
            place += 1
            yield member

    def list(self, verbose=True, *, members=None):
        """Prints a table of the members."""
        for member in self if members is None else members:
            line = member._listed(verbose) + ' '
            encoding = getattr(sys.stdout, 'encoding', None) or 'ascii'
            print(line.encode(encoding, 'backslashreplace').decode(encoding))

    # --- putting in ---

    def _write(self, data):
        self.fileobj.write(data)
        self.offset += len(data)

    def gettarinfo(self, name=None, arcname=None, fileobj=None):
        """What is known of a file, as a member; None for what can't be put in."""
        self._check('awx')
        if fileobj is not None:
            name = fileobj.name
        arcname = os.path.splitdrive(name if arcname is None else arcname)[1].replace(os.sep, '/').lstrip('/')
        member = self.tarinfo()
        if fileobj is not None:
            known = os.fstat(fileobj.fileno())
        else:
            known = os.stat(name) if self.dereference else os.lstat(name)
        kind, linkname = known.st_mode, ''
        inode = (known.st_ino, known.st_dev)
        if stat.S_ISREG(kind):
            if not self.dereference and known.st_nlink > 1 and self.inodes.get(inode, arcname) != arcname:
                member.type, linkname = LNKTYPE, self.inodes[inode]
            else:
                member.type = REGTYPE
                if inode[0]:
                    self.inodes[inode] = arcname
        elif stat.S_ISDIR(kind):
            member.type = DIRTYPE
        elif stat.S_ISFIFO(kind):
            member.type = FIFOTYPE
        elif stat.S_ISLNK(kind):
            member.type, linkname = SYMTYPE, os.readlink(name)
        else:
            return None
        member.name, member.linkname, member.mode = arcname, linkname, kind
        member.uid, member.gid, member.mtime = known.st_uid, known.st_gid, known.st_mtime
        member.size = known.st_size if member.isreg() else 0
        import grp
        import pwd
        try:
            member.uname = pwd.getpwuid(known.st_uid)[0]
        except KeyError:
            pass
        try:
            member.gname = grp.getgrgid(known.st_gid)[0]
        except KeyError:
            pass
        return member

    def add(self, name, arcname=None, recursive=True, *, filter=None):
        """Puts a file in, or a folder with all that is in it."""
        self._check('awx')
        arcname = name if arcname is None else arcname
        if self.name is not None and os.path.abspath(name) == self.name:
            return
        member = self.gettarinfo(name, arcname)
        if member is not None and filter is not None:
            member = filter(member)
        if member is None:
            return
        if member.isreg():
            with builtins.open(name, 'rb') as file:
                self.addfile(member, file)
            return
        self.addfile(member)
        if member.isdir() and recursive:
            for inner in sorted(os.listdir(name)):
                self.add(os.path.join(name, inner), os.path.join(arcname, inner), recursive, filter=filter)

    def addfile(self, tarinfo, fileobj=None):
        """Puts a member in, with what a file has for it."""
        self._check('awx')
        import copy
        tarinfo = copy.copy(tarinfo)
        self._write(tarinfo.tobuf(self.format, self.encoding, self.errors))
        if fileobj is not None:
            left = tarinfo.size
            while left:
                data = fileobj.read(min(left, 64 * 1024))
                if not data:
                    raise OSError('unexpected end of data')
                self._write(data)
                left -= len(data)
            self._write(NUL * (-tarinfo.size % BLOCKSIZE))
        self.members.append(tarinfo)

    # --- taking out ---

    def extractfile(self, member):
        """A file with the content of a member; None if it has none."""
        self._check('r')
        member = self.getmember(member) if isinstance(member, str) else member
        if member.isreg() or member.type not in SUPPORTED_TYPES:
            return self.fileobject(self, member)
        if member.islnk() or member.issym():
            return self.extractfile(self._linked(member))
        return None

    def _filter(self, filter):
        if filter is None:
            filter = self.extraction_filter
            if filter is None:
                warnings.warn('Python 3.14 will, by default, filter extracted tar archives and reject files or modify '
                              'their metadata. Use the filter argument to control this behavior.', DeprecationWarning, 3)
                return fully_trusted_filter
            if isinstance(filter, str):
                raise TypeError('String names are not supported for TarFile.extraction_filter. Use a function such as '
                                'tarfile.data_filter directly.')
            return filter
        if callable(filter):
            return filter
        try:
            return _NAMED_FILTERS[filter]
        except KeyError:
            raise ValueError(f'filter {filter!r} not found') from None

    def extractall(self, path='.', members=None, *, numeric_owner=False, filter=None):
        """Takes all members out. Folders get their times and modes last."""
        choose, folders = self._filter(filter), []
        for member in self if members is None else members:
            member = self._chosen(member, choose, path)
            if member is not None:
                if member.isdir():
                    folders.append(member)
                self._take(member, path, not member.isdir(), numeric_owner)
        for folder in sorted(folders, key=lambda it: it.name, reverse=True):
            target = os.path.join(path, folder.name)
            try:
                self.chown(folder, target, numeric_owner)
                self.utime(folder, target)
                self.chmod(folder, target)
            except ExtractError as error:
                self._nonfatal(error)

    def extract(self, member, path='', set_attrs=True, *, numeric_owner=False, filter=None):
        """Takes a member out."""
        choose = self._filter(filter)
        member = self._chosen(member, choose, path)
        if member is not None:
            self._take(member, path, set_attrs, numeric_owner)

    def _chosen(self, member, choose, path):
        member = self.getmember(member) if isinstance(member, str) else member
        try:
            made = choose(member, path)
        except (OSError, FilterError) as error:
            self._fatal(error)
            return None
        except ExtractError as error:
            self._nonfatal(error)
            return None
        if made is not None and made.islnk():
            made = made.replace(deep=False)
            made._link_target = os.path.join(path, made.linkname)
        return made

    def _take(self, member, path, set_attrs, numeric_owner):
        self._check('r')
        try:
            self._extract_member(member, os.path.join(path, member.name), set_attrs, numeric_owner)
        except OSError as error:
            self._fatal(error)
        except ExtractError as error:
            self._nonfatal(error)

    def _fatal(self, error):
        if self.errorlevel > 0:
            raise error
        self._dbg(1, 'tarfile: %s %s' % (type(error).__name__, error))

    def _nonfatal(self, error):
        if self.errorlevel > 1:
            raise error
        self._dbg(1, 'tarfile: %s' % error)

    def _dbg(self, level, text):
        if level <= self.debug:
            print(text, file=sys.stderr)

    def _extract_member(self, member, target, set_attrs=True, numeric_owner=False):
        target = target.rstrip('/')
        if above := os.path.dirname(target):
            os.makedirs(above, exist_ok=True)
        if member.isdir():
            self.makedir(member, target)
        elif member.isfifo():
            self.makefifo(member, target)
        elif member.ischr() or member.isblk():
            self.makedev(member, target)
        elif member.islnk() or member.issym():
            self.makelink(member, target)
        elif member.type in SUPPORTED_TYPES:
            self.makefile(member, target)
        else:
            self._dbg(1, 'tarfile: Unknown file type %r, extracted as regular file.' % member.type)
            self.makefile(member, target)
        if set_attrs:
            self.chown(member, target, numeric_owner)
            if not member.issym():
                self.chmod(member, target)
                self.utime(member, target)

    def makedir(self, tarinfo, targetpath):
        """Makes a folder."""
        try:
            if tarinfo.mode is None:
                os.mkdir(targetpath)
            else:
                os.mkdir(targetpath, 0o700)
        except FileExistsError:
            if not os.path.isdir(targetpath):
                raise

    def makefile(self, tarinfo, targetpath):
        """Makes a file."""
        with builtins.open(targetpath, 'wb') as target, self.fileobject(self, tarinfo) as source:
            shutil.copyfileobj(source, target)

    def makefifo(self, tarinfo, targetpath):
        """Makes a pipe."""
        raise ExtractError('fifo not supported by system')

    def makedev(self, tarinfo, targetpath):
        """Makes a device."""
        raise ExtractError('special devices not supported by system')

    def makelink(self, tarinfo, targetpath):
        """Makes a link; a copy where that can't be."""
        try:
            if tarinfo.issym():
                if os.path.lexists(targetpath):
                    os.unlink(targetpath)
                os.symlink(tarinfo.linkname, targetpath)
                return
            if os.path.exists(tarinfo._link_target):
                if os.path.lexists(targetpath):
                    os.unlink(targetpath)
                os.link(tarinfo._link_target, targetpath)
                return
            self._extract_member(self._linked(tarinfo), targetpath)
        except KeyError:
            raise ExtractError('unable to resolve link inside archive') from None

    def chown(self, tarinfo, targetpath, numeric_owner):
        """Sets the owner, which only root can."""
        if os.geteuid() != 0:
            return
        user, group = tarinfo.uid, tarinfo.gid
        if not numeric_owner:
            import grp
            import pwd
            try:
                group = grp.getgrnam(tarinfo.gname)[2] if tarinfo.gname else group
            except KeyError:
                pass
            try:
                user = pwd.getpwnam(tarinfo.uname)[2] if tarinfo.uname else user
            except KeyError:
                pass
        try:
            os.lchown(targetpath, -1 if user is None else user, -1 if group is None else group)
        except (OSError, OverflowError) as error:
            raise ExtractError('could not change owner') from error

    def chmod(self, tarinfo, targetpath):
        """Sets the mode."""
        if tarinfo.mode is not None:
            try:
                os.chmod(targetpath, tarinfo.mode & 0o7777)
            except OSError as error:
                raise ExtractError('could not change mode') from error

    def utime(self, tarinfo, targetpath):
        """Sets the time of the last change."""
        if tarinfo.mtime is not None:
            try:
                os.utime(targetpath, (tarinfo.mtime, tarinfo.mtime))
            except OSError as error:
                raise ExtractError('could not change modification time') from error


class _Forward:
    """A file that is only written to."""

    def __init__(self, file):
        self._file, self._at = file, 0

    def write(self, data):
        self._file.write(data)
        self._at += len(data)
        return len(data)

    def tell(self):
        return self._at

    def flush(self):
        """The file's owner flushes it."""

    def close(self):
        """The file's owner closes it."""


open = TarFile.open


def is_tarfile(name):
    """Whether a file is an archive that can be read."""
    try:
        if hasattr(name, 'read'):
            start = name.tell()
            tar = open(fileobj=name)
            name.seek(start)
        else:
            tar = open(name)
        tar.close()
        return True
    except TarError:
        return False


def main():
    """What is asked for on the command line: a list, an archive, its content, a test."""
    import argparse
    parser = argparse.ArgumentParser(description='A simple command-line interface for tarfile module.')
    parser.add_argument('-v', '--verbose', action='store_true', default=False, help='Verbose output')
    parser.add_argument('--filter', metavar='<filtername>', choices=_NAMED_FILTERS, help='Filter for extraction')
    group = parser.add_mutually_exclusive_group(required=True)
    group.add_argument('-l', '--list', metavar='<tarfile>', help='Show listing of a tarfile')
    group.add_argument('-e', '--extract', nargs='+', metavar=('<tarfile>', '<output_dir>'), help='Extract tarfile into target dir')
    group.add_argument('-c', '--create', nargs='+', metavar=('<name>', '<file>'), help='Create tarfile from sources')
    group.add_argument('-t', '--test', metavar='<tarfile>', help='Test if a tarfile is valid')
    args = parser.parse_args()
    if args.filter and args.extract is None:
        parser.exit(1, '--filter is only valid for extraction\n')
    if args.create is not None:
        name, *files = args.create
        compression = {'.gz': 'gz', '.tgz': 'gz', '.xz': 'xz', '.txz': 'xz', '.bz2': 'bz2', '.tbz': 'bz2', '.tbz2': 'bz2',
                       '.tb2': 'bz2'}.get(os.path.splitext(name)[1], '')
        with open(name, 'w:' + compression if compression else 'w') as tar:
            for file in files:
                tar.add(file)
        if args.verbose:
            print('{!r} file created.'.format(name))
        return
    source = args.test or args.list or args.extract[0]
    if not is_tarfile(source):
        parser.exit(1, '{!r} is not a tar archive.\n'.format(source))
    with open(source, 'r') as tar:
        if args.test:
            tar.getmembers()
            print(tar.getmembers(), file=sys.stderr)
            if args.verbose:
                print('{!r} is a tar archive.'.format(source))
        elif args.list:
            tar.list(verbose=args.verbose)
        elif len(args.extract) > 2:
            parser.exit(1, parser.format_help())
        else:
            folder = args.extract[1] if len(args.extract) == 2 else os.curdir
            tar.extractall(path=folder, filter=args.filter)
            if args.verbose:
                print('{!r} file is extracted.'.format(source) if folder == os.curdir else
                      '{!r} file is extracted into {!r} directory.'.format(source, folder))


if __name__ == '__main__':
    main()
