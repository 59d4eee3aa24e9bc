"""Control flow: loops, try, with, return and generators, whose way is printed step by step."""

from . import values

ERRORS = ["ValueError", "KeyError", "TypeError", "ZeroDivisionError", "StopIteration", "LookupError", "Exception", "GeneratorExit", "RuntimeError"]


class Flow:
    """Writes statements; every loop is bounded, and every step prints its number."""

    def __init__(self, rng, delegate=""):
        self.rng = rng
        self.delegate = delegate
        self.steps = 0
        self.names = 0

    def step(self):
        self.steps += 1
        return self.steps

    def name(self):
        self.names += 1
        return f"v{self.names}"

    def block(self, depth, in_loop, indent, most=4):
        lines = []
        for _ in range(self.rng.randrange(1, most)):
            lines += self.statement(depth, in_loop)
        return [indent + line for line in lines]

    def statement(self, depth, in_loop):
        rng = self.rng
        pick = rng.random()
        if depth <= 0 or pick < 0.3:
            return self.simple(in_loop)
        inner = lambda loop=in_loop, most=4: self.block(depth - 1, loop, "    ", most)
        if pick < 0.42:
            name = self.name()
            lines = [f"for {name} in range({rng.randrange(4)}):", *inner(True)]
            return lines + (["else:", *inner()] if rng.random() < 0.4 else [])
        if pick < 0.5:
            name = self.name()
            lines = [f"{name} = 0", f"while {name} < {rng.randrange(4)}:", f"    {name} += 1", *inner(True)]
            return lines + (["else:", *inner()] if rng.random() < 0.4 else [])
        if pick < 0.6:
            lines = [f"if {self.condition()}:", *inner()]
            if rng.random() < 0.3:
                lines += [f"elif {self.condition()}:", *inner()]
            return lines + (["else:", *inner()] if rng.random() < 0.5 else [])
        if pick < 0.92:
            return self.attempt(inner)
        swallows = rng.choice(("False", "False", "True"))
        fails = rng.choice(("", "", "", ", fails='enter'", ", fails='exit'"))
        items = f"Manager({self.step()}, {swallows}{fails})"
        if rng.random() < 0.3:
            items += f" as {self.name()}, Manager({self.step()})"
        return [f"with {items}:", *inner()]

    def attempt(self, inner):
        rng = self.rng
        lines = ["try:", *inner()]
        star = "*" if rng.random() < 0.12 else ""
        handlers = rng.randrange(3)
        for _ in range(handlers):
            name = f" as {rng.choice(('error', 'e'))}" if rng.random() < 0.5 else ""
            kind = rng.choice(ERRORS) if rng.random() < 0.8 else f"({rng.choice(ERRORS)}, {rng.choice(ERRORS)})"
            lines.append(f"except{star} {kind}{name}:")
            if name and rng.random() < 0.7:
                lines.append(f"    print({name[4:]!r}, failure({name[4:]}), failure({name[4:]}.__context__))")
            # Jumps out of `except*` are syntax errors.
            lines += [f"    print({self.step()})"] if star else inner()
        if rng.random() < 0.15 and not star:
            lines += ["except:", *inner()]
            handlers += 1
        if handlers and rng.random() < 0.3:
            lines += ["else:", *inner()]
        if not handlers or rng.random() < 0.5:
            lines += ["finally:", *inner()]
        return lines

    def condition(self):
        return self.rng.choice(("n > 1", "n % 2", "not n", "n in (1, 3)", "1 < n < 4", "n == 2 or n == 3", "n and n < 3", "(m := n + 1) > 2", "True", "None"))

    def simple(self, in_loop):
        rng = self.rng
        pick = rng.random()
        if self.delegate and pick < 0.35:
            name = self.name()
            return rng.choice((
                [f"{name} = yield {self.step()}", f"print('got', {name})"], [f"yield {self.step()}"],
                [f"{name} = yield from {self.delegate}({rng.randrange(3)})", f"print('inner', {name})"], [f"yield from [{self.step()}, {self.step()}]"],
                [f"print({self.step()}, (yield), (yield n))"],
            ))
        if pick < 0.5:
            return [f"print({self.step()}, n)"]
        if pick < 0.58:
            return [f"n += {rng.randrange(1, 3)}"]
        if pick < 0.64:
            return [f"return {self.step()}" if rng.random() < 0.8 else "return"]
        if pick < 0.72:
            return [rng.choice(("break", "continue"))] if in_loop else ["pass"]
        if pick < 0.78:
            return [f"raise {rng.choice(ERRORS)}({self.step()})"]
        if pick < 0.81:
            return ["raise"]
        if pick < 0.84:
            return [f"raise {rng.choice(ERRORS)}({self.step()}) from {rng.choice((None, 'KeyError(0)'))}"]
        if pick < 0.88:
            return [f"print({self.step()}, {rng.choice(('1 / 0', '[][1]', '{}[2]', 'undefined', 'n.nothing', 'len(3)', 'int(str(n))'))})"]
        if pick < 0.9:
            return [f"raise ExceptionGroup('g', [{rng.choice(ERRORS[:4])}(1), {rng.choice(ERRORS[:4])}(2)])"]
        if pick < 0.93:
            return [f"assert n < {rng.randrange(4)}, n"]
        if pick < 0.96:
            return [f"del {rng.choice(('n', 'm', 'error', 'v1'))}"]
        return [f"print({self.step()}, {rng.choice(('m', 'v1', 'v2', 'error'))})"]


