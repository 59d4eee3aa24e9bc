# Code objects: replacing their parts, comparing them.
def f(a, b=2, *c, d=3, **e):
    return 'old'


code = f.__code__
print(code.co_varnames, code.co_argcount, code.co_kwonlyargcount, code.co_nlocals, hex(code.co_flags))
other = code.replace(co_name='g', co_firstlineno=77, co_filename='q.py')
print(other.co_name, other.co_firstlineno, other.co_filename, other == code)
print(code.replace() == code, hash(code.replace()) == hash(code))
f.__code__ = code.replace(co_consts=tuple('new' if it == 'old' else it for it in code.co_consts))
print(f(1))
for bad in (dict(co_name=3), dict(nonsense=1)):
    try:
        code.replace(**bad)
    except TypeError as error:
        print('TypeError')
