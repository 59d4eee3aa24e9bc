"""Formatting: specs, `%`, `str.format`, f-strings; and text that may be a number."""

from . import values


def spec(rng):
    """A format spec, mostly a valid one."""
    parts = [
        rng.choice(("", "", "", "<", ">", "^", "=", "*<", "x>", "0=", "é^", "{{<")),
        rng.choice(("", "", "", "+", "-", " ", "z")),
        rng.choice(("", "", "", "#")),
        rng.choice(("", "", "0")),
        rng.choice(("", "", "1", "5", "10", "20")),
        rng.choice(("", "", "", ",", "_")),
        rng.choice(("", "", ".0", ".1", ".3", ".10", ".")),
        rng.choice(("", "", "d", "f", "F", "e", "E", "g", "G", "x", "X", "o", "b", "c", "s", "n", "%", "q", "r")),
    ]
    if rng.random() < 0.05:
        rng.shuffle(parts)
    return "".join(parts)


def formatted(rng):
    make = rng.choices((values.integer, values.floating, values.string, values.complex_number, values.value), (5, 6, 4, 2, 2))[0]
    return make(rng)


def percent_spec(rng):
    return "%" + "".join((
        rng.choice(("", "", "", "(a)", "(b)")), rng.choice(("", "", "-", "+", "0", " ", "#", "-0", "+#")), rng.choice(("", "", "5", "12", "*")),
        rng.choice(("", "", ".0", ".2", ".7", ".*", ".")), rng.choice(("", "", "", "l")),
        rng.choice("ddiuoxXeEfFgGcrsa%sq"),
    ))


def formatting(rng):
    return "\n".join(rng.choice((by_spec, by_spec, by_percent, by_format, by_fstring))(rng) for _ in range(rng.randrange(1, 5)))


def by_spec(rng):
    return f"show(lambda: format({formatted(rng)}, {spec(rng).replace('{{', '{')!r}))"


def by_percent(rng):
    words = "".join(rng.choice(("", "a", " ", "é")) + percent_spec(rng) for _ in range(rng.randrange(1, 4)))
    pick = rng.random()
    if pick < 0.6:
        given = "(" + "".join(formatted(rng) + ", " for _ in range(rng.randrange(4))) + ")"
    elif pick < 0.8:
        given = f"{{'a': {formatted(rng)}, 'b': {formatted(rng)}}}"
    else:
        given = formatted(rng)
    kind = "b" if rng.random() < 0.2 and words.isascii() else ""
    return f"show(lambda: {kind}{words!r} % {given})"


def by_format(rng):
    fields = []
    for _ in range(rng.randrange(1, 4)):
        name = rng.choice(("", "", "", "0", "1", "2", "a", "b.real", "0[0]", "a[x]", "0.x", "-1", "a.", "[0]", " 0"))
        conversion = rng.choice(("", "", "", "!r", "!s", "!a", "!x", "!"))
        given = spec(rng).replace("{{", "")
        if rng.random() < 0.1:
            given = rng.choice(("{}", "{1}", "{a}", ">{b}", "{{", "}"))
        fields.append("{" + name + conversion + (":" + given if given else "") + "}")
    words = rng.choice(("", "", "a", "{{", "}}", "}", "{")).join(fields)
    given = "".join(formatted(rng) + ", " for _ in range(rng.randrange(4)))
    return f"show(lambda: {words!r}.format({given}a={formatted(rng)}, b={values.integer(rng)}))"


def by_fstring(rng):
    fields = []
    for _ in range(rng.randrange(1, 4)):
        word = rng.choice(("a", "b", "a!r", "b!s", "a!a", "a=", "b = ", "a=!r", "(a, b)", "a if b else b", "[a][0]", "{'x': a}['x']", "f'{a}'", 'f"{b!r}"', "lambda: 1"))
        given = spec(rng).replace("{{", "")
        if rng.random() < 0.15:
            given = rng.choice(("{b}", ">{b}", "{b}.{b}", "{a!r}", "{b:>{b}}"))
        fields.append("{ " * (rng.random() < 0.1) + "{" + word + (":" + given if given and rng.random() < 0.7 else "") + "}")
    words = rng.choice(("", " ", "{{}}", "\\n", "é", "\\N{DIGIT ONE}")).join(fields)
    return f"a, b = {formatted(rng)}, {rng.choice((values.small_int, formatted))(rng)}\nshow(lambda: f\"\"\"{words}\"\"\")"


def number_texts(rng):
    """int, float and complex of text; and text of numbers."""
    lines = []
    for _ in range(rng.randrange(1, 5)):
        digits = rng.choice(("0123456789", "01", "0123456789abcdefxo_", "0123456789._eE+-", "01_ \\t", "٠١٢", "0123456789eEinfa.", "01j+-.e"))
        words = "".join(rng.choice(digits) for _ in range(rng.randrange(1, rng.choice((3, 8, 25)))))
        words = rng.choice(("", "", "-", "+", " ", "0x", "0b", "0o", "0")) + words + rng.choice(("", "", "", " ", "_", "j"))
        literal = f"'{words}'" if rng.random() < 0.85 else f"b{words.encode('ascii', 'ignore')!r}"[1:]
        pick = rng.random()
        if pick < 0.4:
            lines.append(f"show(lambda: int({literal}, {rng.choice((0, 2, 8, 10, 16, 36, 37, 1, -1))}))" if rng.random() < 0.6 else f"show(lambda: int({literal}))")
        elif pick < 0.65:
            lines.append(f"show(lambda: float({literal}))")
        elif pick < 0.75:
            lines.append(f"show(lambda: complex({literal}))")
        elif pick < 0.8:
            lines.append(f"show(lambda: float.fromhex({literal}))")
        elif pick < 0.9:
            lines.append(f"show(lambda: round({values.floating(rng)}, {rng.randrange(-3, 20)}))")
        else:
            number = values.floating(rng)
            lines.append(f"show(lambda: (({number}).hex(), str({number}), ({number}).as_integer_ratio()))")
    return "\n".join(lines)
