import heapq

print(list(heapq.merge([(3, 'a'), (1, 'b')], [(3, 'c'), (2, 'd')], key=lambda pair: pair[0], reverse=True)))
print(list(heapq.merge(['a', 'bb'], ['c', 'dd'], key=len)))
