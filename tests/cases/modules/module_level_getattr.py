# PEP 562: a module's own `__getattr__` is asked for what it lacks.
import sys
import types

module = types.ModuleType('lazy')
exec('''
there = 1
def __getattr__(name):
    if name.startswith("no"):
        raise AttributeError(f"lazy has no {name}")
    return name.upper()
''', module.__dict__)
sys.modules['lazy'] = module
from lazy import there, elsewhere
print(there, elsewhere, module.anything, getattr(module, 'nothing', 'default'), hasattr(module, 'nobody'))
try:
    module.nowhere
except AttributeError as error:
    print(error)
