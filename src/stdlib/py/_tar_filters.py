"""What may be taken out of an archive that somebody else has made: `filter='data'` and its sisters.

A filter gets a member and the folder; it gives the member, perhaps changed, or None for one to be left out, or raises.
"""

import os

from _tar_info import TarError


class FilterError(TarError):
    """A filter refuses a member."""

    __module__ = 'tarfile'


class AbsolutePathError(FilterError):
    __module__ = 'tarfile'

    def __init__(self, tarinfo):
        self.tarinfo = tarinfo
        super().__init__(f'member {tarinfo.name!r} has an absolute path')


class OutsideDestinationError(FilterError):
    __module__ = 'tarfile'

    def __init__(self, tarinfo, path):
        self.tarinfo, self._path = tarinfo, path
        super().__init__(f'{tarinfo.name!r} would be extracted to {path!r}, which is outside the destination')


class SpecialFileError(FilterError):
    __module__ = 'tarfile'

    def __init__(self, tarinfo):
        self.tarinfo = tarinfo
        super().__init__(f'{tarinfo.name!r} is a special file')


class AbsoluteLinkError(FilterError):
    __module__ = 'tarfile'

    def __init__(self, tarinfo):
        self.tarinfo = tarinfo
        super().__init__(f'{tarinfo.name!r} is a link to an absolute path')


class LinkOutsideDestinationError(FilterError):
    __module__ = 'tarfile'

    def __init__(self, tarinfo, path):
        self.tarinfo, self._path = tarinfo, path
        super().__init__(f'{tarinfo.name!r} would link to {path!r}, which is outside the destination')


def _changes(member, folder, data):
    changes, folder = {}, os.path.realpath(folder)
    name = member.name
    if name.startswith(('/', os.sep)):
        name = changes['name'] = member.path.lstrip('/' + os.sep)
    if os.path.isabs(name):
        raise AbsolutePathError(member)
    target = os.path.realpath(os.path.join(folder, name))
    if os.path.commonpath([target, folder]) != folder:
        raise OutsideDestinationError(member, target)
    mode = member.mode
    if mode is not None:
        # Others may not write, and no special bits are set.
        mode &= 0o755
        if data:
            if member.isreg() or member.islnk():
                if not mode & 0o100:
                    mode &= ~0o111
                mode |= 0o600
            elif member.isdir() or member.issym():
                mode = None
            else:
                raise SpecialFileError(member)
        if mode != member.mode:
            changes['mode'] = mode
    if data:
        for key in 'uid', 'gid', 'uname', 'gname':
            if getattr(member, key) is not None:
                changes[key] = None
        if member.islnk() or member.issym():
            if os.path.isabs(member.linkname):
                raise AbsoluteLinkError(member)
            if member.issym():
                target = os.path.join(folder, os.path.dirname(name), member.linkname)
            else:
                target = os.path.join(folder, member.linkname)
            target = os.path.realpath(target)
            if os.path.commonpath([target, folder]) != folder:
                raise LinkOutsideDestinationError(member, target)
    return changes


def fully_trusted_filter(member, dest_path):
    """Takes all as it is."""
    return member


def tar_filter(member, dest_path):
    """As the program tar does: nothing outside the folder, no special bits."""
    changes = _changes(member, dest_path, False)
    return member.replace(**changes, deep=False) if changes else member


def data_filter(member, dest_path):
    """For data: no devices, no links out of the folder, no owners."""
    changes = _changes(member, dest_path, True)
    return member.replace(**changes, deep=False) if changes else member


NAMED = {'fully_trusted': fully_trusted_filter, 'tar': tar_filter, 'data': data_filter}
