# Eight queens.
def solve(n, cols=(), d1=(), d2=()):
    row = len(cols)
    if row == n:
        yield cols
        return
    for c in range(n):
        if c not in cols and row + c not in d1 and row - c not in d2:
            yield from solve(n, cols + (c,), d1 + (row + c,), d2 + (row - c,))
solutions = list(solve(6))
print(len(solutions), solutions)
print(sum(1 for _ in solve(7)))
