"""Records what CPython 3.12 does, for tests/numbers.rs and tests/sets.rs.

    python3.12 tests/data/record.py

writes sets.txt, formats.txt and numbers.txt beside this file.
"""

import os
import random

HERE = os.path.dirname(os.path.abspath(__file__))


def ints(items):
    return " ".join(map(str, items))


def record_sets(out):
    """One line: operation, the operand's ints, the order of the set after it."""
    rng = random.Random(1)
    for case in range(120):
        limit = rng.choice([10, 40, 300, 5000, 2**40])
        low = rng.choice([0, -limit])
        current = set()
        print("new", file=out)
        for _ in range(rng.randrange(1, 12)):
            operand = [rng.randrange(low, limit) for _ in range(rng.choice([1, 1, 3, 10, 60, 300]))]
            name = rng.choice(["add", "add", "discard", "pop", "|=", "&=", "-=", "^=", "|", "&", "-", "^", "update"])
            if name == "add":
                for it in operand:
                    current.add(it)
            elif name == "update":
                current.update(operand)
            elif name == "discard":
                for it in operand:
                    current.discard(it)
            elif name == "pop":
                operand = [current.pop()] if current else []
            else:
                other = set()
                for it in operand:
                    other.add(it)
                if name == "|=": current |= other
                elif name == "&=": current &= other
                elif name == "-=": current -= other
                elif name == "^=": current ^= other
                elif name == "|": current = current | other
                elif name == "&": current = current & other
                elif name == "-": current = current - other
                elif name == "^": current = current ^ other
            print(name, ints(operand), ints(current), hash(frozenset(current)), sep="\t", file=out)


def attempt(value, spec):
    try:
        return "ok\t" + format(value, spec)
    except Exception as error:
        return type(error).__name__ + "\t" + str(error)


def record_formats(out):
    """One line: the value's repr, the specification, what came of it."""
    rng = random.Random(2)
    values = [0, 1, -1, 7, 1234567, -10**20, 2**70, 255, 97, 0x1F600,
              0.0, -0.0, 1.0, 0.5, -2.5, 1e16, 123456.789, 1e-5, 1.5e-300, 1e22, 3.14159, -0.0004, 99999.5,
              float("inf"), float("-inf"), float("nan"),
              1 + 2j, -0.0 + 1j, 1j, 1.5 - 2.25j, 1e100 + 0j,
              "", "abc", "äöü", "snake case"]
    parts = [
        ["", "", "", "<", ">", "^", "=", "*<", "*>", "*^", "0=", "é^", "_>"],
        ["", "", "", "+", "-", " "],
        ["", "", "", "", "", "z"],
        ["", "", "", "#"],
        ["", "", "0"],
        ["", "", "1", "8", "20"],
        ["", "", "", ",", "_", ",_"],
        ["", "", ".0", ".1", ".3", ".10", ".17", "."],
        ["", "", "", "d", "b", "o", "x", "X", "c", "e", "E", "f", "F", "g", "G", "n", "%", "s", "y"],
    ]
    for value in values:
        for _ in range(70):
            spec = "".join(rng.choice(part) for part in parts)
            if spec:
                print(repr(value), spec, attempt(value, spec), sep="\t", file=out)


def record_numbers(out):
    """One line: what, the operands, the result."""
    rng = random.Random(3)

    def number(bits):
        return rng.choice([-1, 1]) * rng.getrandbits(bits)

    for _ in range(300):
        a, b = number(rng.choice([5, 60, 64, 200])), number(rng.choice([3, 60, 64, 130]))
        if b:
            print("divmod", a, b, *divmod(a, b), sep="\t", file=out)
            print("truediv", a, b, (a / b).hex(), sep="\t", file=out)
        print("hash", a, hash(a), sep="\t", file=out)
        print("float", a, float(a).hex(), sep="\t", file=out)
        places = rng.randrange(0, 8)
        print("round", a, places, round(a, -places), sep="\t", file=out)
        print("shift", a, places, a >> places, a << places, sep="\t", file=out)
        x = rng.choice([rng.uniform(-10, 10), rng.uniform(-1e20, 1e20), rng.getrandbits(30) / 8, float(number(70)) * 2.0 ** rng.randrange(-1100, 800)])
        y = rng.choice([rng.uniform(-10, 10), 1.0, -0.5, 1e10])
        print("repr", x.hex(), repr(x), sep="\t", file=out)
        print("hashfloat", x.hex(), hash(x), sep="\t", file=out)
        print("divmodfloat", x.hex(), y.hex(), *(it.hex() for it in divmod(x, y)), sep="\t", file=out)
        places = rng.randrange(-5, 12)
        print("roundfloat", x.hex(), places, round(x, places).hex(), sep="\t", file=out)
        print("int", x.hex(), int(x), sep="\t", file=out)
        print("compare", a, x.hex(), (a > x) - (a < x), sep="\t", file=out)
    for _ in range(100):
        items = tuple(number(rng.choice([5, 62])) for _ in range(rng.randrange(6)))
        print("hashtuple", ints(items), hash(items), sep="\t", file=out)


for name, record in [("sets", record_sets), ("formats", record_formats), ("numbers", record_numbers)]:
    with open(os.path.join(HERE, name + ".txt"), "w", encoding="utf-8") as out:
        record(out)
