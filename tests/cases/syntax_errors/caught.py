# A SyntaxError is an exception like others, and names its place.
for text in ("x =", "a b", "def f(:", "1 +* 2", "f(a for a in b, c)", "del f()", "x: int: str", "lambda x: = 1", "{1: 2, 3}", "import a.b as c.d", "from . import *", "async x", "@", "a = b = 5 = c", "\x00"):
    try:
        compile(text, "name", "exec")
    except SyntaxError as error:
        print(repr(text), type(error).__name__, error.msg, error.lineno, error.offset)
    except ValueError as error:
        print(repr(text), type(error).__name__, error)
