"""ZIP archives: files, each compressed on its own, with a directory at the end.

    | header, data | header, data | ... | directory: one entry a file | end: where the directory is |
"""

import binascii
import io
import os
import shutil
import stat
import struct
import sys
import time
import zlib

__all__ = ['BadZipFile', 'BadZipfile', 'error', 'ZIP_STORED', 'ZIP_DEFLATED', 'ZIP_BZIP2', 'ZIP_LZMA', 'is_zipfile',
           'ZipInfo', 'ZipFile', 'LargeZipFile', 'Path']

ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA = 0, 8, 12, 14

_LOCAL = struct.Struct('<4s5H3L2H')
_ENTRY = struct.Struct('<4s4B4HL2L5H2L')
_END = struct.Struct('<4s4H2LH')
_NAMES = {ZIP_STORED: 'store', ZIP_DEFLATED: 'deflate', ZIP_BZIP2: 'bzip2', ZIP_LZMA: 'lzma'}
_UTF8 = 0x800
_ENCRYPTED = 1


class BadZipFile(Exception):
    """The file is no archive, or a broken one."""


class LargeZipFile(Exception):
    """The archive would be too large."""


error = BadZipfile = BadZipFile


class ZipInfo:
    """One file of an archive."""

    __slots__ = ('orig_filename', 'filename', 'date_time', 'compress_type', '_compresslevel', 'comment', 'extra',
                 'create_system', 'create_version', 'extract_version', 'reserved', 'flag_bits', 'volume',
                 'internal_attr', 'external_attr', 'header_offset', 'CRC', 'compress_size', 'file_size')

    def __init__(self, filename='NoName', date_time=(1980, 1, 1, 0, 0, 0)):
        self.orig_filename = filename
        self.filename = filename.partition('\0')[0].replace(os.sep, '/')
        if date_time[0] < 1980:
            raise ValueError('ZIP does not support timestamps before 1980')
        self.date_time, self.compress_type, self._compresslevel = date_time, ZIP_STORED, None
        self.comment, self.extra, self.create_system = b'', b'', 3
        self.create_version = self.extract_version = 20
        self.reserved = self.flag_bits = self.volume = self.internal_attr = self.external_attr = 0
        self.header_offset = self.CRC = self.compress_size = self.file_size = 0

    def __repr__(self):
        text = f'<{type(self).__name__} filename={self.filename!r}'
        if self.compress_type != ZIP_STORED:
            text += f' compress_type={_NAMES.get(self.compress_type, self.compress_type)}'
        high, low = self.external_attr >> 16, self.external_attr & 0xffff
        if high:
            text += f' filemode={stat.filemode(high)!r}'
        if low:
            text += f' external_attr={low:#x}'
        if not self.is_dir() or self.file_size:
            text += f' file_size={self.file_size!r}'
        if (not self.is_dir() or self.compress_size) and (
                self.compress_type != ZIP_STORED or self.file_size != self.compress_size):
            text += f' compress_size={self.compress_size!r}'
        return text + '>'

    def is_dir(self):
        """Whether it is a folder."""
        return self.filename.endswith('/')

    @classmethod
    def from_file(cls, filename, arcname=None, *, strict_timestamps=True):
        """What there is to say of a file on disk."""
        filename = os.fspath(filename)
        status = os.stat(filename)
        date = tuple(time.localtime(status.st_mtime)[:6])
        if not strict_timestamps:
            date = max(date, (1980, 1, 1, 0, 0, 0))
        name = os.path.normpath(filename if arcname is None else arcname).lstrip('/')
        is_dir = stat.S_ISDIR(status.st_mode)
        made = cls(name + '/' if is_dir else name, date)
        made.external_attr = (status.st_mode & 0xffff) << 16
        if is_dir:
            made.external_attr |= 0x10
        else:
            made.file_size = status.st_size
        return made

    def _name_bytes(self):
        try:
            return self.filename.encode('ascii'), self.flag_bits
        except UnicodeEncodeError:
            return self.filename.encode('utf-8'), self.flag_bits | _UTF8

    def _time(self):
        year, month, day, hour, minute, second = self.date_time
        return hour << 11 | minute << 5 | second // 2, year - 1980 << 9 | month << 5 | day

    def FileHeader(self, zip64=None):
        """The bytes before its data."""
        name, flags = self._name_bytes()
        return _LOCAL.pack(b'PK\3\4', self.extract_version, flags, self.compress_type, *self._time(), self.CRC,
                           self.compress_size, self.file_size, len(name), len(self.extra)) + name + self.extra

    def _entry(self):
        name, flags = self._name_bytes()
        return _ENTRY.pack(b'PK\1\2', self.create_version, self.create_system, self.extract_version, self.reserved,
                           flags, self.compress_type, *self._time(), self.CRC, self.compress_size, self.file_size,
                           len(name), len(self.extra), len(self.comment), 0, self.internal_attr, self.external_attr,
                           self.header_offset) + name + self.extra + self.comment


