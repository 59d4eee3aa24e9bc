"""What can be asked of a file's descriptor: flags, locks, and what devices understand."""

import _fcntl
import struct

_NUMBERS = """
F_DUPFD 0 F_GETFD 1 F_SETFD 2 F_GETFL 3 F_SETFL 4 F_GETLK 5 F_SETLK 6 F_SETLKW 7 F_SETOWN 8 F_GETOWN 9 F_SETSIG 10
F_GETSIG 11 F_OFD_GETLK 36 F_OFD_SETLK 37 F_OFD_SETLKW 38 F_SETLEASE 1024 F_GETLEASE 1025 F_NOTIFY 1026
F_DUPFD_CLOEXEC 1030 F_SETPIPE_SZ 1031 F_GETPIPE_SZ 1032 F_ADD_SEALS 1033 F_GET_SEALS 1034 F_RDLCK 0 F_WRLCK 1 F_UNLCK 2
F_EXLCK 4 F_SHLCK 8 F_GETLK64 5 F_SETLK64 6 F_SETLKW64 7 F_SEAL_SEAL 1 F_SEAL_SHRINK 2 F_SEAL_GROW 4 F_SEAL_WRITE 8
FASYNC 8192 FD_CLOEXEC 1 LOCK_SH 1 LOCK_EX 2 LOCK_NB 4 LOCK_UN 8 LOCK_MAND 32 LOCK_READ 64 LOCK_WRITE 128 LOCK_RW 192
DN_ACCESS 1 DN_MODIFY 2 DN_CREATE 4 DN_DELETE 8 DN_RENAME 16 DN_ATTRIB 32 DN_MULTISHOT 2147483648
FICLONE 1074041865 FICLONERANGE 1075876877
""".split()
globals().update(zip(_NUMBERS[::2], map(int, _NUMBERS[1::2])))


def _descriptor(file):
    """The descriptor of a file, or the number itself."""
    if not isinstance(file, int):
        try:
            file = file.fileno()
        except AttributeError:
            raise TypeError('argument must be an int, or have a fileno() method.') from None
        if not isinstance(file, int):
            raise TypeError('fileno() returned a non-integer')
    if file < 0:
        raise ValueError('file descriptor cannot be a negative integer (%d)' % file)
    return file


def fcntl(fd, cmd, arg=0, /):
    """Makes a request; what it gives is a number, or bytes if bytes were given."""
    if isinstance(arg, str):
        arg = arg.encode()
    if isinstance(arg, (bytes, bytearray)) and len(arg) > 1024:
        raise ValueError('fcntl string arg too long')
    return _fcntl.fcntl(_descriptor(fd), cmd, arg)


def ioctl(fd, request, arg=0, mutate_flag=True, /):
    """Makes a request of a device; what it gives is a number, or bytes. A bytearray is written to."""
    fd = _descriptor(fd)
    if isinstance(arg, str):
        arg = arg.encode()
    if isinstance(arg, (int, bytes)):
        if isinstance(arg, bytes) and len(arg) > 1024:
            raise ValueError('ioctl string arg too long')
        return _fcntl.ioctl(fd, request, arg)
    view = memoryview(arg).cast('B')
    made = _fcntl.ioctl(fd, request, view.tobytes())
    if not mutate_flag or view.readonly:
        return made
    view[:] = made
    return 0


def flock(fd, operation, /):
    """Locks or unlocks a whole file."""
    _fcntl.flock(_descriptor(fd), operation)


def lockf(fd, cmd, len=0, start=0, whence=0, /):
    """Locks or unlocks a part of a file."""
    for lock, kind in (LOCK_UN, F_UNLCK), (LOCK_SH, F_RDLCK), (LOCK_EX, F_WRLCK):
        if cmd & lock:
            break
    else:
        raise ValueError('unrecognized lockf argument')
    wanted = struct.pack('hh4xqqi4x', kind, whence, start, len, 0)
    _fcntl.fcntl(_descriptor(fd), F_SETLK if cmd & LOCK_NB else F_SETLKW, wanted)
