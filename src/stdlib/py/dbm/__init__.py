"""Files of keys and values, both of bytes: see `dbm.dumb`."""

from dbm import dumb
from dbm.dumb import error as _dumb_error

__all__ = ['open', 'whichdb', 'error']


class error(Exception):
    """An error of any of these files."""


# What `except dbm.error` catches.
error = (error, _dumb_error)


def whichdb(filename):
    """The name of the module that reads a file, '' if none does, None if there is no file."""
    import os
    filename = os.fspath(filename)
    if os.path.exists(filename + '.dat') and os.path.exists(filename + '.dir'):
        return 'dbm.dumb'
    return '' if os.path.exists(filename) else None


def open(file, flag='r', mode=0o666):
    """A file of keys and values: 'r' to read, 'w' to write, 'c' to make it if needed, 'n' for a new one."""
    if whichdb(file) is None and flag not in 'cn':
        raise error[0]("db file doesn't exist; use 'c' or 'n' flag to create a new db")
    return dumb.open(file, flag, mode)
