# A set on the right side is taken as it is; what is taken out must hash.
class S(set):
    def __iter__(self):
        print("__iter__")
        return iter("ab")


s = {1}
s |= S([2])
s.update(S([3]))
print(s, s | S([4]), s - S([1]))
for act in (lambda: s.difference([set()]), lambda: s.difference_update([{1}]), lambda: s.difference({1: 2}), lambda: 1j % 10**400, lambda: 1j >> 10**400, lambda: 1j // 2):
    try:
        print(act())
    except TypeError as error:
        print(error)