def _check_compression(method):
    if method in (ZIP_BZIP2, ZIP_LZMA):
        module = 'bz2' if method == ZIP_BZIP2 else 'lzma'
        raise RuntimeError(f'Compression requires the (missing) {module} module')
    if method not in (ZIP_STORED, ZIP_DEFLATED):
        raise NotImplementedError('That compression method is not supported')


def _end_record(file):
    """Where the directory of an archive is, and the archive's comment; None if it is no archive."""
    size = file.seek(0, 2)
    back = min(size, _END.size + 65535)
    file.seek(size - back)
    data = file.read(back)
    start = data.rfind(b'PK\5\6')
    if start < 0 or start + _END.size > len(data):
        return None
    _, _, _, _, count, length, offset, comment = _END.unpack_from(data, start)
    place = size - back + start
    return count, length, offset, place, data[start + _END.size:start + _END.size + comment]


def is_zipfile(filename):
    """Whether a file is an archive."""
    try:
        if hasattr(filename, 'read'):
            at = filename.tell()
            found = _end_record(filename)
            filename.seek(at)
            return found is not None
        with open(filename, 'rb') as file:
            return _end_record(file) is not None
    except OSError:
        return False


class ZipExtFile(io.BytesIO):
    """A file of an archive, to read."""

    def __init__(self, data, info):
        super().__init__(data)
        self.name, self._info = info.filename, info

    mode = 'r'

    def __repr__(self):
        return f'<zipfile.ZipExtFile name={self.name!r} mode=\'r\'>'

    def writable(self):
        return False

    def write(self, data):
        raise io.UnsupportedOperation('write')


class _Writer(io.BytesIO):
    """A file of an archive, to write."""

    def __init__(self, archive, info):
        super().__init__()
        self._archive, self._info = archive, info
        self.name, self.mode = info.filename, 'wb'

    def close(self):
        if not self.closed:
            data = self.getvalue()
            super().close()
            self._archive._writing = False
            self._archive._add(self._info, data)


