"""Operators, methods, functions and subscripts, on random values.

Methods and functions are found by asking the interpreter that runs the fuzzer (`dir`), so none is forgotten.
"""

import builtins
import importlib

from . import values

BINARY = ["+", "-", "*", "/", "//", "%", "@", "&", "|", "^", "==", "!=", "<", "<=", ">", ">=", "is", "in", "not in", "and", "or"]
# What may take a huge right side must not: memory and time.
DANGEROUS = {"**", "<<", "*"}
# They differ by nature, or are covered apart.
SKIPPED_METHODS = {
    "__reduce__", "__reduce_ex__", "__dir__", "__hash__", "__sizeof__", "__doc__", "__init_subclass__", "__subclasshook__", "__getstate__", "__setstate__",
    "__getnewargs__", "__class_getitem__", "__new__", "__buffer__", "__release_buffer__", "__dict__", "__weakref__", "__alloc__", "__module__",
    "__subclasses__", "__annotations__", "__abstractmethods__", "__type_params__", "__text_signature__", "__prepare__", "mro",
}
SKIPPED_FUNCTIONS = {
    "open", "input", "print", "exit", "quit", "help", "breakpoint", "id", "globals", "locals", "vars", "dir", "exec", "eval", "compile",
    "copyright", "credits", "license", "__import__", "__build_class__", "__loader__", "__spec__",
}
MODULES = {
    "math": None, "cmath": None, "operator": None, "itertools": None, "string": ["capwords"], "bisect": None, "heapq": None, "binascii": None,
    "functools": ["reduce", "cmp_to_key", "partial"], "textwrap": None, "statistics": ["mean", "median", "mode", "median_low", "fmean"],
    "fractions": ["Fraction"], "base64": ["b64encode", "b64decode", "b16encode", "b32encode"], "json": ["dumps", "loads"],
    "struct": ["calcsize", "pack", "unpack"], "copy": ["copy", "deepcopy"], "re": ["escape", "findall", "split", "sub", "match"],
    "collections": ["Counter", "OrderedDict", "deque", "ChainMap"],
}
SKIPPED_MODULE_FUNCTIONS = {("itertools", "count"), ("itertools", "cycle"), ("itertools", "repeat"), ("math", "factorial"), ("math", "comb"), ("math", "perm")}


def statements(rng, make, most=5):
    return "\n".join(make(rng) for _ in range(rng.randrange(1, most)))


def right_side(rng, operator):
    return values.small_int(rng) if operator in DANGEROUS else values.value(rng)


def operators(rng):
    return statements(rng, operator_statement)


def operator_statement(rng):
    pick = rng.random()
    if pick < 0.12:
        return f"show(lambda: {rng.choice(('-', '+', '~', 'not '))}({values.value(rng)}))"
    if pick < 0.5:
        operator = rng.choice(("+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^", "<", "==", ">="))
        left = values.number(rng)
        right = values.small_int(rng) if operator in ("**", "<<") else values.number(rng)
        if operator == "**" and rng.random() < 0.3:
            left, right = values.small_int(rng), values.floating(rng)
        return f"show(lambda: ({left}) {operator} ({right}))"
    operator = rng.choice(BINARY)
    left, right = values.value(rng), right_side(rng, operator)
    if operator == "*" and rng.random() < 0.5:
        left, right = right, left
    if rng.random() < 0.1:
        return f"show(lambda: ({left}) < ({right}) <= ({values.value(rng)}))"
    return f"show(lambda: ({left}) {operator} ({right}))"


def argument(rng, value):
    """An argument for a method of the value: often of its own type."""
    pick = rng.random()
    if pick < 0.35:
        if isinstance(value, str):
            return values.string(rng)
        if isinstance(value, (bytes, bytearray)):
            return values.bytes_like(rng)
        if isinstance(value, (list, tuple)):
            return values.value(rng, 1)
        if isinstance(value, (set, frozenset)):
            return rng.choice((values.set_value, values.list_value))(rng)
        if isinstance(value, dict):
            return rng.choice((values.hashable, values.dict_value))(rng)
        return values.number(rng)
    if pick < 0.6:
        return rng.choice(values.SMALL + ["None", "2**70", "-2**70"])
    return values.value(rng)


KEYWORDS = ["key", "reverse", "sep", "maxsplit", "encoding", "errors", "keepends", "default", "start", "x", "tabsize", "signed", "length", "byteorder", "strict"]


