"""Shortest paths on a grid with heapq, and a heap written in Python."""

from heapq import heappop, heappush


class Heap:
    def __init__(self):
        self.items = []

    def push(self, item):
        items = self.items
        items.append(item)
        at = len(items) - 1
        while at > 0:
            parent = (at - 1) >> 1
            if items[parent] <= item:
                break
            items[at] = items[parent]
            at = parent
        items[at] = item

    def pop(self):
        items = self.items
        last = items.pop()
        if not items:
            return last
        first, at, size = items[0], 0, len(items)
        while True:
            child = 2 * at + 1
            if child >= size:
                break
            if child + 1 < size and items[child + 1] < items[child]:
                child += 1
            if items[child] >= last:
                break
            items[at] = items[child]
            at = child
        items[at] = last
        return first


def shortest(size):
    cost = [[(x * 31 + y * 17) % 9 + 1 for x in range(size)] for y in range(size)]
    best = {(0, 0): 0}
    queue = [(0, (0, 0))]
    while queue:
        distance, place = heappop(queue)
        if distance > best[place]:
            continue
        x, y = place
        if x == size - 1 and y == size - 1:
            return distance
        for nx, ny in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
            if 0 <= nx < size and 0 <= ny < size:
                reached = distance + cost[ny][nx]
                if reached < best.get((nx, ny), 1 << 60):
                    best[nx, ny] = reached
                    heappush(queue, (reached, (nx, ny)))


def heap_sorted(count):
    heap, state, out = Heap(), 1, 0
    for _ in range(count):
        state = state * 48271 % 2147483647
        heap.push(state)
    for i in range(count):
        out = (out * 31 + heap.pop()) & 0xFFFFFFFF
    return out


print(shortest(300), heap_sorted(120_000))
