# Classes that derive from, or are registered with, the abstract ones match as they do.
import collections
import collections.abc


class Seq(collections.abc.Sequence):
    def __getitem__(self, index):
        return [1, 2][index]

    def __len__(self):
        return 2


class Late:
    def __len__(self):
        return 0

    def __getitem__(self, index):
        raise IndexError


def kind(value):
    match value:
        case [*items]:
            return 'sequence', items
        case {**items}:
            return 'mapping', items
    return 'neither'


print(kind(Seq()), kind(collections.deque([3])), kind(collections.UserDict(a=1)), kind(Late()), kind('text'))
collections.abc.Sequence.register(Late)
print(kind(Late()))
