# sys: what scripts look at.
import sys
print(len(sys.argv), sys.version_info[:2], sys.version_info >= (3, 8), sys.version_info.major, sys.maxsize, sys.byteorder)
print(sys.getrecursionlimit(), type(sys.path).__name__, sys.stdout is sys.__stdout__, isinstance(sys.implementation.name, str), sys.platform)
print(sys.float_info.max, sys.float_info.epsilon, sys.maxunicode, sys.intern("x") == "x", sys.getsizeof([]) > 0, sys.getdefaultencoding())
sys.stderr.write("error text\n")
