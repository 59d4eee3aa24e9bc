"""List, dict and set comprehensions."""

total = 0
for turn in range(30):
    squares = [i * i for i in range(50_000)]
    odd = [s for s in squares if s & 1]
    lengths = {i: s for i, s in enumerate(odd)}
    remainders = {s % 1009 for s in odd}
    total += len(squares) + len(odd) + len(lengths) + sum(remainders)
print(total)
