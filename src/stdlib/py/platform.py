"""What the program runs on."""

import posix
import sys

__all__ = [
    'architecture', 'machine', 'node', 'platform', 'processor', 'python_compiler',
    'python_implementation', 'python_version', 'python_version_tuple', 'release', 'system', 'uname',
    'version',
]


def system():
    """Returns the system/OS name, such as 'Linux'."""
    return posix.uname()[0]


def node():
    """Returns the computer's network name."""
    return posix.uname()[1]


def release():
    """Returns the system's release."""
    return posix.uname()[2]


def version():
    """Returns the system's release version."""
    return posix.uname()[3]


def machine():
    """Returns the machine type, e.g. 'x86_64'."""
    return posix.uname()[4]


def processor():
    """Returns the (true) processor name, or an empty string."""
    return ''


def uname():
    """Returns what is known of the system, as a named tuple."""
    from collections import namedtuple
    kind = namedtuple('uname_result', 'system node release version machine', module='platform')
    return kind(*posix.uname())


def architecture(executable='', bits='', linkage=''):
    """The word size, and the format of executables."""
    return ('64bit' if sys.maxsize > 2 ** 32 else '32bit', 'ELF')


def platform(aliased=False, terse=False):
    """A single string that identifies the underlying platform."""
    return f'{system()}-{release()}-{machine()}'


def python_implementation():
    """Returns a string identifying the Python implementation."""
    return sys.implementation.name


def python_version():
    """Returns the Python version as string 'major.minor.patchlevel'"""
    return '.'.join(map(str, sys.version_info[:3]))


def python_version_tuple():
    """Returns the Python version as tuple (major, minor, patchlevel) of strings."""
    return tuple(map(str, sys.version_info[:3]))


def python_compiler():
    """Returns a string identifying the compiler used for compiling Python."""
    return 'rustc'
