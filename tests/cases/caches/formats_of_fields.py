"""The format specifications that tables use, next to those that look like them."""

for spec in ["", "5", "<6", ">6", "^7", "*^9", "05", "+d", ",", "12,", "_", "x", "08b", "=+8", "c"]:
    print(repr(spec), [format(n, spec) for n in (0, 7, 65, 12345, True)], format(-1234567, spec) if spec != "c" else "")
for spec in ["f", ".0f", ".2f", "8.3f", "<9.1f", "010.2f", ",.1f", "+.1f", "e", ".3g", "%", "6"]:
    print(repr(spec), [format(x, spec) for x in (0.0, -0.0, 2.5, -1234.5678, 1e20, float("inf"))])
for spec in ["", "8", ">8", "s", "-^7s", ".2", "5.1"]:
    print(repr(spec), [format(s, spec) for s in ("", "word", "größe")])
for value, spec in [(5, ".2"), (5, "05,"), ("a", "05"), ("a", ","), (1.5, "d"), (1.5, "q"), (3, "1000000000000000000000")]:
    try:
        print(repr(format(value, spec)))
    except ValueError as error:
        print(error)
print([str(x) for x in (1.0, -0.5, 1e16, 1e15, 123456.789, 1e-4, 1e-5, 0.00012345, 5e-324, -1e22, 100.0, 1.7976931348623157e308)])
print([str(n) for n in (0, -1, 10, 2**62, -(2**62), 2**64)])
