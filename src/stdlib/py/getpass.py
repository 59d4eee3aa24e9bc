"""The user's name, and passwords that are not shown."""

import os
import sys
import warnings

__all__ = ['getpass', 'getuser', 'GetPassWarning']


class GetPassWarning(UserWarning):
    pass


def getpass(prompt='Password: ', stream=None):
    """Ask for a password. It can be seen while it is typed, which a warning says."""
    warnings.warn('Can not control echo on the terminal.', GetPassWarning, stacklevel=2)
    print(prompt, end='', file=stream or sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.removesuffix('\n')


def getuser():
    """The name of the user."""
    for name in ('LOGNAME', 'USER', 'LNAME', 'USERNAME'):
        if user := os.environ.get(name):
            return user
    return str(os.getuid())
