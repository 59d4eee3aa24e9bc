"""The users of this machine."""

from collections import namedtuple

__all__ = ['getpwall', 'getpwnam', 'getpwuid', 'struct_passwd']

_Fields = namedtuple('struct_passwd', 'pw_name pw_passwd pw_uid pw_gid pw_gecos pw_dir pw_shell')


class struct_passwd(_Fields):
    """One user: pw_name, pw_passwd, pw_uid, pw_gid, pw_gecos, pw_dir, pw_shell."""

    __slots__ = ()

    def __repr__(self):
        return 'pwd.' + super().__repr__()


def getpwall():
    """All users."""
    with open('/etc/passwd', encoding='utf-8', errors='surrogateescape') as file:
        rows = [line.rstrip('\n').split(':') for line in file if line.count(':') == 6]
    return [struct_passwd(name, secret, int(uid), int(gid), *rest) for name, secret, uid, gid, *rest in rows]


def getpwnam(name, /):
    """The user of a name."""
    if not isinstance(name, str):
        raise TypeError(f'getpwnam() argument must be str, not {type(name).__name__}')
    for user in getpwall():
        if user.pw_name == name:
            return user
    raise KeyError(f'getpwnam(): name not found: {name!r}')


def getpwuid(uid, /):
    """The user of a number."""
    for user in getpwall():
        if user.pw_uid == uid:
            return user
    raise KeyError(f'getpwuid(): uid not found: {uid}')
