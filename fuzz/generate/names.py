"""Whose name is it: scopes of functions, classes, comprehensions and lambdas."""

NAMES = "abcd"


class Scopes:
    def __init__(self, rng):
        self.rng = rng
        self.functions = 0

    def expression(self, depth=2):
        rng = self.rng
        name = rng.choice(NAMES)
        if depth <= 0 or rng.random() < 0.4:
            return rng.choice((name, name, str(rng.randrange(9)), f"({name} := {rng.randrange(9)})"))
        inner = lambda: self.expression(depth - 1)
        return rng.choice((
            lambda: f"({inner()}, {inner()})",
            lambda: f"[{inner()} for {name} in {self.iterable(depth)}]",
            lambda: f"[{inner()} for {name} in {self.iterable(depth)} if {inner()} for {rng.choice(NAMES)} in {self.iterable(depth)}]",
            lambda: f"list({inner()} for {name} in {self.iterable(depth)})",
            lambda: f"{{{name}: {inner()} for {name} in range(2)}}",
            lambda: f"(lambda: {inner()})()",
            lambda: f"(lambda {name}={inner()}: {inner()})()",
            lambda: f"[lambda: {name} for {name} in range(3)][0]()",
            lambda: f"({inner()} if {inner()} else {inner()})",
            lambda: f"f'{{{name}}}'",
        ))()

    def iterable(self, depth):
        return self.rng.choice(("range(2)", "range(2)", "[1, 2]", f"[{self.expression(depth - 1)}]", f"range({self.rng.choice(NAMES)})"))

    def statement(self, depth, place):
        rng = self.rng
        name = rng.choice(NAMES)
        pick = rng.random()
        if pick < 0.25:
            return [f"{name} = {self.expression()}"]
        if pick < 0.45:
            return [f"show(lambda: {self.expression()})"] if rng.random() < 0.3 else ["try:", f"    print({self.expression()})", "except Exception as e:", "    print(failure(e))"]
        if pick < 0.5:
            return [f"{name} += {rng.randrange(5)}"]
        if pick < 0.55:
            return [f"del {name}"]
        if pick < 0.6:
            return [f"for {name} in range(2):", f"    {rng.choice(NAMES)} = {name}"]
        if pick < 0.64 and place == "function":
            return [f"global {name}"]
        if pick < 0.72 and place == "function":
            return [f"nonlocal {name}"]
        if pick < 0.76:
            return ["try:", "    1 / 0", f"except ZeroDivisionError as {name}:", "    pass"]
        if depth <= 0:
            return [f"{name} = {rng.randrange(9)}"]
        if pick < 0.9:
            self.functions += 1
            function = f"f{self.functions}"
            given = rng.choice(("", "", f"{name}=5", "*" + name))
            return [
                f"def {function}({given}):", *self.block(depth - 1, "function"), f"    return {self.expression()}",
                "try:", f"    print({function}())", "except Exception as e:", "    print(failure(e))",
            ]
        return ["try:", f"    class {rng.choice('KL')}:", *("    " + line for line in self.block(depth - 1, "class")), "except Exception as e:", "    print(failure(e))"]

    def block(self, depth, place):
        lines = []
        declared = []
        for _ in range(self.rng.randrange(1, 5)):
            words = self.statement(depth, place)
            # Declarations stand first, mostly: later they are errors.
            if words[0].startswith(("global", "nonlocal")) and self.rng.random() < 0.9:
                declared += words
            else:
                lines += words
        return ["    " + line for line in declared + (lines or ["pass"])]


def scopes(rng):
    maker = Scopes(rng)
    lines = [f"{name} = {rng.randrange(9)}" for name in NAMES if rng.random() < 0.6]
    lines += ["def outer():", *maker.block(2, "function"), "    return 'end'", "show(outer)"]
    lines.append("show(lambda: [(n, text(globals().get(n))) for n in 'abcd'])")
    return "\n".join(lines)


def comprehensions(rng):
    maker = Scopes(rng)
    lines = [f"{name} = {rng.randrange(9)}" for name in NAMES if rng.random() < 0.8]
    for _ in range(rng.randrange(1, 4)):
        place = rng.random()
        words = maker.expression(3)
        if place < 0.4:
            lines.append(f"show(lambda: {words})")
        elif place < 0.7:
            lines.append(f"try:\n    print(text({words}))\nexcept Exception as e:\n    print(failure(e))")
        else:
            lines.append(f"try:\n    class K:\n        {rng.choice(NAMES)} = 7\n        {rng.choice(NAMES)} = {words}\n    print(text({{k: v for k, v in vars(K).items() if k in 'abcd'}}))\nexcept Exception as e:\n    print(failure(e))")
    lines.append("show(lambda: [(n, text(globals().get(n))) for n in 'abcd'])")
    return "\n".join(lines)
