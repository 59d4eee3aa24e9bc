"""Random programs: each a few statements that print what they come to.

A generator is a function of a `Random` to a program's text; `KINDS` says how often each is asked.
"""

from . import calls, classes, flow, formats, functions, names, patterns

KINDS = [
    (10, calls.operators),
    (16, calls.methods),
    (8, calls.builtin_functions),
    (5, calls.subscripts),
    (3, calls.constructors),
    (6, calls.module_functions),
    (4, calls.augmented),
    (6, formats.formatting),
    (3, formats.number_texts),
    (5, flow.control_flow),
    (5, flow.generators),
    (2, flow.exception_values),
    (5, functions.signatures),
    (3, functions.unpacking),
    (4, names.scopes),
    (3, names.comprehensions),
    (5, classes.special_methods),
    (4, classes.hierarchies),
    (3, patterns.matches),
]


def program(rng, word=""):
    """A random program of one of the kinds whose name contains the word."""
    kinds = [(weight, kind) for weight, kind in KINDS if word in kind.__name__]
    (kind,) = rng.choices([kind for _, kind in kinds], [weight for weight, _ in kinds])
    return kind(rng)
