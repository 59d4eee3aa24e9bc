# A weak reference keeps nothing alive.
import weakref


class Node:
    def __init__(self, n):
        self.n = n


def forget(depth):
    # Calls of several shapes, so that they write to all of the stacks.
    list(map(lambda n: sorted([n, n], key=lambda m: m, reverse=True), [1]))
    int('1', base=10), '{0!r:>{width}}'.format([[[()]]], width=20), dict(a=1, b=2)
    return depth and max([depth], key=lambda n: forget(n - 1), default=None)


def use():
    node = Node(1)
    ref = weakref.ref(node, lambda ref: print('dead', ref() is None))
    print(ref() is node, weakref.getweakrefcount(node), weakref.ref(node) is weakref.ref(node))
    proxy = weakref.proxy(node)
    proxy.n += 4
    print(proxy.n, node.n, isinstance(proxy, Node))
    print(hash(ref) == hash(node), ref == weakref.ref(node), ref != weakref.ref(node))
    del node
    # What is left of it on the stacks is written over.
    forget(30)
    print(ref())
    try:
        proxy.n
    except ReferenceError as error:
        print(error)


use()
