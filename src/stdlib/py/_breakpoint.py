"""What `sys.breakpointhook` does: it calls the function that $PYTHONBREAKPOINT names."""

import importlib
import os
import warnings


def hook(*args, **kwargs):
    """Call the debugger, unless it is switched off or missing."""
    name = os.environ.get('PYTHONBREAKPOINT') or 'pdb.set_trace'
    if name == '0':
        return None
    module, _, function = name.rpartition('.')
    try:
        found = getattr(importlib.import_module(module or 'builtins'), function)
    except (ImportError, AttributeError):
        warnings.warn(f'Ignoring unimportable $PYTHONBREAKPOINT: "{name}"', RuntimeWarning, 2)
        return None
    return found(*args, **kwargs)
