# Modules made from a path, run again, and packages without an __init__.
import importlib
import importlib.util
import os
import sys
import tempfile

with tempfile.TemporaryDirectory() as folder:
    sys.path.insert(0, folder)
    with open(folder + '/made.py', 'w') as file:
        file.write('value = 1\nprint("runs", __name__)\n')
    spec = importlib.util.spec_from_file_location('other', folder + '/made.py')
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    print(module.value, module.__name__, module.__spec__ is spec, 'other' in sys.modules)
    import made
    importlib.reload(made)
    os.makedirs(folder + '/space/inner')
    with open(folder + '/space/inner/deep.py', 'w') as file:
        file.write('from . import __name__ as package\nfrom ..inner import deep\n')
    import space.inner.deep as deep
    print(deep.package, deep.deep is deep, space.__file__, space.__spec__.origin)
