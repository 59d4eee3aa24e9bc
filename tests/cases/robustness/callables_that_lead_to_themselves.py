# A `__call__` or `__get__` may be an object of the same class: that is endless recursion,
# which ends in a RecursionError and not in a hang or a full native stack.
class Called: pass
Called.__call__ = Called()
try:
    Called()()
except RecursionError as e:
    print(type(e).__name__)


class Iterated: pass
Iterated.__iter__ = Iterated()
try:
    iter(Iterated())
except TypeError as e:
    print(e)


# The same by way of natives.
class Shown:
    def __repr__(self): return repr([self])
    def __hash__(self): return hash((self,))
    def __lt__(self, other): return min(self, other)
    def __bool__(self): return not self
    def __format__(self, spec): return f"{self:{self}}"


for act in (repr, hash, bool, format, lambda it: it < it):
    try:
        act(Shown())
    except RecursionError as e:
        print(type(e).__name__)
