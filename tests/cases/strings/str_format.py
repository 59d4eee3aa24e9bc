# str.format: fields, attributes, items, nesting.
class P: x = 5
print("{} {}".format(1, 2), "{1} {0} {1}".format("a", "b"), "{x} {y!r}".format(x=1, y="z"), "{0.x} {1[0]} {1[1]} {2[k]}".format(P, [7, 8], {"k": "v"}))
print("{:>{w}}|{:<5}|{:^5}|{{}}".format("a", "b", "c", w=4), "{:.3}".format("abcdef"), "{:10.2f}".format(3.14159), "{!s:>4}".format(5))
print("{a}".format_map({"a": 1}), "{:,}".format(1234567), "{:%}".format(0.25))
for f in ("{", "}", "{0", "{} {0}", "{x", "{!z}", "{:d}"):
    try:
        print(f.format("a"))
    except Exception as error:
        print(type(error).__name__, error)
