# Nothing comes before what it depends on.
from graphlib import CycleError, TopologicalSorter

sorter = TopologicalSorter({'d': ['b', 'c'], 'b': ['a'], 'c': ['a']})
sorter.prepare()
while sorter:
    ready = sorter.get_ready()
    print(sorted(ready))
    sorter.done(*ready)
try:
    list(TopologicalSorter({'a': ['b'], 'b': ['a']}).static_order())
except CycleError as error:
    print(error.args[0])
