# Attributes that exceptions of the system have.
try:
    open("/no/such/file")
except OSError as error:
    print(error.errno, error.strerror, error.filename, type(error).__name__)
try:
    undefined_name
except NameError as error:
    print(error.name)
try:
    (5).foo
except AttributeError as error:
    print(error.name, error.obj)
try:
    import no_such_module
except ImportError as error:
    print(error.name, error.msg)
print(OSError(2, "No such file", "f"), repr(OSError(2, "x")), OSError("only"))
print(KeyError("k"), KeyError(), KeyError(1, 2), StopIteration(5).value, SystemExit(3).code)
e = Exception("a", 1)
e.args = ("b",)
print(e, e.args, e.with_traceback(None) is e)
try:
    compile("x = ", "f.py", "exec")
except SyntaxError as error:
    print(error.msg, error.lineno, error.offset, error.filename, error)
