"""A loop of int arithmetic, 20 million turns."""


def run(n):
    i = total = 0
    while i < n:
        total += i & 7
        i += 1
    return total


print(run(20_000_000))