def arguments(rng, value, most=4):
    words = [argument(rng, value) for _ in range(rng.choices(range(most), (3, 5, 3, 1)[:most])[0])]
    if rng.random() < 0.08:
        words.append(f"{rng.choice(KEYWORDS)}={argument(rng, value)}")
    if rng.random() < 0.02:
        words.append(f"*{values.list_value(rng)}")
    return ", ".join(words)


def is_dangerous(value, name, words):
    """Would fill the memory, or take for ever."""
    huge = any(mark in words for mark in ("**", "e1", "e2", "e3")) or sum(c.isdigit() for c in words) > 6
    return huge and name in {
        "center", "ljust", "rjust", "zfill", "expandtabs", "__mul__", "__rmul__", "__imul__", "__pow__", "__rpow__", "__lshift__", "__rlshift__", "to_bytes",
        "hex", "pow", "islice", "combinations", "permutations", "product", "bytes", "bytearray", "range", "sum", "list", "lshift", "mul", "ilshift", "imul",
        "ipow", "ldexp", "factorial", "comb", "perm", "combinations_with_replacement", "indent", "fill", "wrap", "round", "__round__", "shorten", "pack", "calcsize", "Fraction", "Counter",
        "loads", "dumps", "nsmallest", "nlargest", "repeat", "tee", "__init__", "elements",
    }


def methods(rng):
    """A value, calls of its methods, and what became of it."""
    words = values.value(rng)
    value = values.evaluate(words)
    names = [name for name in dir(value) if name not in SKIPPED_METHODS]
    plain = [name for name in names if not name.startswith("_")]
    lines = [f"x = {words}"]
    for _ in range(rng.randrange(1, 5)):
        name = rng.choice(plain) if plain and rng.random() < 0.8 else rng.choice(names)
        given = arguments(rng, value)
        if is_dangerous(value, name, given):
            continue
        if isinstance(value, str) and name == "format_map":
            given = values.dict_value(rng)
        if callable(getattr(value, name, None)):
            lines.append(f"show(lambda: x.{name}({given}))")
        else:
            lines.append(f"show(lambda: x.{name})")
    lines.append("show(lambda: x)")
    return "\n".join(lines)


def builtin_functions(rng):
    return statements(rng, builtin_call)


def builtin_call(rng):
    names = [name for name in dir(builtins) if callable(getattr(builtins, name)) and name not in SKIPPED_FUNCTIONS]
    name = rng.choice(names)
    if rng.random() < 0.5:
        name = rng.choice((
            "int", "float", "str", "sorted", "max", "min", "sum", "round", "pow", "divmod", "zip", "map", "enumerate", "range", "bytes", "isinstance",
            "getattr", "chr", "ord", "hex", "bin", "oct", "hash", "len", "abs", "all", "any", "list", "dict", "set", "reversed", "slice", "complex", "iter",
            "next", "repr", "ascii", "format", "type", "issubclass", "bytearray", "memoryview", "filter", "callable", "tuple", "frozenset", "super",
        ))
    if name == "hash":
        return f"show(lambda: hash({values.number(rng)}))"
    if name in ("map", "filter"):
        given = f"{rng.choice(values.FUNCTIONS)}, {values.value(rng)}"
    elif name in ("sorted", "max", "min") and rng.random() < 0.5:
        given = f"{values.value(rng)}, key={rng.choice(values.FUNCTIONS)}"
    elif name in ("isinstance", "issubclass"):
        given = f"{values.value(rng)}, {rng.choice(values.CLASSES)}"
    else:
        given = arguments(rng, values.evaluate(values.value(rng)))
    if is_dangerous(None, name, given):
        return "pass"
    if name == "pow":
        given = ", ".join(values.small_int(rng) if i else values.number(rng) for i in range(rng.randrange(1, 4)))
    return f"show(lambda: {name}({given}))"


def constructors(rng):
    """The attributes and unbound methods of built-in types."""
    kind = rng.choice((
        "int", "str", "float", "list", "dict", "set", "bytes", "bytearray", "tuple", "frozenset", "range", "complex", "type", "object", "slice",
        "memoryview", "bool", "property", "classmethod", "staticmethod", "enumerate", "zip", "map", "Exception", "OSError", "KeyError", "StopIteration",
        "BaseExceptionGroup", "UnicodeDecodeError", "SyntaxError", "ImportError", "AttributeError", "NameError", "SystemExit",
    ))
    lines = []
    for _ in range(rng.randrange(1, 4)):
        names = [name for name in dir(getattr(builtins, kind)) if name not in SKIPPED_METHODS]
        plain = [name for name in names if not name.startswith("_")]
        name = rng.choice(plain) if plain and rng.random() < 0.7 else rng.choice(names)
        given = arguments(rng, values.evaluate(values.value(rng)))
        pick = rng.random()
        if is_dangerous(None, name, given) or is_dangerous(None, kind, given):
            continue
        if pick < 0.3:
            lines.append(f"show(lambda: {kind}({given}))")
        elif pick < 0.8 and callable(getattr(getattr(builtins, kind), name, None)):
            lines.append(f"show(lambda: {kind}.{name}({given}))")
        else:
            lines.append(f"show(lambda: {kind}.{name})")
    return "\n".join(lines) or "pass"


