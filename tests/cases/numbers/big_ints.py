# Ints without limit, across the edge of what fits in a word.
x = 2 ** 62
for n in (x - 1, x, x + 1, -x - 1, 2 ** 63, 2 ** 64, 10 ** 30):
    print(n, -n, n + 1, n - 1, n * 2, n // 3, n % 1000, n >> 3, n << 3)
print(3 ** 200)
print(10 ** 40 // 7 ** 11, 10 ** 40 % 7 ** 11, -(10 ** 40) // 7)
print(2 ** 100 - 2 ** 100 + 1, (2 ** 100) / (2 ** 98), int(1e30))
print(pow(3, 1000, 1007), pow(2, 10 ** 18, 97), pow(3, -1, 7))
print(hash(2 ** 61 - 1), hash(2 ** 61), hash(2 ** 100), 2 ** 64 == 2.0 ** 64)
print(f"{2 ** 100:,} {2 ** 70:x} {10 ** 25:e}")
print((1 << 200).bit_length(), (1 << 200) & ((1 << 100) + 1), (1 << 70) | 1, ~(1 << 70), (1 << 70) ^ (1 << 69))
f = 1
for i in range(1, 50): f *= i
print(f)
a, b = 0, 1
for _ in range(300): a, b = b, a + b
print(a)
