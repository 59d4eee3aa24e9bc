# What is allowed and hardly meant is warned of when it is compiled.
import warnings

SOURCES = [
    r'"\d"', r'b"\u1234"', r'r"\d"', r'f"\d{1}"', r'"\400"', 'x is 5', 'x is not "a"', '() is x', 'x is None',
    '(1, 2)()', '[1]()', '"a"(1)', 'None()', 'len()', 'assert (1, "x")', 'assert ()', '[1][1, 2]', '"a"["b"]', '5[1]',
    '{1}[1]', '{}[()]', '(x for x in y)[1]', '[1][:2]', '[1][True]', 'f"{1}"[1.0]',
]
for source in SOURCES:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        compile('\n' + source, 'some.py', 'exec')
    print(source, [(str(it.message), it.category.__name__, it.filename, it.lineno) for it in caught])
with warnings.catch_warnings():
    warnings.simplefilter('error')
    try:
        compile('x is 5', 'some.py', 'exec')
    except SyntaxError as error:
        print(type(error).__name__, error)
