"""What the programs of the fuzzer find in their namespace, in both interpreters.

`show` prints what an expression comes to, be that a value or an exception, in a way that does
not depend on addresses or on the order of a set of strings.
"""

import re

ADDRESS = re.compile("0x[0-9a-f]{6,}")


def text(value, depth=3):
    """A repr that says the same in every process."""
    kind = type(value)
    if depth == 0:
        return "..."
    if kind in (set, frozenset):
        return kind.__name__ + "{" + ", ".join(sorted(text(item, depth - 1) for item in value)) + "}"
    if kind in (list, tuple):
        brackets = "[]" if kind is list else "()"
        return brackets[0] + ", ".join(text(item, depth - 1) for item in value) + brackets[1]
    if kind is dict:
        return "{" + ", ".join(text(key, depth - 1) + ": " + text(item, depth - 1) for key, item in value.items()) + "}"
    if kind.__name__ == "memoryview":
        return "memoryview:" + repr(value.tobytes())
    if kind is type:
        return "type " + value.__name__
    if isinstance(value, BaseException):
        return kind.__name__ + text(value.args, depth - 1)
    if hasattr(kind, "__next__"):
        # An iterator is what it gives.
        items = []
        try:
            for item in value:
                items.append(text(item, depth - 1))
                if len(items) == 12:
                    break
        except Exception as error:
            items.append(failure(error))
        return kind.__name__ + " of " + ", ".join(items)
    words = ADDRESS.sub("0x", repr(value))
    return words if len(words) < 400 else words[:200] + " .. " + str(len(words)) + " .. " + words[-100:]


def failure(error):
    """An exception's type and message."""
    if isinstance(error, RecursionError):
        return "RecursionError"
    words = ADDRESS.sub("0x", str(error))
    if isinstance(error, SyntaxError):
        words = str(error.msg) + " at " + str(error.lineno) + ":" + str(error.offset)
    return type(error).__name__ + ": " + words[:400]


def show(call):
    try:
        value = call()
        print(type(value).__name__, text(value))
    except Exception as error:
        print("!", failure(error))


kept = []


def keep(value):
    kept.append(value)
    return value


class Index:
    """An integer in disguise."""

    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value

    def __repr__(self):
        return f"Index({self.value!r})"


class Raises:
    """Fails whatever is asked of it."""

    def fail(self, *arguments):
        raise ValueError("asked")

    __index__ = __len__ = __iter__ = __float__ = __eq__ = __hash__ = __bool__ = fail
    __add__ = __radd__ = __getitem__ = __contains__ = __str__ = __lt__ = __call__ = fail

    def __repr__(self):
        return "Raises()"


class Sequence:
    """The old protocol of iteration: __getitem__ until IndexError."""

    def __init__(self, *items):
        self.items = items

    def __getitem__(self, index):
        return self.items[index]

    def __len__(self):
        return len(self.items)

    def __repr__(self):
        return f"Sequence{self.items!r}"


class Int(int):
    pass


class Float(float):
    pass


class Str(str):
    pass


class Bytes(bytes):
    pass


class List(list):
    pass


class Tuple(tuple):
    pass


class Dict(dict):
    def __missing__(self, key):
        return ("missing", key)


class Set(set):
    pass


class Plain:
    """Nothing but attributes."""

    def __init__(self, **attributes):
        self.__dict__.update(attributes)

    def __repr__(self):
        return f"Plain({self.__dict__!r})"


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __repr__(self):
        return f"Point({self.x!r}, {self.y!r})"


class Manager:
    """Says when a `with` block is entered and left, and may swallow what ends it."""

    def __init__(self, name, swallows=False, fails=""):
        self.name, self.swallows, self.fails = name, swallows, fails

    def __enter__(self):
        print("enter", self.name)
        if self.fails == "enter":
            raise KeyError(self.name)
        return self

    def __exit__(self, kind, error, traceback):
        print("exit", self.name, kind and kind.__name__, error)
        if self.fails == "exit":
            raise IndexError(self.name)
        return self.swallows

    def __repr__(self):
        return f"Manager({self.name!r})"
