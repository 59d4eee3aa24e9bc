# A SyntaxError without a message says None.
for given in ((), ("m",), ("m", ("f.py", 3, 1, "x")), (None,), (5,)):
    error = SyntaxError(*given)
    print(str(error), repr(error), error.msg, error.filename, error.lineno)
