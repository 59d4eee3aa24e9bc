# The collector can be asked what there is and who refers to whom.
import gc


class Node:
    pass


nodes = [Node() for _ in range(3)]
print(len([it for it in gc.get_objects() if type(it) is Node]))
del nodes[1:]
print(any(it is nodes for it in gc.get_objects()))
print(any(it is nodes for it in gc.get_referrers(nodes[0])))
print(gc.get_referents(['a', (1,)]) in (['a', (1,)], [(1,), 'a']), gc.get_referents({}), gc.get_referents(5, 'a'))
print(gc.get_freeze_count() >= 0, gc.is_finalized(nodes))
