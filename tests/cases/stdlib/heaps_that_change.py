# Heaps: errors of arguments, comparisons that raise or change the list, what is left then.
import heapq


def attempt(act, *args, **keywords):
    try:
        print(act(*args, **keywords))
    except Exception as error:
        print(type(error).__name__, error)


for function in (heapq.heappush, heapq.heapreplace, heapq.heappushpop):
    attempt(function, (), 1)
    attempt(function, [], 1)
    attempt(function, [1])
for function in (heapq.heappop, heapq.heapify):
    attempt(function, ())
    attempt(function, [])
    attempt(function)

heap = [1, 2, 3]
attempt(heapq.heappush, heap, 'x')
print(sorted(map(str, heap)))
heap = [(1, 'a'), (1, 2), (0, None)]
attempt(heapq.heapify, heap)
print(len(heap))


class Greedy:
    def __init__(self, heap):
        self.heap = heap

    def __lt__(self, other):
        self.heap.clear()
        return True


heap = [1, 2, 3]
attempt(heapq.heappush, heap, Greedy(heap))
heap = []
heap.extend([Greedy(heap) for _ in range(8)])
attempt(heapq.heapify, heap)
heap = []
heap.extend([Greedy(heap) for _ in range(8)])
attempt(heapq.heappop, heap)
heap = [Greedy([]), 1]
heap[0].heap = heap
attempt(heapq.heappushpop, heap, 5)

heap = []
for item in [5, 1.5, 3, True, -2, 2**70, -0.0, 0.0]:
    heapq.heappush(heap, item)
print(heapq.heappushpop(heap, -7), heapq.heapreplace(heap, 9), [heapq.heappop(heap) for _ in range(len(heap))])
pairs = [(i * 7 % 5, -i) for i in range(12)]
heapq.heapify(pairs)
print([heapq.heappop(pairs) for _ in range(12)])
