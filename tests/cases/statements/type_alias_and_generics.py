# PEP 695: type parameters and `type`.
type Pair[T] = tuple[T, T]
print(Pair, Pair.__name__)
def first[T](items: list[T]) -> T:
    return items[0]
print(first([3, 4]))
class Box[T]:
    def __init__(self, item: T):
        self.item = item
print(Box(5).item, Box.__name__)
