"""Comparing files and directories."""

import os
import stat

__all__ = ['clear_cache', 'cmp', 'dircmp', 'cmpfiles', 'DEFAULT_IGNORES']

DEFAULT_IGNORES = ['RCS', 'CVS', 'tags', '.git', '.hg', '.bzr', '_darcs', '__pycache__']


def clear_cache():
    """Nothing is kept from one comparison to the next."""


def cmp(f1, f2, shallow=True):
    """Whether two files are equal; `shallow` trusts equal sizes and times."""
    one, other = (_signature(os.stat(path)) for path in (f1, f2))
    if one[0] != stat.S_IFREG or other[0] != stat.S_IFREG:
        return False
    if shallow and one == other:
        return True
    if one[1] != other[1]:
        return False
    with open(f1, 'rb') as first, open(f2, 'rb') as second:
        return first.read() == second.read()


def _signature(status):
    return stat.S_IFMT(status.st_mode), status.st_size, status.st_mtime


def cmpfiles(a, b, common, shallow=True):
    """The names of equal files, of different ones, and of those that could not be compared."""
    result = ([], [], [])
    for name in common:
        try:
            which = 0 if cmp(os.path.join(a, name), os.path.join(b, name), shallow) else 1
        except (OSError, ValueError):
            which = 2
        result[which].append(name)
    return result


class dircmp:
    """Compares two directories; what is asked for is found out then."""

    def __init__(self, a, b, ignore=None, hide=None):
        self.left, self.right = a, b
        self.ignore = DEFAULT_IGNORES if ignore is None else ignore
        self.hide = [os.curdir, os.pardir] if hide is None else hide

    def __getattr__(self, name):
        if name.startswith('_') or name not in self._made_by:
            raise AttributeError(name)
        self._made_by[name](self)
        return getattr(self, name)

    def _find_names(self):
        skipped = self.hide + self.ignore
        self.left_list = sorted(name for name in os.listdir(self.left) if name not in skipped)
        self.right_list = sorted(name for name in os.listdir(self.right) if name not in skipped)

    def _find_common(self):
        self.common = [name for name in self.left_list if name in self.right_list]
        self.left_only = [name for name in self.left_list if name not in self.common]
        self.right_only = [name for name in self.right_list if name not in self.common]

    def _find_kinds(self):
        self.common_dirs, self.common_files, self.common_funny = [], [], []
        for name in self.common:
            try:
                kinds = [stat.S_IFMT(os.stat(os.path.join(side, name)).st_mode) for side in (self.left, self.right)]
            except OSError:
                kinds = [None, 0]
            if kinds == [stat.S_IFDIR] * 2:
                self.common_dirs.append(name)
            elif kinds == [stat.S_IFREG] * 2:
                self.common_files.append(name)
            else:
                self.common_funny.append(name)

    def _compare(self):
        self.same_files, self.diff_files, self.funny_files = cmpfiles(self.left, self.right, self.common_files)

    def _descend(self):
        self.subdirs = {
            name: type(self)(os.path.join(self.left, name), os.path.join(self.right, name), self.ignore, self.hide)
            for name in self.common_dirs
        }

    _made_by = (
        dict.fromkeys(['left_list', 'right_list'], _find_names)
        | dict.fromkeys(['common', 'left_only', 'right_only'], _find_common)
        | dict.fromkeys(['common_dirs', 'common_files', 'common_funny'], _find_kinds)
        | dict.fromkeys(['same_files', 'diff_files', 'funny_files'], _compare)
        | {'subdirs': _descend}
    )

    def report(self):
        """Prints what differs."""
        print('diff', self.left, self.right)
        for title, names in (
            (f'Only in {self.left}', self.left_only), (f'Only in {self.right}', self.right_only),
            ('Identical files', self.same_files), ('Differing files', self.diff_files),
            ('Trouble with common files', self.funny_files), ('Common subdirectories', self.common_dirs),
            ('Common funny cases', self.common_funny),
        ):
            if names:
                print(title, ':', sorted(names))

    def report_partial_closure(self):
        """The same of the directories one level below, too."""
        self.report()
        for below in self.subdirs.values():
            print()
            below.report()

    def report_full_closure(self):
        """The same of all directories below, too."""
        self.report()
        for below in self.subdirs.values():
            print()
            below.report_full_closure()
