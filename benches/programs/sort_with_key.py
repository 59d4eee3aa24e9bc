"""Sorting: by a key function, by tuples, by strings."""

state = 42
items = []
for i in range(200_000):
    state = (state * 1103515245 + 12345) & 0x7FFFFFFF
    items.append((state % 1000, state >> 7, f"name{state % 5000}"))
by_name = sorted(items, key=lambda item: item[2])
by_all = sorted(items)
by_second = sorted(items, key=lambda item: -item[1])
print(by_name[0][2], by_name[-1][2], by_all[0], by_second[0][1])
