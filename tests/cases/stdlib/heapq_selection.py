# nsmallest and nlargest keep the order of equals as sorted does, and take any iterable.
import heapq

data = [(i * 37 % 11, i) for i in range(60)]


def first(pair):
    return pair[0]


for n in (-1, 0, 1, 2, 7, 59, 60, 61):
    assert heapq.nsmallest(n, data) == sorted(data)[:max(n, 0)]
    assert heapq.nlargest(n, iter(data)) == sorted(data, reverse=True)[:max(n, 0)]
    assert heapq.nsmallest(n, iter(data), key=first) == sorted(data, key=first)[:max(n, 0)]
    assert heapq.nlargest(n, data, key=first) == sorted(data, key=first, reverse=True)[:max(n, 0)], n
print(heapq.nlargest(3, data, key=first), heapq.nsmallest(2, 'hello'), heapq.nsmallest(3, []))
for n, items in (('a', [1]), (1.5, [1, 2]), (2, 5), (2, [1, 'x', 3])):
    try:
        print(heapq.nsmallest(n, items))
    except TypeError as error:
        print(error)
print(list(heapq.merge([1, 4], [2, 3, 5], [])), list(heapq.merge('ca', 'db', reverse=True)))
