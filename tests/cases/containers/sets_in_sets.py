# A set can be looked for among frozensets, an instance of a subclass too.
class Own(set):
    pass


class Hashed(set):
    __hash__ = object.__hash__


family = {frozenset([1, 2]), 3}
print({1, 2} in family, Own([1, 2]) in family, Own() in family, Hashed([1, 2]) in family)
family.discard(Own([1, 2]))
print(family)
try:
    family.add(Own())
except TypeError as error:
    print(error)
try:
    family.remove(Own([7]))
except KeyError as error:
    print(repr(error))
