# pyclbr: classes and functions of a module that is not run.
import os
import pyclbr
import sys
import tempfile

text = '''raise SystemExit("never run")
from enum import Enum

class A(Enum):
    def method(self):
        class Inner: pass

class B(A, dict): pass

async def f():
    def g(): pass
'''
with tempfile.TemporaryDirectory() as folder:
    with open(os.path.join(folder, 'browsed_module.py'), 'w') as file:
        file.write(text)
    found = pyclbr.readmodule_ex('browsed_module', [folder])


def show(things, depth=0):
    for name, it in sorted(things.items()):
        if it.module == 'browsed_module':
            bases = [getattr(base, 'name', base) for base in it.super] if isinstance(it, pyclbr.Class) else ''
            print('  ' * depth + name, type(it).__name__, it.lineno, it.end_lineno, bases)
            show(it.children, depth + 1)


show(found)
print(found['A'].methods, found['f'].is_async)
