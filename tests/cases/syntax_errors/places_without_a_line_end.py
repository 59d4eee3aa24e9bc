# Expressions have no line end: the places in their errors.
for text in '1 +', '(1', '1 2', '', ' 1', 'x = 1', '"abc', 'f(', '1 +\n', 'lambda':
    for mode in 'eval', 'exec':
        try:
            compile(text, '<string>', mode)
        except SyntaxError as error:
            print(mode, repr(text), error.args)
