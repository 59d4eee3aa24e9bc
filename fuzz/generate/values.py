"""Random values, as source text. Each type has its edge values."""

import struct

SMALL = ["0", "1", "-1", "2", "3", "-2", "5", "-3", "7", "10", "True", "False"]
LARGE = [
    "255", "256", "-128", "127", "65535", "1114111", "1114112", "0xd800", "2**31-1", "-2**31", "2**32", "2**53", "2**53+1",
    "2**61-1", "2**62-1", "2**62", "-2**62", "-2**62-1", "2**63-1", "2**63", "-2**63", "-2**63-1", "2**64", "10**18", "10**20", "2**100",
    "-3**50", "-(3**50)", "10**40", "10**309", "-10**400", "123456789012345678901234567890",
]
FLOATS = [
    "0.0", "-0.0", "1.0", "-1.0", "0.5", "1.5", "2.5", "-2.5", "0.1", "0.3", "1e16", "1e15", "1e-4", "1e-5", "1e22", "1e100", "5e-324",
    "1.7976931348623157e308", "float('inf')", "float('-inf')", "float('nan')", "123456789.123", "9007199254740993.0",
    "4611686018427387904.0", "9223372036854775808.0", "-9223372036854775808.0", "2.675", "1e300", "3.14159", "0.30000000000000004",
]
COMPLEXES = ["0j", "1j", "-1j", "1+2j", "-0.0-0j", "complex(0,-0.0)", "3-4j", "1e300+1j", "complex('nan')", "complex('inf')", "(1.5+0j)"]
STRINGS = [
    "''", "'a'", "'abc'", "'Hello World'", "' \\t x \\n'", "'ß'", "'İ'", "'ǆ'", "'\\ud800'", "'😀x'", "'e\\u0301'", "'١٢'", "'12'", "'-3'",
    "'0x1f'", "'1_000'", "'\\x00'", "'a,b,c'", "'\\n'", "'ﬁ'", "'ΣΑΣ'", "'aXbXc'", "'the quick brown'", "'a' * 40", "'é' * 5", "'日本語'",
    "'\\x85\\u2028z'", "'it\\'s'", "'\"'", "'\\'\"'", "'abcabcabc'", "'%s'", "'{}'", "'{0!r:>5}'", "'nan'", "'1e5'", "' 7 '", "'a\\tb\\tc'",
    "'line\\r\\nline\\rline'", "'ÀÉ'", "'\\xff'", "'_x1'", "'class'", "'ª'", "'²'", "'½'", "'Ⅷ'", "'\\u200b'", "'\\U0010ffff'", "'utf-8'", "'x y'",
]
BYTES = [
    "b''", "b'a'", "b'abc'", "b'Hello World'", "b'\\x00\\xff'", "b' x\\t\\n'", "b'a,b,c'", "b'12'", "b'\\xc3\\xa9'", "b'abcabc'", "b'a\\tb'",
    "b'\\''", "b'l\\r\\nm\\rn\\x0b'", "b'61 62'", "b'%d'", "bytes(range(5))", "b'\\xf0\\x9f'",
]
PROTOCOLS = ["Index(2)", "Index(-1)", "Index(2**70)", "Index('x')", "Raises()", "Sequence(1, 2, 3)", "Sequence('a', 'b')", "object", "Plain()"]
FUNCTIONS = [
    "len", "str", "int", "repr", "abs", "bool", "None", "lambda x: x", "lambda *a: a", "lambda x, y=0: (x, y)", "str.upper", "min", "sorted",
    "lambda: 1", "lambda x: -x", "lambda x: 1 / 0", "ord", "chr", "lambda a, b: a < b", "list", "type", "divmod", "print",
]
CLASSES = ["int", "str", "list", "dict", "object", "type", "tuple", "float", "bytes", "ValueError", "(int, str)", "Exception", "bool", "set", "Point"]


def random_float(rng):
    """Any bit pattern, or one with few digits."""
    if rng.random() < 0.5:
        return repr(round(rng.uniform(-1000, 1000), rng.randrange(6)))
    value = struct.unpack("<d", rng.randbytes(8))[0]
    words = repr(value)
    return f"float('{words}')" if "n" in words else words


def small_int(rng):
    return rng.choice(SMALL)


def integer(rng):
    pick = rng.random()
    if pick < 0.5:
        return rng.choice(SMALL)
    if pick < 0.8:
        return rng.choice(LARGE)
    if pick < 0.9:
        return str(rng.randrange(-200, 200))
    return str(rng.getrandbits(rng.randrange(1, 300)) * rng.choice((1, -1)))


def floating(rng):
    return rng.choice(FLOATS) if rng.random() < 0.6 else random_float(rng)


def number(rng):
    return rng.choices((integer, floating, complex_number), (6, 4, 1))[0](rng)


def complex_number(rng):
    return rng.choice(COMPLEXES)


