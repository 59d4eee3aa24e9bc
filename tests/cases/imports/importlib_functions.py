# Importing by program.
import importlib
import importlib.util
import sys

print(importlib.import_module('json').__name__, importlib.import_module('.decoder', 'json').__name__)
print(importlib.util.find_spec('nosuchmodule'), importlib.util.find_spec('json').name)
for wrong in (lambda: importlib.import_module('.x'), lambda: importlib.import_module('nosuchmodule'),
              lambda: importlib.import_module('json.nothing'), lambda: importlib.reload(5)):
    try:
        wrong()
    except (ImportError, TypeError) as error:
        print(type(error).__name__, error)
import os.path, collections.abc
print(sys.modules['os.path'] is os.path, sys.modules['collections.abc'].Mapping.__name__, sys, sys.__spec__.name)
