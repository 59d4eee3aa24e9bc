# Ranges know their items without making them.
r = range(0, 20, 3)
print(r, len(r), r[2], r[-1], r[1:4], r[::-1], 9 in r, 10 in r, r.index(9), r.count(9), list(r), r == range(0, 21, 3), bool(range(0)))
print(list(range(5, 0, -2)), list(range(3, 3)), range(10 ** 20)[10 ** 19], len(range(-5, 5)), list(reversed(range(4))), range(5).start, range(1, 5, 2).step)
print(sum(range(101)), max(range(5)), 2.0 in range(5), "a" in range(5), hash(range(3)) == hash(range(0, 3)))
