# match: sequences with and without a star.
def f(x):
    match x:
        case []:
            return "empty"
        case [x]:
            return f"one {x}"
        case [1, *rest]:
            return f"one first, then {rest}"
        case (a, (b, c)):
            return f"nested {a} {b} {c}"
        case [first, *_, last]:
            return f"from {first} to {last}"
    return "no sequence"
for x in ([], (), [5], [1, 2], [2, (3, 4)], [2, 3, 4], range(3), "ab", b"ab", {1, 2}, 5):
    print(repr(x), "->", f(x))
