# Division and modulo round down.
for a in (7, -7):
    for b in (2, -2):
        print(a, b, a // b, a % b, divmod(a, b), a / b)
print(2 ** 10, 2 ** -1, (-2) ** 3, -2 ** 2, 0 ** 0)
print(5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 10, -17 >> 2, 1 >> 100)
print(7 .__add__(1), (5).bit_length(), int.from_bytes(b"\x01\x00", "big"), (258).to_bytes(2, "little"))
print(True + True, True & False, True < 2, -True)
print(0x_ff, 0b1010, 0o17, 1_000_000)
