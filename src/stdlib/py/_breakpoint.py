"""What `sys.breakpointhook` calls: the function that $PYTHONBREAKPOINT names."""

import importlib
import os
import warnings


def find():
    """The debugger, or None if it is switched off or missing."""
    name = os.environ.get('PYTHONBREAKPOINT') or 'pdb.set_trace'
    if name == '0':
        return None
    module, _, function = name.rpartition('.')
    try:
        return getattr(importlib.import_module(module or 'builtins'), function)
    except (ImportError, AttributeError):
        warnings.warn(f'Ignoring unimportable $PYTHONBREAKPOINT: "{name}"', RuntimeWarning, 2)
        return None
