# int() reads text in any base.
print(int("42"), int("-7"), int("  10\n"), int("ff", 16), int("0xff", 16), int("0b101", 0), int("z", 36), int("1_000"))
print(int(), int(True), int("٣"), int(b"12"), int("0" * 10 + "5"))
for bad in ("", "x", "1.5", "0x1", "1__0", "_1", "- 1"):
    try:
        int(bad)
    except ValueError as error:
        print(error)
print(str(10 ** 20), repr(-5), bin(10), oct(8), hex(255), bin(-5))
