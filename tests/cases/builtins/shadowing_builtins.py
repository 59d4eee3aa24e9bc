# A global of the same name hides a builtin, until it is deleted.
def count(x): return len(x)
print(count([1, 2]))
len = lambda x: "mine"
print(count([1, 2]))
del len
print(count([1, 2]))
import builtins
print(builtins.len is len, builtins.print is print)
