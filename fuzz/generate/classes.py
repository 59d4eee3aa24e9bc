"""Classes: special methods that answer anything, and hierarchies."""

from . import values

UNARY = ["__neg__", "__pos__", "__invert__", "__abs__", "__int__", "__float__", "__index__", "__bool__", "__len__", "__str__", "__repr__", "__hash__", "__iter__", "__next__", "__reversed__", "__complex__", "__trunc__", "__floor__", "__ceil__", "__length_hint__", "__bytes__", "__enter__", "__await__", "__aiter__", "__dir__"]
BINARY = ["add", "sub", "mul", "truediv", "floordiv", "mod", "divmod", "pow", "lshift", "rshift", "and", "or", "xor", "matmul"]
COMPARISONS = ["__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"]
OTHER = ["__contains__", "__getitem__", "__getattr__", "__call__", "__format__", "__delitem__", "__round__", "__instancecheck__", "__missing__"]
SYMBOLS = ["+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^", "@", "==", "!=", "<", "<=", ">", ">=", "in", "is"]
TESTS = [
    "-{}", "+{}", "~{}", "abs({})", "int({})", "float({})", "[1, 2, 3][{}]", "bool({})", "len({})", "str({})", "repr({})", "hash({}) is not None", "list({})",
    "next({})", "complex({})", "round({})", "format({}, 'x')", "f'{{{}:>5}}'", "{}[1]", "{}[1:2]", "{}.nothing", "{}(1)", "3 in {}", "not {}", "sorted([{}, {}])",
    "range({})", "hex({})", "'%s' % {}", "'%d' % {}", "tuple({})", "dict([({}, 1)])", "[*{}]", "max({}, 1)", "isinstance(1, type({}))", "'a' * {}", "bytes({})", "iter({})",
    "sum([{}, 1])", "print({}, {})", "divmod({}, 2)", "pow(2, {})", "''.join({})", "chr({})", "reversed({})", "{}.__class__.__name__", "any([{}])", "round({}, 1)", "list(reversed({}))", "dict({})", "{{**{}}}", "math.floor({})", "math.sqrt({})", "type({})({})", "with_({})", "dir({})[:1]",
]


def answer(rng, name):
    pick = rng.random()
    if pick < 0.15:
        return "return NotImplemented"
    if pick < 0.25:
        return f"raise {rng.choice(('ValueError', 'TypeError', 'AttributeError', 'KeyError', 'IndexError', 'StopIteration'))}('{name}')"
    if pick < 0.6:
        good = {
            "__str__": "'text'", "__repr__": "'rep'", "__len__": rng.choice(("0", "3", "-1", "2**70", "True")), "__bool__": rng.choice(("True", "False", "1")),
            "__iter__": rng.choice(("iter([1, 2])", "self", "5")), "__next__": "1", "__hash__": rng.choice(("1", "2**80", "'x'", "-1")), "__index__": rng.choice(("1", "True", "Int(2)", "2.0")), "__int__": "7",
            "__float__": rng.choice(("1.5", "1", "Float(2.0)")), "__complex__": "1j", "__bytes__": "b'x'", "__format__": "'formatted'",
            "__length_hint__": rng.choice(("3", "-1", "'x'")), "__reversed__": "iter([3])", "__dir__": "['b', 'a']",
        }
        if name in good:
            return f"return {good[name]}"
        if name == "__next__":
            return "raise StopIteration"
    return f"return {rng.choice((values.small_int, values.value))(rng)}"


def special_class(rng, name, base):
    lines = [f"class {name}{f'({base})' if base else ''}:"]
    names = set()
    for _ in range(rng.randrange(1, 6)):
        pick = rng.random()
        if pick < 0.4:
            names.add(rng.choice(UNARY))
        elif pick < 0.7:
            names.add(f"__{rng.choice(('', 'r', 'i'))}{rng.choice(BINARY)}__")
        elif pick < 0.85:
            names.add(rng.choice(COMPARISONS))
        else:
            names.add(rng.choice(OTHER))
    for special in sorted(names):
        if rng.random() < 0.05:
            lines.append(f"    {special} = {rng.choice(('None', '5'))}")
            continue
        lines.append(f"    def {special}(self, *given):")
        if special not in ("__repr__", "__str__", "__hash__", "__getattr__", "__next__", "__dir__"):
            lines.append(f"        print('{name}.{special}', len(given))")
        lines.append(f"        {answer(rng, special)}")
    return lines


