# A set's own in-place operator comes before the right side's reflected one.
class A(set):
    pass


class B(A):
    def __rand__(self, other):
        return "rand"

    __ror__ = __rand__


a = same = A([1, 2])
a &= B([1])
print(a, a is same)
a |= B([5])
print(a, a is same)
print(A([1]) & B([1]), A([1]) | {2})


class D(dict):
    def __ror__(self, other):
        return "ror"


d = {1: 1}
d |= D({2: 2})
print(d, {1: 1} | D())
print(frozenset().issuperset(["x", []]), {1, 2}.issuperset(iter([1, 2])), {1}.issuperset(range(5)))
