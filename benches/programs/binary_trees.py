"""Trees made, counted and dropped: allocation and recursion."""


class Node:
    def __init__(self, left, right):
        self.left, self.right = left, right

    def count(self):
        if self.left is None:
            return 1
        return 1 + self.left.count() + self.right.count()


def tree(depth):
    if depth == 0:
        return Node(None, None)
    return Node(tree(depth - 1), tree(depth - 1))


def pairs(depth):
    return None if depth == 0 else (pairs(depth - 1), pairs(depth - 1))


def weigh(pair):
    return 1 if pair is None else 1 + weigh(pair[0]) + weigh(pair[1])


long_lived = tree(15)
total = 0
for depth in range(4, 17, 2):
    for _ in range(1 << (16 - depth)):
        total += tree(depth).count()
print(total, long_lived.count(), sum(weigh(pairs(12)) for _ in range(40)))