_functions = {}


def functions_of(name):
    if name not in _functions:
        module = importlib.import_module(name)
        found = MODULES[name] or [it for it in getattr(module, "__all__", dir(module)) if not it.startswith("_") and callable(getattr(module, it))]
        _functions[name] = [it for it in found if (name, it) not in SKIPPED_MODULE_FUNCTIONS]
    return _functions[name]


def module_functions(rng):
    """Functions of the modules; a module that is not there yet says so once."""
    module = rng.choice(list(MODULES) + ["math", "operator", "itertools"] * 2)
    lines = [f"import {module}"]
    for _ in range(rng.randrange(1, 4)):
        name = rng.choice(functions_of(module))
        if module in ("math", "cmath"):
            make = values.number if rng.random() < 0.9 else values.value
            given = ", ".join(make(rng) for _ in range(rng.choices((0, 1, 2, 3), (1, 6, 5, 1))[0]))
        elif module == "re":
            given = f"{rng.choice(PATTERNS)!r}, {values.string(rng)}" + (f", {values.string(rng)}" if rng.random() < 0.4 else "")
        else:
            given = arguments(rng, values.evaluate(values.value(rng)))
        if not is_dangerous(None, name, given):
            lines.append(f"show(lambda: {module}.{name}({given}))")
    return "\n".join(lines)


PATTERNS = ["a", "[a-c]+", "(a)(b)?", r"\d+", r"\w", "^x|c$", "(?P<n>.)", "a*", ".*?", r"\s", "(", "[", "a{2}", "(?i)HELLO", "x*?", r"\b", "a|b|", "[^a]", r"(.)\1", "*"]


def augmented(rng):
    """x op= y on a name, an attribute and an item, with another name for the same object."""
    operator = rng.choice(("+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^", "@"))
    left = values.value(rng) if rng.random() < 0.6 else values.number(rng)
    right = values.small_int(rng) if operator in DANGEROUS else values.value(rng)
    place = rng.choice(("x", "box.x", "box['x']", "box[0]"))
    box = {"x": "", "box.x": "box = Plain(x=x)", "box['x']": "box = {'x': x}", "box[0]": "box = [x]"}[place]
    return "\n".join((
        f"x = {left}", "same = x", box or "pass",
        f"try:\n    {place} {operator}= {right}\nexcept Exception as error:\n    print(failure(error))",
        f"show(lambda: {place})", "show(lambda: same)",
    ))


def index(rng):
    pick = rng.random()
    if pick < 0.35:
        return rng.choice(values.SMALL + ["100", "-100", "2**70", "-2**70"])
    if pick < 0.85:
        end = lambda: rng.choice(("", "", "0", "1", "-1", "2", "-2", "3", "100", "-100", "2**70", "None"))
        step = rng.choice(("", "", ":", ":1", ":2", ":-1", ":-2", ":3", ":0", ":100", ":-2**70", ":None"))
        return f"{end()}:{end()}{step}"
    return values.value(rng, 1)


def subscripts(rng):
    """Reading, writing and deleting of items and slices."""
    make = rng.choice((
        values.list_value, values.list_value, lambda rng: "[0, 1, 2, 3, 4, 5]", values.string, values.bytes_like, lambda rng: "bytearray(b'abcdef')",
        values.tuple_value, values.dict_value, values.range_value, values.subclass_value, lambda rng: "memoryview(bytearray(b'abcdef'))", values.value,
    ))
    lines = [f"x = {make(rng)}"]
    for _ in range(rng.randrange(1, 5)):
        at = index(rng)
        pick = rng.random()
        if pick < 0.4:
            lines.append(f"show(lambda: x[{at}])")
            continue
        if pick < 0.75:
            given = rng.choice((values.value, values.list_value, values.bytes_like, values.small_int))(rng)
            act = f"x[{at}] = {given}"
        else:
            act = f"del x[{at}]"
        lines.append(f"try:\n    {act}\nexcept Exception as error:\n    print(failure(error))")
        lines.append("show(lambda: x)")
    return "\n".join(lines)
