"""Heaps: lists in which no item is greater than its children, at 2k+1 and 2k+2."""

from _bisect import bisect_left, bisect_right, insort_left, insort_right
from _heapq import heapify, heappop, heappush, heappushpop, heapreplace

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'merge', 'nlargest', 'nsmallest', 'heappushpop']


class _Descending:
    """Turns the order around: for merging downwards."""

    __slots__ = ('key',)

    def __init__(self, key):
        self.key = key

    def __eq__(self, other):
        return other.key == self.key

    def __lt__(self, other):
        return other.key < self.key


def merge(*iterables, key=None, reverse=False):
    """Merge multiple sorted inputs into a single sorted output."""
    def ordering(value):
        value = value if key is None else key(value)
        return _Descending(value) if reverse else value

    heap = []
    for order, iterable in enumerate(iterables):
        advance = iter(iterable).__next__
        try:
            value = advance()
        except StopIteration:
            continue
        heap.append([ordering(value), order, value, advance])
    heapify(heap)
    while heap:
        entry = heap[0]
        yield entry[2]
        try:
            value = entry[3]()
        except StopIteration:
            heappop(heap)
            continue
        heapreplace(heap, [ordering(value), entry[1], value, entry[3]])


def _is_all(n, iterable):
    """Whether no more than n items are there, as far as is known without looking at them."""
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        return False
    return n >= size


def nsmallest(n, iterable, key=None):
    """Find the n smallest elements in a dataset: sorted(iterable, key=key)[:n]"""
    if _is_all(n, iterable):
        return sorted(iterable, key=key)
    it = iter(iterable)
    best = sorted([item for _, item in zip(range(n), it)], key=key)
    if not best:
        return best
    # A few good ones stay sorted; the others are compared with the worst of them.
    if key is None:
        worst = best[-1]
        for item in it:
            if item < worst:
                insort_right(best, item)
                best.pop()
                worst = best[-1]
        return best
    keys = [key(item) for item in best]
    worst = keys[-1]
    for item in it:
        of_item = key(item)
        if of_item < worst:
            place = bisect_right(keys, of_item)
            keys.insert(place, of_item)
            best.insert(place, item)
            keys.pop()
            best.pop()
            worst = keys[-1]
    return best


def nlargest(n, iterable, key=None):
    """Find the n largest elements in a dataset: sorted(iterable, key=key, reverse=True)[:n]"""
    if _is_all(n, iterable):
        return sorted(iterable, key=key, reverse=True)
    it = iter(iterable)
    # The best comes last: of equal ones, the later lie before the earlier.
    best = sorted([item for _, item in zip(range(n), it)], key=key, reverse=True)[::-1]
    if not best:
        return best
    if key is None:
        worst = best[0]
        for item in it:
            if worst < item:
                insort_left(best, item)
                del best[0]
                worst = best[0]
        return best[::-1]
    keys = [key(item) for item in best]
    worst = keys[0]
    for item in it:
        of_item = key(item)
        if worst < of_item:
            place = bisect_left(keys, of_item)
            keys.insert(place, of_item)
            best.insert(place, item)
            del keys[0], best[0]
            worst = keys[0]
    return best[::-1]
