# match: literals, alternatives, captures, guards, wildcard.
def f(x):
    match x:
        case 0 | 1:
            return "bit"
        case -1:
            return "minus one"
        case 2.5:
            return "float"
        case "a" | "b" as letter:
            return "letter " + letter
        case None | True | False:
            return "singleton"
        case int(n) if n > 100:
            return f"big {n}"
        case int():
            return "int"
        case str(s):
            return f"str {s!r}"
        case _:
            return "other"
for x in (0, 1, -1, 2.5, "a", "zz", None, True, 5, 500, [], 1j):
    print(repr(x), f(x))
