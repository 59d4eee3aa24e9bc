# Compiled as at a prompt, expressions show their values.
import sys

exec(compile('2 + 3', 'typed', 'single'))
exec(compile('None', 'typed', 'single'))
exec(compile('if 1:\n  7\n  x = 8\n', 'typed', 'single'))
exec(compile('"a"; "b"', 'typed', 'single'), {}, {})
sys.displayhook = lambda value: print('hook', value)
exec(compile('x', 'typed', 'single'))
try:
    compile('1\n2', 'typed', 'single')
except SyntaxError as error:
    print(error)
