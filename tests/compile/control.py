def loops(n, items):
    i = total = 0
    while i < n:
        if i % 2 and not total or i == 7:
            continue
        total += items[i]
        i += 1
    else:
        total = -total
    for key, value in items:
        if key is None:
            break
        elif 0 < value <= n:
            total -= value
    while True:
        if total not in (1, 2):
            return total


def truth(a, b):
    c = a and b or not a
    d = a if b else c
    e = a < b < c
    assert a in [1, 2], "no"
    return d, e
