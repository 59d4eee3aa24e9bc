for names in ({}, {'len': len}):
    for source in ('print(1)', 'len("abc")', 'class A: pass', 'import os', '[len(x) for x in ("a",)]'):
        try:
            exec('r = ' + source if source[0] in 'l[' else source, {'__builtins__': names})
            print(source, 'ran')
        except Exception as error:
            print(source, type(error).__name__, error)


class Answers(dict):
    def __getitem__(self, key):
        return key + '!'


print(eval('anything', {'__builtins__': Answers()}))
