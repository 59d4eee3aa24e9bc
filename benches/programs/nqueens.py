"""Recursive generators and tuples."""


def queens(n, row, columns, rising, falling):
    if row == n:
        yield columns
        return
    for column in range(n):
        up, down = row + column, row - column
        if column not in columns and up not in rising and down not in falling:
            yield from queens(n, row + 1, columns + (column,), rising | {up}, falling | {down})


print(sum(1 for _ in queens(10, 0, (), frozenset(), frozenset())))
