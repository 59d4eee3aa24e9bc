"""Signatures and calls of every shape; unpacking."""

from . import values

NAMES = ["a", "b", "c", "d", "e"]


def parameters(rng):
    """A signature, mostly a valid one, and its names."""
    words, names = [], rng.sample(NAMES, rng.randrange(5))
    slash = rng.randrange(len(names) + 1) if rng.random() < 0.3 else -1
    star = rng.randrange(len(names) + 1) if rng.random() < 0.4 else -1
    defaults = False
    for at, name in enumerate(names):
        if at == slash and at > 0 and (star < 0 or at <= star):
            words.append("/")
        if at == star:
            words.append(rng.choice(("*", "*args")))
            defaults = False
        defaults = rng.random() < 0.3 or (defaults and (star < 0 or at < star) and rng.random() < 0.95)
        words.append(f"{name}={rng.randrange(10)}" if defaults else name)
    if star == len(names):
        words.append("*args")
    if rng.random() < 0.25:
        words.append("**kwargs")
    return words, names


def call(rng):
    words = [str(rng.randrange(10)) for _ in range(rng.randrange(5))]
    if rng.random() < 0.25:
        words.insert(rng.randrange(len(words) + 1), "*" + rng.choice(("[7, 8]", "()", "'xy'", "range(2)", "5", "None", "Sequence(1, 2)")))
    for name in rng.sample(NAMES + ["z"], rng.randrange(4)):
        words.append(f"{name}={rng.randrange(10)}")
    if rng.random() < 0.25:
        words.append("**" + rng.choice(("{'a': 1}", "{'b': 1, 'c': 2}", "{}", "{1: 2}", "5", "{'z': 0}", "Dict(d=1)", "[('a', 1)]")))
    if rng.random() < 0.05:
        rng.shuffle(words)
    return ", ".join(words)


def signatures(rng):
    words, names = parameters(rng)
    head = ", ".join(words)
    shown = [name for name in names] + [word.lstrip("*") for word in words if word in ("*args", "**kwargs")]
    body = "(" + "".join(name + ", " for name in shown) + ")"
    pick = rng.random()
    if pick < 0.55:
        lines, callee = [f"def f({head}):", f"    return {body}"], "f"
    elif pick < 0.7:
        lines, callee = [f"f = lambda {head}: {body}"], "f"
    elif pick < 0.85:
        kind = rng.choice(("", "", "@classmethod", "@staticmethod"))
        first = "" if kind == "@staticmethod" else "self, " if head else "self"
        lines = ["class K:", *([f"    {kind}"] if kind else []), f"    def f({first}{head}):", f"        return {body}"]
        callee = rng.choice(("K().f", "K.f"))
    else:
        lines = ["class K:", f"    def __init__(self{', ' if head else ''}{head}):", f"        self.all = {body}", "    def __repr__(self):", "        return repr(self.all)"]
        callee = "K"
    for _ in range(rng.randrange(1, 6)):
        lines.append(f"show(lambda: {callee}({call(rng)}))")
    if callee == "f" and rng.random() < 0.2:
        lines.append("show(lambda: (f.__defaults__, f.__kwdefaults__, f.__code__.co_varnames, f.__code__.co_argcount, f.__code__.co_flags & 12, f.__name__))")
    return "\n".join(lines)


def target(rng, depth, names):
    """A target of an assignment: names, nested tuples and lists, at most one star in each (mostly)."""
    count = rng.randrange(1, 4)
    star = rng.randrange(count) if rng.random() < 0.4 else -1
    words = []
    for at in range(count):
        if depth > 0 and rng.random() < 0.25 and at != star:
            words.append(target(rng, depth - 1, names))
        else:
            name = rng.choice("abcdefg")
            names.append(name)
            words.append(("*" if at == star else "") + name)
    inside = ", ".join(words)
    return f"[{inside}]" if rng.random() < 0.4 else f"({inside},)"


def nested(rng, depth):
    words = [nested(rng, depth - 1) if depth > 0 and rng.random() < 0.4 else values.value(rng, 0) for _ in range(rng.randrange(4))]
    return rng.choice(("[{}]", "[{}]", "iter([{}])")).format(", ".join(words))


def unpacking(rng):
    names = []
    words = target(rng, 2, names)
    given = nested(rng, 2) if rng.random() < 0.7 else values.value(rng)
    shown = ", ".join(sorted(set(names)))
    pick = rng.random()
    if pick < 0.6:
        lines = [f"try:\n    {words} = {given}\nexcept Exception as error:\n    print(failure(error))", f"show(lambda: ({shown},))"]
    elif pick < 0.8:
        lines = [f"try:\n    for {words} in [{given}, {nested(rng, 1)}]:\n        print(text(({shown},)))\nexcept Exception as error:\n    print(failure(error))"]
    else:
        display = ", ".join("*" + rng.choice((values.list_value, values.value))(rng) if rng.random() < 0.5 else values.small_int(rng) for _ in range(3))
        lines = [f"show(lambda: {rng.choice(('[{}]', '({},)', 'set([{}])'))[:]}".format(display) + ")", f"show(lambda: {{**{values.dict_value(rng)}, **{rng.choice((values.dict_value, values.value))(rng)}}})"]
    return "\n".join(lines)
