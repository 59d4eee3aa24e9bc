"""The groups of users of this machine."""

from collections import namedtuple

__all__ = ['getgrall', 'getgrnam', 'getgrgid', 'struct_group']

_Fields = namedtuple('struct_group', 'gr_name gr_passwd gr_gid gr_mem')


class struct_group(_Fields):
    """One group: gr_name, gr_passwd, gr_gid, gr_mem."""

    __slots__ = ()

    def __repr__(self):
        return 'grp.' + super().__repr__()


def getgrall():
    """All groups."""
    with open('/etc/group', encoding='utf-8', errors='surrogateescape') as file:
        rows = [line.rstrip('\n').split(':') for line in file if line.count(':') == 3]
    return [struct_group(name, secret, int(gid), members.split(',') if members else [])
            for name, secret, gid, members in rows]


def getgrnam(name):
    """The group of a name."""
    for group in getgrall():
        if group.gr_name == name:
            return group
    raise KeyError(f'getgrnam(): name not found: {name!r}')


def getgrgid(id):
    """The group of a number."""
    for group in getgrall():
        if group.gr_gid == id:
            return group
    raise KeyError(f'getgrgid(): gid not found: {id}')
