# What built-in functions, methods and operators' methods say of themselves.
import re


def show(it):
    print(re.sub('0x[0-9a-f]+', 'ADDR', repr(it)), type(it).__name__, it.__name__, it.__qualname__)


for it in [len, [].append, list.append, int.__add__, (1).__add__, object.__init__,
           dict.fromkeys, dict.__dict__['fromkeys'], object.__new__, {}.__contains__,
           dict.__contains__, 'a'.__contains__, list.__getitem__, tuple.__getitem__,
           type.__dict__['__mro__'], property.fget, slice.start, type.mro]:
    show(it)
print([].append.__self__, len.__module__, list.append.__objclass__, dict.fromkeys.__self__)
