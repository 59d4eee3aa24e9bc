# The methods of list.
l = [3, 1, 2]
l.append(4); l.extend([5, 6]); l.insert(0, 0); l.insert(-1, 9); l.insert(100, 7)
print(l, l.pop(), l.pop(0), l.index(1), l.count(9), len(l))
l.remove(9); l.reverse(); print(l)
l.sort(); print(l)
l.sort(reverse=True); print(l)
m = l.copy(); m.clear(); print(l, m)
words = ["pear", "Fig", "apple", "kiwi"]
words.sort(key=len); print(words)
words.sort(key=str.lower, reverse=True); print(words)
print([1, 2] + [3], [0] * 3, [1, 2] == [1, 2], [1, 2] < [1, 3], [1] < [1, 0], 2 in [1, 2], [[]] * 2)
