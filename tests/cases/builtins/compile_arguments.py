# Modes, flags and levels that compile() does not know.
for arguments in (('1', 'a', 'wrong'), ('1', 'a', 'exec', -1), ('1', 'a', 'exec', 0, 0, 9)):
    try:
        compile(*arguments)
    except ValueError as error:
        print(error)
print(eval(compile('  1 + 1', 'a', 'eval'), {}, {'q': 1}))
