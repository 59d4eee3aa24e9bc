# What os answers with are tuples with names, which may know more than they show.
import copy
import os
import pickle
import sys
import time

here = os.stat(__file__)
print(len(here), here[6] == here.st_size, type(here[8]), type(here.st_mtime), type(here.st_mtime_ns))
mode, ino, dev, nlink, uid, gid, size, atime, mtime, ctime = here
print(mtime == int(here.st_mtime) == here.st_mtime_ns // 10 ** 9, here.st_blksize > 0, here.st_blocks >= 0, here.st_rdev)
for count in 3, 10, 13, 16, 19, 20:
    try:
        made = os.stat_result(range(count))
        print(count, made, made.st_atime, made.st_mtime_ns, made.st_rdev, len(made))
    except TypeError as error:
        print(count, error)
for name in 'st_size', 'other':
    try:
        setattr(here, name, 5)
    except AttributeError as error:
        print(error)
print(here == tuple(here), pickle.loads(pickle.dumps(here)).st_mtime_ns == here.st_mtime_ns, copy.copy(here) == here)
print(os.terminal_size((3, 4)), os.terminal_size((3, 4)).columns)
for given in (3,), (3, 4, 5), 5:
    try:
        os.terminal_size(given)
    except TypeError as error:
        print(error)
for cls in os.stat_result, os.terminal_size, time.struct_time, type(sys.version_info), type(sys.flags), type(sys.int_info):
    print(cls, cls.n_fields, cls.n_sequence_fields, cls.n_unnamed_fields, cls.__match_args__[:5])
print(time.gmtime(0).n_fields)
match os.terminal_size((80, 24)):
    case os.terminal_size(columns, lines):
        print(columns, lines)
