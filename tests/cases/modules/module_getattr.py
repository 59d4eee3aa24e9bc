# PEP 562: a module's __getattr__ is asked for what it lacks.
import sys
import types

module = types.ModuleType('lazy')
exec('''
def __getattr__(name):
    if name.startswith('no'):
        raise AttributeError(name)
    return 'made ' + name
''', module.__dict__)
sys.modules['lazy'] = module
import lazy
from lazy import thing

print(lazy.other, thing, hasattr(lazy, 'nothing'), getattr(lazy, 'none', 'default'))
try:
    from lazy import nowhere
except ImportError as error:
    print(error)