class ZipFile:
    """An archive to read ('r'), write ('w', 'x') or add to ('a')."""

    fp = None

    def __init__(self, file, mode='r', compression=ZIP_STORED, allowZip64=True, compresslevel=None, *,
                 strict_timestamps=True, metadata_encoding=None):
        if mode not in ('r', 'w', 'x', 'a'):
            raise ValueError("ZipFile requires mode 'r', 'w', 'x', or 'a'")
        _check_compression(compression)
        self.mode, self.compression, self.compresslevel = mode, compression, compresslevel
        self.debug, self.filelist, self.NameToInfo, self.pwd = 0, [], {}, None
        self._strict, self._writing, self._changed, self._comment = strict_timestamps, False, False, b''
        self._own = not hasattr(file, 'read') and not hasattr(file, 'write')
        if self._own:
            self.filename = os.fspath(file)
            how = {'r': 'rb', 'w': 'w+b', 'x': 'x+b', 'a': 'r+b'}[mode]
            try:
                self.fp = open(self.filename, how)
            except FileNotFoundError:
                if mode != 'a':
                    raise
                self.fp = open(self.filename, 'w+b')
        else:
            self.fp, self.filename = file, getattr(file, 'name', None)
        try:
            if mode == 'r':
                self._read_directory()
            elif mode == 'a':
                try:
                    self._read_directory()
                    self.fp.seek(self._start)
                except BadZipFile:
                    self._start = self.fp.seek(0, 2)
                    self._changed = True
            else:
                self._start, self._changed = self.fp.tell(), True
        except BaseException:
            self._close_file()
            raise

    def _close_file(self):
        file, self.fp = self.fp, None
        if self._own and file is not None:
            file.close()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def __repr__(self):
        text = f'<{type(self).__module__}.{type(self).__qualname__}'
        if self.fp is None:
            return text + ' [closed]>'
        text += f' filename={self.filename!r}' if self._own else f' file={self.fp!r}'
        return text + f' mode={self.mode!r}>'

    def __del__(self):
        self.close()

    @property
    def comment(self):
        """The archive's comment."""
        return self._comment

    @comment.setter
    def comment(self, comment):
        if not isinstance(comment, bytes):
            raise TypeError(f'comment: expected bytes, got {type(comment)}')
        self._comment, self._changed = comment[:65535], True

    # --- reading ---

    def _read_directory(self):
        found = _end_record(self.fp)
        if found is None:
            raise BadZipFile('File is not a zip file')
        count, length, offset, place, self._comment = found
        # Something may stand before the archive.
        shift = place - length - offset
        if shift < 0:
            raise BadZipFile('Bad offset for central directory')
        self._start = offset + shift
        self.fp.seek(self._start)
        data, at = self.fp.read(length), 0
        while at < length:
            if data[at:at + 4] != b'PK\1\2' or len(data) - at < _ENTRY.size:
                raise BadZipFile('Bad magic number for central directory')
            (_, made, system, needed, reserved, flags, method, clock, day, crc, packed, size, name, extra, comment,
             volume, internal, external, header) = _ENTRY.unpack_from(data, at)
            at += _ENTRY.size
            text = data[at:at + name].decode('utf-8' if flags & _UTF8 else 'cp437' if any(
                byte > 127 for byte in data[at:at + name]) else 'ascii')
            info = ZipInfo(text)
            info.extra, info.comment = data[at + name:at + name + extra], data[at + name + extra:at + name + extra
                                                                              + comment]
            at += name + extra + comment
            info.create_version, info.create_system, info.extract_version = made, system, needed
            info.reserved, info.flag_bits, info.compress_type, info.volume = reserved, flags, method, volume
            info.CRC, info.compress_size, info.file_size = crc, packed, size
            info.internal_attr, info.external_attr, info.header_offset = internal, external, header + shift
            info.date_time = (1980 + (day >> 9), day >> 5 & 15, day & 31, clock >> 11, clock >> 5 & 63, clock % 32 * 2)
            self.filelist.append(info)
            self.NameToInfo[info.filename] = info

    def namelist(self):
        """The names of the files."""
        return [info.filename for info in self.filelist]

    def infolist(self):
        """What there is to say of the files."""
        return self.filelist

    def getinfo(self, name):
        """What there is to say of one."""
        if name not in self.NameToInfo:
            raise KeyError(f'There is no item named {name!r} in the archive')
        return self.NameToInfo[name]

    def printdir(self, file=None):
        """Print a table of the files."""
        print('%-46s %19s %12s' % ('File Name', 'Modified    ', 'Size'), file=file)
        for info in self.filelist:
            date = '%d-%02d-%02d %02d:%02d:%02d' % info.date_time[:6]
            print('%-46s %s %12d' % (info.filename, date, info.file_size), file=file)

    def setpassword(self, pwd):
        """Set the usual password."""
        if pwd and not isinstance(pwd, bytes):
            raise TypeError(f'pwd: expected bytes, got {type(pwd).__name__}')
        self.pwd = pwd or None

    def read(self, name, pwd=None):
        """The bytes of a file."""
        with self.open(name, 'r', pwd) as file:
            return file.read()

    def open(self, name, mode='r', pwd=None, *, force_zip64=False):
        """A file of the archive, to read or to write."""
        if mode not in ('r', 'w'):
            raise ValueError('open() requires mode "r" or "w"')
        if not self.fp:
            raise ValueError('Attempt to use ZIP archive that was already closed')
        if mode == 'w':
            if isinstance(name, ZipInfo):
                info = name
            else:
                info = ZipInfo(name, time.localtime()[:6])
                info.compress_type, info._compresslevel = self.compression, self.compresslevel
                info.external_attr = 0o600 << 16
            if self._writing:
                raise ValueError("Can't write to the ZIP file while there is another write handle open on it. "
                                 'Close the first handle before opening another.')
            self._check_write('open')
            self._writing = True
            return _Writer(self, info)
        if self._writing:
            raise ValueError("Can't read from the ZIP file while there is an open writing handle on it. "
                             'Close the writing handle before trying to read.')
        info = name if isinstance(name, ZipInfo) else self.getinfo(name)
        self.fp.seek(info.header_offset)
        header = self.fp.read(_LOCAL.size)
        if len(header) != _LOCAL.size:
            raise BadZipFile('Truncated file header')
        magic, *_, name_size, extra = _LOCAL.unpack(header)
        if magic != b'PK\3\4':
            raise BadZipFile('Bad magic number for file header')
        stored = self.fp.read(name_size)
        if stored != info._name_bytes()[0] and stored.decode('utf-8', 'replace') != info.orig_filename:
            raise BadZipFile(f'File name in directory {info.orig_filename!r} and header {stored!r} differ.')
        self.fp.read(extra)
        if info.flag_bits & _ENCRYPTED:
            raise RuntimeError(f'File {info.filename!r} is encrypted, password required for extraction')
        data = self.fp.read(info.compress_size)
        if info.compress_type == ZIP_DEFLATED:
            data = zlib.decompressobj(-15).decompress(data)
        else:
            _check_compression(info.compress_type)
        if binascii.crc32(data) != info.CRC:
            raise BadZipFile(f'Bad CRC-32 for file {info.filename!r}')
        return ZipExtFile(data, info)

    def testzip(self):
        """The name of the first file that is broken."""
        for info in self.filelist:
            try:
                self.read(info)
            except BadZipFile:
                return info.filename

    def extract(self, member, path=None, pwd=None):
        """Write a file to disk."""
        info = member if isinstance(member, ZipInfo) else self.getinfo(member)
        path = os.getcwd() if path is None else os.fspath(path)
        # Nothing gets out of the folder.
        parts = [part for part in info.filename.split('/') if part not in ('', '.', '..')]
        target = os.path.normpath(os.path.join(path, *parts))
        above = os.path.dirname(target)
        if above and not os.path.exists(above):
            os.makedirs(above)
        if info.is_dir():
            if not os.path.isdir(target):
                os.mkdir(target)
            return target
        with self.open(info, pwd=pwd) as source, open(target, 'wb') as file:
            shutil.copyfileobj(source, file)
        return target

    def extractall(self, path=None, members=None, pwd=None):
        """Write all files to disk."""
        for member in self.namelist() if members is None else members:
            self.extract(member, path, pwd)

    # --- writing ---

    def _check_write(self, doing):
        if self.mode not in ('w', 'x', 'a'):
            if doing == 'open':
                raise ValueError("open() requires mode 'w', 'x', or 'a'")
            raise ValueError("write() requires mode 'w', 'x', or 'a'")
        if not self.fp:
            raise ValueError('Attempt to write ZIP archive that was already closed')

    def _add(self, info, data):
        if info.filename in self.NameToInfo:
            import warnings
            warnings.warn(f'Duplicate name: {info.filename!r}', stacklevel=4)
        _check_compression(info.compress_type)
        info.file_size, info.CRC = len(data), binascii.crc32(data)
        if info.compress_type == ZIP_DEFLATED:
            level = -1 if info._compresslevel is None else info._compresslevel
            packer = zlib.compressobj(level, zlib.DEFLATED, -15)
            data = packer.compress(data) + packer.flush()
        info.compress_size, info.header_offset = len(data), self._start
        self.fp.seek(self._start)
        self.fp.write(info.FileHeader())
        self.fp.write(data)
        self._start = self.fp.tell()
        self._changed = True
        self.filelist.append(info)
        self.NameToInfo[info.filename] = info

    def write(self, filename, arcname=None, compress_type=None, compresslevel=None):
        """Add a file of the disk."""
        self._check_write('write')
        if self._writing:
            raise ValueError("Can't write to ZIP archive while an open writing handle exists")
        info = ZipInfo.from_file(filename, arcname, strict_timestamps=self._strict)
        if info.is_dir():
            self._add(info, b'')
            return
        info.compress_type = self.compression if compress_type is None else compress_type
        info._compresslevel = self.compresslevel if compresslevel is None else compresslevel
        with open(filename, 'rb') as file:
            self._add(info, file.read())

    def writestr(self, zinfo_or_arcname, data, compress_type=None, compresslevel=None):
        """Add a file of these bytes."""
        if isinstance(data, str):
            data = data.encode('utf-8')
        if isinstance(zinfo_or_arcname, ZipInfo):
            info = zinfo_or_arcname
        else:
            info = ZipInfo(zinfo_or_arcname, time.localtime()[:6])
            info.compress_type, info._compresslevel = self.compression, self.compresslevel
            if info.filename.endswith('/'):
                info.external_attr = 0o40775 << 16 | 0x10
            else:
                info.external_attr = 0o600 << 16
        if not self.fp:
            raise ValueError('Attempt to write to ZIP archive that was already closed')
        if self._writing:
            raise ValueError("Can't write to ZIP archive while an open writing handle exists.")
        self._check_write('write')
        if compress_type is not None:
            info.compress_type = compress_type
        if compresslevel is not None:
            info._compresslevel = compresslevel
        self._add(info, bytes(data))

    def mkdir(self, zinfo_or_directory_name, mode=511):
        """Add a folder."""
        info = zinfo_or_directory_name
        if isinstance(info, str):
            info = ZipInfo(info if info.endswith('/') else info + '/')
            info.external_attr = (0o40000 | mode) << 16 & 0xffffffff | 0x10
        self._check_write('write')
        self._add(info, b'')

    def close(self):
        """Write the directory, and close the file."""
        if self.fp is None:
            return
        if self._writing:
            raise ValueError("Can't close the ZIP file while there is an open writing handle on it. "
                             'Close the writing handle before closing the zip.')
        try:
            if self.mode in ('w', 'x', 'a') and self._changed:
                self.fp.seek(self._start)
                directory = b''.join(info._entry() for info in self.filelist)
                count = len(self.filelist)
                self.fp.write(directory + _END.pack(b'PK\5\6', 0, 0, count, count, len(directory), self._start,
                                                    len(self._comment)) + self._comment)
                self.fp.truncate()
                self.fp.flush()
        finally:
            self._close_file()


