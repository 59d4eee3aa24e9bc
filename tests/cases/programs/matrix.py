# Matrices as lists of lists.
def mul(a, b): return [[sum(x * y for x, y in zip(r, c)) for c in zip(*b)] for r in a]
def power(m, n):
    result = [[int(i == j) for j in range(len(m))] for i in range(len(m))]
    while n:
        if n & 1: result = mul(result, m)
        m, n = mul(m, m), n >> 1
    return result
print(power([[1, 1], [1, 0]], 90)[0][1], mul([[1, 2], [3, 4]], [[0, 1], [1, 0]]))
