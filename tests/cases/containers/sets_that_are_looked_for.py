# A set may be looked for among frozensets, also one of a subclass; one that hashes is asked.
class S(set):
    pass


class H(set):
    def __hash__(self):
        return 5

    def __eq__(self, other):
        print("__eq__")
        return True


print({1} in {frozenset([1])}, S([1]) in {frozenset([1])}, S() in {1}, H() in {5})
things = {frozenset([1]), 2}
things.discard(S([1]))
print(things)
try:
    {S(): 1}
except TypeError as error:
    print(error)