class Path:
    """A place in an archive, as pathlib has places on disk."""

    def __init__(self, root, at=''):
        self.root = root if isinstance(root, ZipFile) else ZipFile(root)
        self.at = at

    def _names(self):
        names = self.root.namelist()
        above = {'/'.join(name.rstrip('/').split('/')[:size]) + '/' for name in names
                 for size in range(1, name.rstrip('/').count('/') + 1)}
        return names + sorted(above - set(names))

    def __repr__(self):
        return f'{type(self).__name__}({self.root.filename!r}, {self.at!r})'

    def __str__(self):
        return os.path.join(str(self.root.filename or ':zipfile:'), self.at)

    @property
    def name(self):
        """The last part."""
        return self.at.rstrip('/').rpartition('/')[2] or os.path.basename(self.root.filename or ':zipfile:')

    @property
    def suffix(self):
        """How the name ends."""
        return os.path.splitext(self.name)[1]

    @property
    def stem(self):
        """The name without its ending."""
        return os.path.splitext(self.name)[0]

    @property
    def parent(self):
        """The folder that it is in."""
        above = self.at.rstrip('/').rpartition('/')[0]
        return Path(self.root, above + '/' if above else '')

    def open(self, mode='r', *args, pwd=None, **kwargs):
        """The file, to read or to write."""
        if self.is_dir():
            raise IsADirectoryError(self)
        if mode[0] == 'r' and not self.exists():
            raise FileNotFoundError(self)
        file = self.root.open(self.at, mode[0], pwd=pwd)
        if 'b' in mode:
            return file
        return io.TextIOWrapper(file, *args, **{'encoding': 'utf-8', **kwargs})

    def read_text(self, *args, **kwargs):
        """The file as text."""
        encoding = args[0] if args else kwargs.get('encoding', 'utf-8')
        return self.root.read(self.at).decode(encoding).replace('\r\n', '\n')

    def read_bytes(self):
        """The file's bytes."""
        return self.root.read(self.at)

    def exists(self):
        """Whether there is such a place."""
        return self.at in self._names()

    def is_dir(self):
        """Whether it is a folder."""
        return not self.at or self.at.endswith('/')

    def is_file(self):
        """Whether it is a file."""
        return self.exists() and not self.is_dir()

    def iterdir(self):
        """What is in a folder."""
        if not self.is_dir():
            raise ValueError("Can't listdir a file")
        for name in self._names():
            rest = name.removeprefix(self.at)
            if name.startswith(self.at) and rest and '/' not in rest.rstrip('/'):
                yield Path(self.root, name)

    def joinpath(self, *other):
        """A place below."""
        at = self.at + '/'.join(other)
        return Path(self.root, at + '/' if at + '/' in self._names() and at not in self._names() else at)

    def __truediv__(self, other):
        return self.joinpath(other)


def main(args=None):
    """List an archive (-l), test it (-t), take it apart (-e) or make one (-c)."""
    args = sys.argv[1:] if args is None else args
    if len(args) < 2 or args[0] not in ('-l', '-t', '-e', '-c'):
        sys.exit('usage: zipfile.py -l|-t|-e|-c archive [files]')
    if args[0] == '-c':
        with ZipFile(args[1], 'w', ZIP_DEFLATED) as archive:
            for name in args[2:]:
                archive.write(name)
        return
    with ZipFile(args[1]) as archive:
        if args[0] == '-l':
            archive.printdir()
        elif args[0] == '-e':
            archive.extractall(args[2])
        else:
            broken = archive.testzip()
            if broken:
                print(f'The following enclosed file is corrupted: {broken!r}')
            print('Done testing')


if __name__ == '__main__':
    main()
