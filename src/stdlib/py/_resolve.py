"""What a dotted name stands for: `resolve('logging.handlers.FileHandler')`."""

from importlib import import_module


def resolve(name):
    """The object; modules on the way to it are imported."""
    first, *rest = name.split('.')
    found, at = import_module(first), first
    for part in rest:
        at += '.' + part
        try:
            found = getattr(found, part)
        except AttributeError:
            import_module(at)
            found = getattr(found, part)
    return found
