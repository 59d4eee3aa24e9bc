"""`match`: patterns of every kind, and subjects that fit some of them."""

from . import values


def pattern(rng, depth, names):
    def capture():
        free = [name for name in "abcdef" if name not in names]
        if not free:
            return "_"
        name = rng.choice(free)
        names.append(name)
        return name

    pick = rng.random()
    if depth <= 0 or pick < 0.35:
        return rng.choice((
            lambda: rng.choice(("0", "1", "-1", "1.5", "'a'", "'abc'", "None", "True", "False", "b'a'", "-0.0", "1+2j", "2", "3")),
            capture, capture, lambda: "_", lambda: rng.choice(("Plain.nothing", "Consts.one", "Consts.two")),
        ))()
    inner = lambda: pattern(rng, depth - 1, names)
    if pick < 0.55:
        words = [inner() for _ in range(rng.randrange(4))]
        if rng.random() < 0.4:
            words.insert(rng.randrange(len(words) + 1), "*" + rng.choice((capture, lambda: "_"))())
        inside = ", ".join(words)
        return rng.choice((f"[{inside}]", f"({inside},)" if inside else "()"))
    if pick < 0.7:
        words = [f"{rng.choice(('0', '1', chr(39) + 'a' + chr(39), chr(39) + 'x' + chr(39), 'None', '-1', 'Consts.one'))}: {inner()}" for _ in range(rng.randrange(3))]
        if rng.random() < 0.3:
            words.append("**" + capture())
        return "{" + ", ".join(words) + "}"
    if pick < 0.85:
        kind = rng.choice(("int", "str", "list", "dict", "Point", "Point", "tuple", "float", "Plain", "bool", "object", "bytes", "set"))
        words = [inner() for _ in range(rng.randrange(3))]
        words += [f"{name}={inner()}" for name in rng.sample(("x", "y", "real"), rng.randrange(3))] if kind in ("Point", "Plain", "int") else []
        return f"{kind}({', '.join(words)})"
    if pick < 0.93:
        # Alternatives bind the same names: none, mostly.
        ours = [] if rng.random() < 0.8 else names
        words = [pattern(rng, depth - 1, ours if ours is names else list("abcdef")) for _ in range(rng.randrange(2, 4))]
        return f"({' | '.join(words)})"
    name = capture()
    return f"({inner()} as {name})" if name != "_" else "_"


def subject(rng):
    return rng.choice((
        lambda: values.value(rng), lambda: values.list_value(rng), lambda: values.dict_value(rng), lambda: f"Point({values.value(rng, 1)}, {values.small_int(rng)})",
        lambda: rng.choice(("{'a': 1, 'x': [1, 2]}", "[1, [2, 3], 'a']", "Point(Point(1, 2), 0)", "('a', 1.5, None)", "{0: 1, 1: 0}", "Plain(x=1, y=2)", "range(3)", "Tuple((1, 2))", "List([1])")),
    ))()


def matches(rng):
    lines = ["class Consts:", "    one = 1", "    two = 'a'"]
    lines.append("def f(subject):")
    lines.append("    match subject:")
    for case in range(rng.randrange(1, 5)):
        names = []
        words = pattern(rng, 2, names)
        guard = f" if {rng.choice(names)}" if names and rng.random() < 0.2 else ""
        shown = "".join(f"{name}, " for name in names)
        lines += [f"        case {words}{guard}:", f"            return ({case}, {shown})"]
    lines.append("    return 'none'")
    for _ in range(rng.randrange(2, 6)):
        lines.append(f"show(lambda: f({subject(rng)}))")
    return "\n".join(lines)
