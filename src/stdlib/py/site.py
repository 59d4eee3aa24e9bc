"""Where installed packages would be: nowhere, as the interpreter stands alone."""

import os
import sys

PREFIXES = [sys.prefix, sys.exec_prefix]
ENABLE_USER_SITE = False
USER_SITE = None
USER_BASE = None


def getuserbase():
    """The folder of the user's own packages."""
    return os.path.expanduser('~/.local')


def getusersitepackages():
    """The folder in it that is on the path."""
    return os.path.join(getuserbase(), 'lib', 'python%d.%d' % sys.version_info[:2], 'site-packages')


def getsitepackages(prefixes=None):
    """The folders of packages."""
    names = dict.fromkeys(PREFIXES if prefixes is None else prefixes)
    return [os.path.join(prefix, 'lib', 'python%d.%d' % sys.version_info[:2], 'site-packages') for prefix in names
            if prefix]


def addsitedir(sitedir, known_paths=None):
    """Add a folder to the path."""
    sitedir = os.path.abspath(sitedir)
    if sitedir not in sys.path:
        sys.path.append(sitedir)
    return known_paths


def main():
    """Nothing is left to set up."""
