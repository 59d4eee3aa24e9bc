"""What this process may use, and what it has used."""

import _resource
from _resource import getrlimit, setrlimit
from collections import namedtuple

globals().update({name: value for name, value in vars(_resource).items() if name.startswith(('RLIM', 'RUSAGE'))})

error = OSError

_Fields = namedtuple('struct_rusage', 'ru_utime ru_stime ru_maxrss ru_ixrss ru_idrss ru_isrss ru_minflt ru_majflt '
                     'ru_nswap ru_inblock ru_oublock ru_msgsnd ru_msgrcv ru_nsignals ru_nvcsw ru_nivcsw')


class struct_rusage(_Fields):
    """What has been used: seconds, kilobytes, counts."""

    __slots__ = ()

    def __repr__(self):
        return 'resource.' + super().__repr__()


def getrusage(who, /):
    """What this process (RUSAGE_SELF) or its children (RUSAGE_CHILDREN) have used."""
    return struct_rusage(*_resource.usage(who))


def getpagesize():
    """How many bytes a page of memory has."""
    return 4096
