"""Lists of lists of numbers: products of matrices, a determinant, a transposition."""


def matrix(n, seed):
    rows = []
    for _ in range(n):
        row = []
        for _ in range(n):
            seed = (seed * 16807) % 2147483647
            row.append(seed % 1000 / 10.0)
        rows.append(row)
    return rows


def product(a, b):
    n, m = len(a), len(b[0])
    result = [[0.0] * m for _ in range(n)]
    for i in range(n):
        ai, ri = a[i], result[i]
        for j in range(m):
            total = 0.0
            for k in range(len(b)):
                total += ai[k] * b[k][j]
            ri[j] = total
    return result


def product_by_columns(a, b):
    columns = list(zip(*b))
    return [[sum(x * y for x, y in zip(row, column)) for column in columns] for row in a]


def determinant(a):
    a = [row[:] for row in a]
    result = 1.0
    for i in range(len(a)):
        pivot = max(range(i, len(a)), key=lambda k: abs(a[k][i]))
        if pivot != i:
            a[i], a[pivot] = a[pivot], a[i]
            result = -result
        result *= a[i][i] / 50.0
        for k in range(i + 1, len(a)):
            factor = a[k][i] / a[i][i]
            for j in range(i, len(a)):
                a[k][j] -= factor * a[i][j]
    return result


a, b = matrix(160, 1), matrix(160, 2)
c, d = product(a, b), product_by_columns(a, b)
print(f"{sum(map(sum, c)):.3f} {c == d} {determinant(a[:]):.6e}")
