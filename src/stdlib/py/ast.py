"""Literals out of text, without running anything."""

import _ast

__all__ = ['literal_eval']


def literal_eval(node_or_string):
    """The value of an expression of literals: strings, bytes, numbers, tuples, lists, dicts, sets, booleans, None."""
    if not isinstance(node_or_string, str):
        raise ValueError(f'malformed node or string: {node_or_string!r}')
    return _ast.literal(node_or_string.lstrip(' \t'))
