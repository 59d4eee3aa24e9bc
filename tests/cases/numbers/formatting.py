# The format mini-language on numbers.
n, x = 12345, 1234.5678
for spec in ("d", "5d", "<10", ">10", "^11", "+d", " d", "010", ",", "_", "x", "#x", "#b", "#o", "X", "e", ".2f", "c" if False else "08,", "*^12"):
    print(repr(spec), "[" + format(n, spec) + "]")
for spec in ("f", ".0f", ".3f", "10.2f", "e", ".2e", "g", ".3g", "%", ".1%", ",.2f", "+.1f", "010.3f", "<12", "G", "E", "_.4f"):
    print(repr(spec), "[" + format(x, spec) + "]")
print(f"{1e100:g} {float('nan'):f} {float('inf'):5} {-1.5:=+8.2f} {0.00001234:.3g} {1e10:.3g} {100000.0:g} {1000000.0:g}")
for bad in ("d", "x", "zz", ".2d"):
    try:
        format(1.5 if bad != ".2d" else 1, bad)
    except ValueError as error:
        print(error)