def special_methods(rng):
    lines = ["import math", "def with_(it):", "    with it: return 1"]
    base = rng.choice(("", "", "", "int", "str", "list", "dict", "tuple", "float", "bytes", "set"))
    lines += special_class(rng, "A", base)
    lines += special_class(rng, "B", rng.choice(("", "A", "A", "int")))
    lines += ["try:", "    a, b = A(), B()", "except Exception as error:", "    a = b = None"]
    for _ in range(rng.randrange(2, 8)):
        pick = rng.random()
        operand = lambda: rng.choice(("a", "b", "a", "b", values.value(rng, 1)))
        if pick < 0.5:
            symbol = rng.choice(SYMBOLS)
            left, right = operand(), operand()
            if symbol in ("**", "<<", "*"):
                left, right = rng.choice("ab"), rng.choice(("a", "b", "2", "'s'"))
            lines.append(f"show(lambda: ({left}) {symbol} ({right}))")
        elif pick < 0.6:
            symbol = rng.choice(SYMBOLS[:13])
            lines.append(f"try:\n    c = a\n    c {symbol}= {rng.choice(('b', '1', 'a'))}\n    print(text(c))\nexcept Exception as error:\n    print(failure(error))")
        else:
            name = rng.choice("ab")
            test = rng.choice(TESTS)
            lines.append(f"show(lambda: {test.format(*[name] * test.count('{}'))})")
    return "\n".join(lines)


FEATURES = [
    "x = {n}", "def f(self): return '{c}.f'", "def f(self): return ('{c}', super().f())", "@property\n    def x(self): return '{c}.x'", "@classmethod\n    def g(cls): return cls.__name__",
    "@staticmethod\n    def g(): return '{c}.g'", "__slots__ = ('x', 'y')", "__slots__ = ()", "def __init__(self, *a): self.x = a", "def __new__(cls, *a): return super().__new__(cls)",
    "def __init_subclass__(cls, **kw): print('sub', cls.__name__, kw)", "def __getattr__(self, name): return ('attr', name)", "def __setattr__(self, name, value): print('set', name); super().__setattr__(name, value)",
    "def __class_getitem__(cls, item): return ('item', item)", "def __eq__(self, other): return True", "def __set_name__(self, owner, name): print('named', name)",
    "def __get__(self, obj, kind): return ('get', obj is None)", "def __set__(self, obj, value): print('put', value)", "def __delete__(self, obj): print('gone')",
    "class y: z = {n}", "x: int = {n}", "def __getattribute__(self, name): return super().__getattribute__(name)", "__hash__ = None", "f = {n}", "g = property()", "def __repr__(self): return '{c}!'", "def __delattr__(self, name): print('del', name); super().__delattr__(name)",
]


def hierarchies(rng):
    """Several classes that derive from each other, and looks at them from all sides."""
    lines, names = [], []
    for name in "ABCDE"[: rng.randrange(2, 6)]:
        bases = rng.sample(names, min(len(names), rng.choice((0, 1, 1, 2, 3))))
        if rng.random() < 0.15:
            bases.append(rng.choice(("int", "dict", "Exception", "object", "str", "tuple", "type", "list", "bool", "5")))
        if rng.random() < 0.08:
            bases.append(rng.choice(("metaclass=type", "k=1", "metaclass=int", "metaclass=lambda *a, **k: a[0]")))
        body = [rng.choice(FEATURES).replace("{c}", name).replace("{n}", str(rng.randrange(9))) for _ in range(rng.randrange(4))]
        lines.append(f"try:\n    class {name}({', '.join(bases)}):\n" + "\n".join("        " + line.replace("\n", "\n    ") for line in body or ["pass"]))
        lines.append("except Exception as error:\n    print(failure(error))")
        names.append(name)
    name = rng.choice(names)
    if rng.random() < 0.3:
        lines.append(f"class Holder:\n    x = {rng.choice(names)}()")
        names.append("Holder")
    for _ in range(rng.randrange(2, 8)):
        name = rng.choice(names)
        test = rng.choice((
            "[k.__name__ for k in {}.__mro__]", "{}().x", "{}.x", "{}().f()", "{}.f", "{}.g()", "{}().g()", "{}.y.z", "{}[1]", "{}() == 3", "hash({}()) is None", "issubclass({}, A)",
            "{}.__bases__", "{}(1).x", "{}().__dict__", "isinstance({}(), B)", "{}.__qualname__", "repr({}())[:3]", "{}().nothing", "{}.nothing", "vars({}).get('x')", "{}.__annotations__",
            "setattr({}(), 'x', 1)", "setattr({}, 'x', 1)", "delattr({}(), 'x')", "delattr({}, 'x')", "setattr({}(), 'new', 1)", "{}.mro()[0] is {}", "super({}, {}()).x", "type('N', ({},), {{}})().x", "type({}).__name__", "{}.__base__", "getattr({}(), 'x', 0)", "[n for n in dir({}()) if n[0] != '_']", "{}.__slots__", "setattr({}(), '__class__', A)", "{}.__subclasses__()[:1] == []", "{}().__class__.__name__", "bool({}())", "setattr({}, '__bases__', (A,))",
        ))
        lines.append(f"show(lambda: {test.format(*[name] * test.count('{}'))})")
    return "\n".join(lines)