def control_flow(rng):
    flow = Flow(rng)
    lines = ["def f(n):", *flow.block(3, False, "    ", 5)]
    for n in range(rng.randrange(1, 4)):
        lines.append(f"show(lambda: f({n}))")
    return "\n".join(lines)


def generators(rng):
    """A generator, and someone who does whatever can be done to one."""
    flow = Flow(rng, "inner")
    lines = ["def leaf(n):", "    try:", "        print('leaf', (yield n))", "    finally:", "        print('left')", "    return 'l'"]
    lines += ["def inner(n):", *Flow(rng, "leaf").block(2, False, "    ", 3), "    yield n", "    return 'r'"]
    lines += ["def f(n):", *flow.block(3, False, "    ", 5), "    yield 'last'"]
    for n in range(rng.randrange(1, 3)):
        # CPython would close one that nobody holds any more.
        lines.append(f"g = keep(f({n}))")
        for _ in range(rng.randrange(1, 7)):
            lines.append("show(lambda: " + rng.choice((
                "next(g)", "next(g)", "next(g)", "g.send(1)", "g.send(None)", "g.throw(ValueError(9))", "g.throw(KeyError)", "g.close()", "list(g)",
                f"g.throw({rng.choice(ERRORS)}(5))", "g.throw(GeneratorExit)", "g.gi_running", "next(g, 'default')", "(g.gi_frame is None)",
                "g.throw(StopIteration(3))", "[*g]", "g.throw(ValueError, 3)", "g.throw(3)",
            )) + ")")
    return "\n".join(lines)


def exception_values(rng):
    """What exceptions hold: args, str, repr, notes, chains, groups."""
    lines = []
    for _ in range(rng.randrange(1, 4)):
        kind = rng.choice(ERRORS + ["OSError", "UnicodeDecodeError", "SyntaxError", "SystemExit", "AttributeError", "NameError", "ImportError", "KeyError", "BaseException"])
        given = ", ".join(values.value(rng, 1) for _ in range(rng.choice((0, 1, 1, 2, 2, 3, 5))))
        lines.append(f"show(lambda: {kind}({given}))")
        lines.append(f"show(lambda: (str({kind}({given})), repr({kind}({given}))))")
        if rng.random() < 0.4:
            attribute = rng.choice(("args", "errno", "strerror", "filename", "value", "code", "name", "obj", "start", "reason", "msg", "__notes__", "__cause__", "__suppress_context__", "with_traceback(None)"))
            lines.append(f"show(lambda: {kind}({given}).{attribute})")
        if rng.random() < 0.3:
            group = ", ".join(f"{rng.choice(ERRORS)}({n})" for n in range(rng.randrange(3)))
            lines.append(f"show(lambda: {rng.choice(('ExceptionGroup', 'BaseExceptionGroup'))}('m', [{group}]).{rng.choice(('split', 'subgroup'))}({rng.choice(ERRORS)}))")
    return "\n".join(lines)
