"""Putting things in an order in which nothing comes before what it depends on."""

from types import GenericAlias

__all__ = ['TopologicalSorter', 'CycleError']


class CycleError(ValueError):
    """Things depend on each other in a circle."""


class TopologicalSorter:
    """Orders the nodes of a graph given by what each depends on."""

    def __init__(self, graph=None):
        self._missing, self._successors = {}, {}
        self._ready, self._passed, self._done = None, 0, 0
        for node, predecessors in (graph or {}).items():
            self.add(node, *predecessors)

    def _note(self, node):
        self._missing.setdefault(node, 0)
        self._successors.setdefault(node, [])

    def add(self, node, *predecessors):
        """Add a node and what it depends on."""
        if self._ready is not None:
            raise ValueError('Nodes cannot be added after a call to prepare()')
        self._note(node)
        for predecessor in predecessors:
            self._note(predecessor)
            self._missing[node] += 1
            self._successors[predecessor].append(node)

    def prepare(self):
        """No more nodes come; look for circles."""
        if self._ready is not None:
            raise ValueError('cannot prepare() more than once')
        self._ready = [node for node, missing in self._missing.items() if missing == 0]
        self._out = set()
        cycle = self._cycle()
        if cycle:
            raise CycleError('nodes are in a cycle', cycle)

    def _cycle(self):
        """The nodes of a circle, or None."""
        finished = set()
        for start in self._missing:
            path, place, todo = [], {}, [(start, False)]
            while todo:
                node, leaving = todo.pop()
                if leaving:
                    path.pop()
                    del place[node]
                    finished.add(node)
                elif node in place:
                    return path[place[node]:] + [node]
                elif node not in finished:
                    place[node] = len(path)
                    path.append(node)
                    todo.append((node, True))
                    todo += [(successor, False) for successor in reversed(self._successors[node])]
        return None

    def get_ready(self):
        """The nodes that depend on nothing any more."""
        if self._ready is None:
            raise ValueError('prepare() must be called first')
        ready, self._ready = tuple(self._ready), []
        self._out.update(ready)
        self._passed += len(ready)
        return ready

    def is_active(self):
        """Whether there are nodes left."""
        if self._ready is None:
            raise ValueError('prepare() must be called first')
        return self._done < self._passed or bool(self._ready)

    def __bool__(self):
        return self.is_active()

    def done(self, *nodes):
        """Nodes are dealt with: those that depend on them may come."""
        if self._ready is None:
            raise ValueError('prepare() must be called first')
        for node in nodes:
            if node not in self._missing:
                raise ValueError(f'node {node!r} was not added using add()')
            if node not in self._out:
                missing = self._missing[node]
                raise ValueError(f'node {node!r} was already marked done' if missing < 0 else
                                 f'node {node!r} was not passed out (still not ready)')
            self._out.discard(node)
            self._missing[node] = -1
            self._done += 1
            for successor in self._successors[node]:
                self._missing[successor] -= 1
                if self._missing[successor] == 0:
                    self._ready.append(successor)

    def static_order(self):
        """All nodes in order."""
        self.prepare()
        while self.is_active():
            group = self.get_ready()
            yield from group
            self.done(*group)

    __class_getitem__ = classmethod(GenericAlias)
