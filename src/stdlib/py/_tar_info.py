"""A member of a tar archive, and the blocks of 512 bytes that say what it is.

    name 100 | mode 8 | uid 8 | gid 8 | size 12 | mtime 12 | checksum 8 | kind 1 | link 100 | magic 8 | user 32 | group 32
    | device 8 + 8 | prefix 155

What does not fit in there stands in a member before it: GNU's long names, or pax's records `length key=value`.
"""

import stat
import time

BLOCKSIZE = 512
RECORDSIZE = BLOCKSIZE * 20
_ASCII = bytes(range(128))
LENGTH_NAME, LENGTH_LINK, LENGTH_PREFIX = 100, 100, 155
NUL = b'\0'
REGTYPE, AREGTYPE, LNKTYPE, SYMTYPE, CHRTYPE, BLKTYPE, DIRTYPE, FIFOTYPE, CONTTYPE = (
    b'0', b'\0', b'1', b'2', b'3', b'4', b'5', b'6', b'7')
GNUTYPE_LONGNAME, GNUTYPE_LONGLINK, GNUTYPE_SPARSE = b'L', b'K', b'S'
XHDTYPE, XGLTYPE, SOLARIS_XHDTYPE = b'x', b'g', b'X'
USTAR_FORMAT, GNU_FORMAT, PAX_FORMAT = range(3)
DEFAULT_FORMAT = PAX_FORMAT
REGULAR_TYPES = (REGTYPE, AREGTYPE, CONTTYPE, GNUTYPE_SPARSE)
SUPPORTED_TYPES = (REGTYPE, AREGTYPE, LNKTYPE, SYMTYPE, DIRTYPE, FIFOTYPE, CONTTYPE, CHRTYPE, BLKTYPE,
                   GNUTYPE_LONGNAME, GNUTYPE_LONGLINK, GNUTYPE_SPARSE)
PAX_FIELDS = ('path', 'linkpath', 'size', 'mtime', 'uid', 'gid', 'uname', 'gname')
_PAX_NUMBERS = {'atime': float, 'ctime': float, 'mtime': float, 'uid': int, 'gid': int, 'size': int}
_PAX_NAMES = {'path', 'linkpath', 'uname', 'gname'}


class TarError(Exception):
    """Something is wrong with an archive."""

    __module__ = 'tarfile'


class HeaderError(TarError):
    """A header is wrong."""

    __module__ = 'tarfile'


class EmptyHeaderError(HeaderError):
    __module__ = 'tarfile'


class TruncatedHeaderError(HeaderError):
    __module__ = 'tarfile'


class EOFHeaderError(HeaderError):
    __module__ = 'tarfile'


class InvalidHeaderError(HeaderError):
    __module__ = 'tarfile'


class SubsequentHeaderError(HeaderError):
    __module__ = 'tarfile'


# --- fields ---

def _text(field, encoding, errors):
    return field.split(NUL, 1)[0].decode(encoding, errors)


def _number(field):
    """Octal digits; or, after a byte of 0x80 or 0xff, a number of 256s."""
    if field[0] in (0o200, 0o377):
        number = int.from_bytes(field[1:], 'big')
        return number - (256 ** (len(field) - 1)) if field[0] == 0o377 else number
    try:
        return int(field.split(NUL, 1)[0].decode('ascii', 'strict').strip() or '0', 8)
    except ValueError:
        raise InvalidHeaderError('invalid header') from None


def _as_field(number, digits, format):
    number = int(number)
    if 0 <= number < 8 ** (digits - 1):
        return bytes('%0*o' % (digits - 1, number), 'ascii') + NUL
    if format == GNU_FORMAT and -256 ** (digits - 1) <= number < 256 ** (digits - 1):
        sign = b'\x80' if number >= 0 else b'\xff'
        return sign + (number % 256 ** (digits - 1)).to_bytes(digits - 1, 'big')
    raise ValueError('overflow in number field')


def _sums(block):
    """The sum of a header's bytes, and what some programs took for it."""
    rest = block[:148] + block[156:512]
    plain = 256 + sum(rest)
    return plain, plain - 256 * len(rest.translate(None, _ASCII))


