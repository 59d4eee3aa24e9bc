"""`in`, index, count, insert, remove and comparison of lists and tuples."""


def search(n, turns):
    numbers = list(range(n))
    words = [f"w{i}" for i in range(n)]
    pairs = [(i, i + 1) for i in range(n)]
    found = 0
    for i in range(turns):
        if i * 7 % (2 * n) in numbers:
            found += 1
        if f"w{i % (2 * n)}" in words:
            found += 1
        if (i % n, i % n + 1) in pairs:
            found += 1
        found += numbers.index(i % n) + words.count("w5")
    return found


def queue(n):
    items, total = [], 0
    for i in range(n):
        items.insert(i % (len(items) + 1), i)
        if len(items) > 200:
            items.remove(items[100])
            total += items.pop(0)
            items.reverse()
    return total, len(items)


def nearest(n):
    rows = [[i % 10, i % 7, i % 3] for i in range(n)]
    smaller = 0
    for a, b in zip(rows, rows[1:]):
        smaller += a < b
        smaller += a == b
        smaller += tuple(a) >= tuple(b)
    return smaller


print(search(300, 14_000), *queue(150_000), nearest(150_000))
