# A linked list with iteration, and a tree with recursion.
class Node:
    def __init__(self, value, next=None): self.value, self.next = value, next
class Chain:
    def __init__(self, items=()):
        self.head = None
        for item in reversed(list(items)): self.head = Node(item, self.head)
    def __iter__(self):
        node = self.head
        while node is not None:
            yield node.value
            node = node.next
    def reverse(self):
        before, node = None, self.head
        while node: node.next, before, node = before, node, node.next
        self.head = before
c = Chain("abcde")
c.reverse()
print(list(c))
class Tree:
    def __init__(self, v): self.v, self.l, self.r = v, None, None
    def add(self, v):
        side = "l" if v < self.v else "r"
        child = getattr(self, side)
        if child: child.add(v)
        else: setattr(self, side, Tree(v))
    def __iter__(self):
        if self.l: yield from self.l
        yield self.v
        if self.r: yield from self.r
t = Tree(50)
for v in (30, 70, 20, 40, 60, 80, 35): t.add(v)
print(list(t))