def _padded(data):
    return data + NUL * (-len(data) % BLOCKSIZE)


class TarInfo:
    """What is known of a member."""

    __module__ = 'tarfile'

    def __init__(self, name=''):
        self.name, self.mode, self.uid, self.gid, self.size, self.mtime = name, 0o644, 0, 0, 0, 0
        self.chksum, self.type, self.linkname, self.uname, self.gname = 0, REGTYPE, '', '', ''
        self.devmajor = self.devminor = self.offset = self.offset_data = 0
        self.sparse, self.pax_headers, self.tarfile = None, {}, None

    path = property(lambda self: self.name, lambda self, name: setattr(self, 'name', name))
    linkpath = property(lambda self: self.linkname, lambda self, name: setattr(self, 'linkname', name))

    def __repr__(self):
        return f'<{self.__class__.__name__} {self.name!r} at {id(self):#x}>'

    def replace(self, *, name=..., mtime=..., mode=..., linkname=..., uid=..., gid=..., uname=..., gname=..., deep=True):
        """A copy with some things changed."""
        import copy
        given = dict(name=name, mtime=mtime, mode=mode, linkname=linkname, uid=uid, gid=gid, uname=uname, gname=gname)
        made = copy.deepcopy(self) if deep else copy.copy(self)
        for key, value in given.items():
            if value is not ...:
                setattr(made, key, value)
        return made

    def __deepcopy__(self, memo):
        import copy
        made = copy.copy(self)
        made.pax_headers = dict(self.pax_headers)
        return made

    def get_info(self):
        """What a header says, as a dictionary."""
        info = {key: getattr(self, key) for key in ('name', 'mode', 'uid', 'gid', 'size', 'mtime', 'chksum', 'type',
                                                    'linkname', 'uname', 'gname', 'devmajor', 'devminor')}
        info['mode'] = None if self.mode is None else self.mode & 0o7777
        if info['type'] == DIRTYPE and not info['name'].endswith('/'):
            info['name'] += '/'
        return info

    # --- writing ---

    def tobuf(self, format=DEFAULT_FORMAT, encoding='utf-8', errors='surrogateescape'):
        """The header, with the members that it needs before it."""
        info = self.get_info()
        for name, value in info.items():
            if value is None:
                raise ValueError('%s may not be None' % name)
        if format == USTAR_FORMAT:
            return self._ustar(info, encoding, errors)
        if format == GNU_FORMAT:
            return self._gnu(info, encoding, errors)
        if format == PAX_FORMAT:
            return self._pax(info, encoding)
        raise ValueError('invalid format')

    def _ustar(self, info, encoding, errors):
        info['magic'] = b'ustar\x0000'
        if len(info['linkname'].encode(encoding, errors)) > 100:
            raise ValueError('linkname is too long')
        if len(info['name'].encode(encoding, errors)) > 100:
            info['prefix'], info['name'] = self._split(info['name'], encoding, errors)
        return self._block(info, USTAR_FORMAT, encoding, errors)

    @staticmethod
    def _split(name, encoding, errors):
        """(prefix, name) of a name that does not fit."""
        parts = name.split('/')
        for place in range(1, len(parts)):
            prefix, rest = '/'.join(parts[:place]), '/'.join(parts[place:])
            if len(prefix.encode(encoding, errors)) <= 155 and len(rest.encode(encoding, errors)) <= 100:
                return prefix, rest
        raise ValueError('name is too long')

    def _gnu(self, info, encoding, errors):
        info['magic'] = b'ustar  \0'
        before = b''
        for key, kind in ('linkname', GNUTYPE_LONGLINK), ('name', GNUTYPE_LONGNAME):
            data = info[key].encode(encoding, errors)
            if len(data) > 100:
                before += self._extra('././@LongLink', data + NUL, kind, encoding, errors)
        return before + self._block(info, GNU_FORMAT, encoding, errors)

    def _extra(self, name, data, kind, encoding, errors):
        """A member whose content is about the next."""
        format = GNU_FORMAT if kind in (GNUTYPE_LONGNAME, GNUTYPE_LONGLINK) else USTAR_FORMAT
        magic = b'ustar  \0' if format == GNU_FORMAT else b'ustar\x0000'
        info = {'name': name, 'type': kind, 'size': len(data), 'magic': magic}
        return self._block(info, format, encoding, errors) + _padded(data)

    def _pax(self, info, encoding):
        info['magic'] = b'ustar\x0000'
        headers = self.pax_headers.copy()
        for key, header, length in ('name', 'path', 100), ('linkname', 'linkpath', 100), ('uname', 'uname', 32), (
                'gname', 'gname', 32):
            if header in headers:
                continue
            try:
                info[key].encode('ascii', 'strict')
            except UnicodeEncodeError:
                headers[header] = info[key]
                continue
            if len(info[key]) > length:
                headers[header] = info[key]
        for key, digits in ('uid', 8), ('gid', 8), ('size', 12), ('mtime', 12):
            value = info[key]
            whole = round(value) if isinstance(value, float) else value
            if not 0 <= whole < 8 ** (digits - 1):
                info[key] = 0
            elif isinstance(value, float):
                info[key] = whole
            else:
                continue
            headers.setdefault(key, str(value))
        before = self._records(headers, XHDTYPE, encoding) if headers else b''
        return before + self._block(info, USTAR_FORMAT, 'ascii', 'replace')

    @classmethod
    def create_pax_global_header(cls, pax_headers):
        """The member with what holds for the whole archive."""
        return cls()._records(pax_headers, XGLTYPE, 'utf-8')

    def _records(self, headers, kind, encoding):
        binary = any(_not_utf8(value) for value in headers.values())
        records = b'21 hdrcharset=BINARY\n' if binary else b''
        for key, value in headers.items():
            key = key.encode('utf-8')
            value = value.encode(encoding, 'surrogateescape') if binary else value.encode('utf-8')
            rest, size = len(key) + len(value) + 3, 0
            while size != rest + len(str(size)):
                size = rest + len(str(size))
            records += bytes(str(size), 'ascii') + b' ' + key + b'=' + value + b'\n'
        return self._extra('././@PaxHeader', records, kind, 'utf-8', 'strict')

    @staticmethod
    def _block(info, format, encoding, errors):
        def text(key, length):
            data = info.get(key, '').encode(encoding, errors)
            return data[:length].ljust(length, NUL)

        kind = info.get('type', REGTYPE)
        device = [NUL * 8] * 2
        if kind in (CHRTYPE, BLKTYPE):
            device = [_as_field(info.get(key, 0), 8, format) for key in ('devmajor', 'devminor')]
        block = (text('name', 100) + _as_field(info.get('mode', 0) & 0o7777, 8, format)
                 + _as_field(info.get('uid', 0), 8, format) + _as_field(info.get('gid', 0), 8, format)
                 + _as_field(info.get('size', 0), 12, format) + _as_field(info.get('mtime', 0), 12, format) + b' ' * 8 + kind
                 + text('linkname', 100) + info['magic'] + text('uname', 32) + text('gname', 32) + b''.join(device)
                 + text('prefix', 155)).ljust(BLOCKSIZE, NUL)
        return block[:148] + b'%06o\0 ' % _sums(block)[0] + block[156:]

    # --- reading ---

    @classmethod
    def frombuf(cls, buf, encoding, errors):
        """What a header says."""
        if not buf:
            raise EmptyHeaderError('empty header')
        if len(buf) != BLOCKSIZE:
            raise TruncatedHeaderError('truncated header')
        if buf.count(NUL) == BLOCKSIZE:
            raise EOFHeaderError('end of file header')
        if _number(buf[148:156]) not in _sums(buf):
            raise InvalidHeaderError('bad checksum')
        made = cls(_text(buf[:100], encoding, errors))
        made.mode, made.uid, made.gid = (_number(buf[at:at + 8]) for at in (100, 108, 116))
        made.size, made.mtime, made.chksum = _number(buf[124:136]), _number(buf[136:148]), _number(buf[148:156])
        made.type, made.linkname = buf[156:157], _text(buf[157:257], encoding, errors)
        made.uname, made.gname = _text(buf[265:297], encoding, errors), _text(buf[297:329], encoding, errors)
        made.devmajor, made.devminor = _number(buf[329:337]), _number(buf[337:345])
        prefix = _text(buf[345:500], encoding, errors)
        if made.type == AREGTYPE and made.name.endswith('/'):
            made.type = DIRTYPE
        if made.type == GNUTYPE_SPARSE:
            made._sparse_pairs(buf, 386, 4)
        if made.isdir():
            made.name = made.name.rstrip('/')
        if prefix and made.type not in (GNUTYPE_SPARSE, GNUTYPE_LONGNAME, GNUTYPE_LONGLINK):
            made.name = prefix + '/' + made.name
        return made

    def _sparse_pairs(self, buf, at, count):
        """Where the parts of a sparse file belong. Whether more pairs follow."""
        self.sparse = [] if self.sparse is None else self.sparse
        for _ in range(count):
            try:
                self.sparse.append((_number(buf[at:at + 12]), _number(buf[at + 12:at + 24])))
            except InvalidHeaderError:
                break
            at += 24
        self._full_size = _number(buf[483:495]) if count == 4 else self._full_size
        return bool(buf[482] if count == 4 else buf[504])

    @classmethod
    def fromtarfile(cls, tarfile):
        """The next member of an archive."""
        block = tarfile.fileobj.read(BLOCKSIZE)
        made = cls.frombuf(block, tarfile.encoding, tarfile.errors)
        made.offset = tarfile.fileobj.tell() - BLOCKSIZE
        return made._complete(tarfile, block)

    def _complete(self, tar, block):
        """Reads on where the block alone does not say all."""
        if self.type in (GNUTYPE_LONGNAME, GNUTYPE_LONGLINK):
            data = tar.fileobj.read(self._blocks(self.size)).split(NUL, 1)[0]
            following = self._following(tar)
            setattr(following, 'name' if self.type == GNUTYPE_LONGNAME else 'linkname', data.decode(tar.encoding, tar.errors))
            if following.isdir() and self.type == GNUTYPE_LONGNAME:
                following.name = following.name.removesuffix('/')
            return following
        if self.type in (XHDTYPE, XGLTYPE, SOLARIS_XHDTYPE):
            return self._read_records(tar)
        if self.type == GNUTYPE_SPARSE:
            more = bool(block[482])
            while more:
                more = self._sparse_pairs(tar.fileobj.read(BLOCKSIZE), 0, 21)
            self.offset_data = tar.fileobj.tell()
            tar.offset = self.offset_data + self._blocks(self.size)
            self.size = self._full_size
            return self
        self.offset_data = tar.fileobj.tell()
        tar.offset = self.offset_data + (self._blocks(self.size) if self.isreg() or self.type not in SUPPORTED_TYPES else 0)
        self._apply(tar.pax_headers, tar.encoding, tar.errors)
        if self.isdir():
            self.name = self.name.rstrip('/')
        return self

    def _following(self, tar):
        try:
            following = self.fromtarfile(tar)
        except HeaderError as error:
            raise SubsequentHeaderError(str(error)) from None
        following.offset = self.offset
        return following

    def _read_records(self, tar):
        data = tar.fileobj.read(self._blocks(self.size))[:self.size]
        headers = tar.pax_headers if self.type == XGLTYPE else tar.pax_headers.copy()
        raw, at = [], 0
        while at < len(data) and data[at]:
            length, _, _ = data[at:at + 20].partition(b' ')
            if not length.isdigit() or not int(length):
                raise InvalidHeaderError('invalid header')
            record = data[at:at + int(length)]
            key, equals, value = record[len(length) + 1:].partition(b'=')
            if not equals or not key or value[-1:] != b'\n' or len(record) < int(length):
                raise InvalidHeaderError('invalid header')
            raw.append((key, value[:-1]))
            at += int(length)
        binary = dict(raw).get(b'hdrcharset') == b'BINARY'
        for key, value in raw:
            key = key.decode('utf-8', 'surrogateescape')
            try:
                value = value.decode(tar.encoding if binary and key in _PAX_NAMES else 'utf-8', 'strict')
            except UnicodeDecodeError:
                value = value.decode(tar.encoding if key in _PAX_NAMES else 'utf-8', tar.errors)
            headers[key] = value
        following = self._following(tar)
        if self.type in (XHDTYPE, SOLARIS_XHDTYPE):
            following._apply(headers, tar.encoding, tar.errors)
            if 'size' in headers:
                tar.offset = following.offset_data
                if following.isreg() or following.type not in SUPPORTED_TYPES:
                    tar.offset += self._blocks(following.size)
            following._sparse_of_pax(raw, headers, tar)
        return following

    def _sparse_of_pax(self, raw, headers, tar):
        """The parts of a sparse file, which pax archives have in three ways."""
        numbers = None
        if 'GNU.sparse.map' in headers:
            numbers = list(map(int, headers['GNU.sparse.map'].split(',')))
        elif headers.get('GNU.sparse.major') == '1':
            # They stand before the content, as lines.
            tar.fileobj.seek(self.offset_data)
            lines = tar.fileobj.read(BLOCKSIZE).split(b'\n')
            want, read = 2 * int(lines[0]) + 1, BLOCKSIZE
            while len(lines) <= want:
                block = tar.fileobj.read(BLOCKSIZE)
                if not block:
                    raise InvalidHeaderError('invalid header')
                lines[-1:] = (lines[-1] + block).split(b'\n')
                read += BLOCKSIZE
            numbers = list(map(int, lines[1:want]))
            self.offset_data += read
        elif 'GNU.sparse.size' in headers:
            numbers = [int(value) for key, value in raw if key in (b'GNU.sparse.offset', b'GNU.sparse.numbytes')]
        if numbers is not None:
            self.sparse = list(zip(numbers[::2], numbers[1::2]))
            self.size = int(headers.get('GNU.sparse.realsize') or headers.get('GNU.sparse.size') or self.size)
            self.name = headers.get('GNU.sparse.name', self.name)

    def _apply(self, headers, encoding, errors):
        """Sets what pax records say."""
        for key, value in headers.items():
            if key in PAX_FIELDS:
                if key in _PAX_NUMBERS:
                    try:
                        value = _PAX_NUMBERS[key](value)
                    except ValueError:
                        value = 0
                if key == 'path':
                    value = value.rstrip('/')
                setattr(self, key, value)
        self.pax_headers = headers.copy()

    @staticmethod
    def _blocks(count):
        return -(-count // BLOCKSIZE) * BLOCKSIZE

    # --- kinds ---

    def isreg(self):
        """Whether it is a file."""
        return self.type in REGULAR_TYPES

    isfile = isreg

    def isdir(self):
        """Whether it is a folder."""
        return self.type == DIRTYPE

    def issym(self):
        """Whether it is a symbolic link."""
        return self.type == SYMTYPE

    def islnk(self):
        """Whether it is another name of a member."""
        return self.type == LNKTYPE

    def ischr(self):
        return self.type == CHRTYPE

    def isblk(self):
        return self.type == BLKTYPE

    def isfifo(self):
        return self.type == FIFOTYPE

    def issparse(self):
        return self.sparse is not None

    def isdev(self):
        """Whether it is a device or a pipe."""
        return self.type in (CHRTYPE, BLKTYPE, FIFOTYPE)

    def _listed(self, verbose):
        """The line that a listing has for it."""
        name = self.name + ('/' if self.isdir() else '')
        if not verbose:
            return name
        mode = '??????????' if self.mode is None else stat.filemode(self.mode)
        if self.ischr() or self.isblk():
            size = '%10s' % f'{self.devmajor},{self.devminor}'
        else:
            size = '%10d' % self.size
        when = ' ' * 19 if self.mtime is None else '%d-%02d-%02d %02d:%02d:%02d' % time.localtime(self.mtime)[:6]
        arrow = ' -> ' + self.linkname if self.issym() else ' link to ' + self.linkname if self.islnk() else ''
        return f'{mode} {self.uname or self.uid}/{self.gname or self.gid} {size} {when} {name}{arrow}'


def _not_utf8(value):
    try:
        value.encode('utf-8', 'strict')
    except UnicodeEncodeError:
        return True
    return False