def string(rng):
    if rng.random() < 0.85:
        return rng.choice(STRINGS)
    return repr("".join(rng.choice("ab1 ,.-_%{}:\t\nÄßπ€😀\u0301\xa0Σ") for _ in range(rng.randrange(8))))


def bytes_value(rng):
    return rng.choice(BYTES)


def bytes_like(rng):
    words = rng.choice(BYTES)
    return rng.choice(("{}", "{}", "bytearray({})", "memoryview({})", "memoryview(bytearray({}))", "Bytes({})")).format(words)


def items(rng, depth, most=5, hashed=False):
    make = hashable if hashed else value
    return ", ".join(make(rng, depth - 1) for _ in range(rng.randrange(most)))


def plain_items(rng, most=6):
    """Items of one type, which can be sorted and joined."""
    make = rng.choice((small_int, small_int, integer, string, floating, bytes_value))
    return ", ".join(make(rng) for _ in range(rng.randrange(most)))


def list_value(rng, depth=2):
    inside = plain_items(rng) if rng.random() < 0.6 else items(rng, depth)
    return f"[{inside}]"


def tuple_value(rng, depth=2):
    inside = plain_items(rng) if rng.random() < 0.6 else items(rng, depth)
    return f"({inside},)" if inside else "()"


def dict_value(rng, depth=2):
    pairs = (f"{hashable(rng, depth - 1)}: {value(rng, depth - 1)}" for _ in range(rng.randrange(5)))
    return "{" + ", ".join(pairs) + "}"


def set_value(rng, depth=2):
    # Numbers lie where CPython has them; of what is hashed by its text, one is enough.
    if rng.random() < 0.7:
        inside = ", ".join(rng.choice((integer, floating, small_int))(rng) for _ in range(rng.randrange(5)))
    else:
        inside = hashable(rng, depth - 1)
    return rng.choice(("set([{}])", "frozenset([{}])", "{{{}}}" if inside else "set([{}])")).format(inside)


def range_value(rng):
    start, stop = rng.randrange(-5, 6), rng.randrange(-5, 12)
    return f"range({start}, {stop}, {rng.choice((1, 1, 2, 3, -1, -2))})"


def slice_value(rng):
    end = lambda: rng.choice(("None", "None", "0", "1", "-1", "2", "-3", "100", "-100", "2**70", "-2**70"))
    return f"slice({end()}, {end()}, {rng.choice(('None', 'None', '1', '2', '-1', '-2', '3', '0', '2**70'))})"


def iterator(rng):
    return rng.choice((
        "iter([1, 2, 3])", "iter('abc')", "(x for x in [3, 1, 2])", "reversed([1, 2])", "map(str, [1, 2])", "zip('ab', [1, 2])", "enumerate('xy')",
        "filter(None, [0, 1])", "iter({'a': 1})", "iter(range(3))", "{'a': 1, 'b': 2}.items()", "{'a': 1}.keys()", "{1: 2}.values()",
        "iter(())", "(1 / x for x in [1, 0])", "iter(b'ab')", "iter(int, 0)", "dict.fromkeys('ab').keys()",
    ))


def subclass_value(rng):
    kind, inside = rng.choice((
        ("Int", small_int), ("Float", floating), ("Str", string), ("Bytes", bytes_value), ("List", list_value), ("Tuple", tuple_value),
        ("Dict", dict_value), ("Set", list_value),
    ))
    return f"{kind}({inside(rng)})"


def hashable(rng, depth=1):
    kinds = [small_int, integer, string, string, floating, bytes_value, lambda rng: rng.choice(("None", "...", "int", "True"))]
    if depth > 0:
        kinds.append(lambda rng: f"({items(rng, depth, 3, True)},)".replace("(,)", "()"))
        kinds.append(lambda rng: f"frozenset([{hashable(rng, 0)}])")
    return rng.choice(kinds)(rng)


def value(rng, depth=2):
    """Any value."""
    pick = rng.random()
    if depth <= 0 or pick < 0.55:
        kinds = (
            (4, small_int), (3, integer), (3, floating), (5, string), (2, bytes_like), (1, complex_number), (1, range_value),
            (2, lambda rng: rng.choice(("None", "None", "...", "NotImplemented"))),
        )
    else:
        kinds = (
            (5, lambda rng: list_value(rng, depth)), (4, lambda rng: tuple_value(rng, depth)), (4, lambda rng: dict_value(rng, depth)),
            (3, lambda rng: set_value(rng, depth)), (2, subclass_value), (2, iterator), (1, slice_value),
            (2, lambda rng: rng.choice(PROTOCOLS)), (1, lambda rng: rng.choice(FUNCTIONS)), (1, lambda rng: rng.choice(CLASSES)),
        )
    weights = [weight for weight, _ in kinds]
    return rng.choices(kinds, weights)[0][1](rng)


def evaluate(words):
    """The value of a text of this module, for its type and methods; None when it has none."""
    import prelude

    try:
        return eval(words, vars(prelude))
    except Exception:
        return None
