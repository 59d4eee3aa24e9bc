# ast.literal_eval runs nothing.
from ast import literal_eval

for text in ('[1, -2.5, "a", b"b", (None, True), {1: 2}, {3}, 1+2j, set(), ...]', '-1', '  3', '"a" "b"', '0x10',
             '1+1', 'foo', '[x for x in y]', '1 +', '(1, f())'):
    try:
        print(repr(literal_eval(text)))
    except (ValueError, SyntaxError) as error:
        print(type(error).__name__, str(error).split(' at 0x')[0])
