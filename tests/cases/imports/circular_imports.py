# Modules that import each other before they are complete.
import os
import sys
import tempfile

with tempfile.TemporaryDirectory() as folder:
    sys.path.insert(0, folder)
    for name, text in (('first', 'import second\nvalue = 1\n'), ('second', 'from first import value\n'),
                       ('third', 'import fourth\nvalue = 1\n'), ('fourth', 'import third\nthird.value\n'),
                       ('fifth', 'import sixth\nvalue = 1\n'), ('sixth', 'import fifth\n')):
        with open(f'{folder}/{name}.py', 'w') as file:
            file.write(text)
    for name in ('first', 'third', 'fifth'):
        try:
            print(__import__(name).value)
        except (ImportError, AttributeError) as error:
            print(type(error).__name__, str(error).partition(' (/')[0])
    print('first' in sys.modules, 'fifth' in sys.modules)
