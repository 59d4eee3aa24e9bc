"""The garbage collector. It counts no references and has no generations: what is set here
is remembered, and means nothing.
"""

import _gc

DEBUG_STATS, DEBUG_COLLECTABLE, DEBUG_UNCOLLECTABLE, DEBUG_SAVEALL, DEBUG_LEAK = 1, 2, 4, 32, 38

callbacks = []
garbage = []
_enabled = True
_threshold = (700, 10, 10)
_debug = 0


def collect(generation=2):
    """Run the garbage collector. Returns 0: how many objects were unreachable is not counted."""
    if not 0 <= generation <= 2:
        raise ValueError('invalid generation')
    return _gc.collect()


def get_objects(generation=None):
    """Return a list of the objects tracked by the collector (excluding the list returned)."""
    if generation is not None and not 0 <= generation <= 2:
        raise ValueError('generation parameter must be less than the number of available generations (3)')
    return _gc.objects()


def get_referents(*objs):
    """Return the list of objects that are directly referred to by 'objs'."""
    return [found for obj in objs for found in _gc.referents(obj)]


def get_referrers(*objs):
    """Return the list of objects that directly refer to any of 'objs'."""
    wanted = set(map(id, objs))
    return [obj for obj in _gc.objects()
            if obj is not objs and any(id(found) in wanted for found in _gc.referents(obj))]


def is_finalized(obj, /):
    """Returns true if the object has been already finalized by the garbage collector."""
    return False


def get_freeze_count():
    """Return the number of objects in the permanent generation."""
    return 0


def enable():
    """Enable automatic garbage collection."""
    global _enabled
    _enabled = True


def disable():
    """Disable automatic garbage collection."""
    global _enabled
    _enabled = False


def isenabled():
    """Returns true if automatic garbage collection is enabled."""
    return _enabled


def get_count():
    """Return a three-tuple of the current collection counts."""
    return 0, 0, 0


def get_threshold():
    """Return the current collection thresholds."""
    return _threshold


def set_threshold(threshold0, threshold1=10, threshold2=10):
    """Set the collection thresholds."""
    global _threshold
    _threshold = threshold0, threshold1, threshold2


def get_debug():
    """Get the garbage collection debugging flags."""
    return _debug


def set_debug(flags):
    """Set the garbage collection debugging flags."""
    global _debug
    _debug = flags


def get_stats():
    """Return a list of dictionaries containing per-generation statistics."""
    return [{'collections': 0, 'collected': 0, 'uncollectable': 0} for _ in range(3)]


def freeze():
    """Freeze all current tracked objects."""


def unfreeze():
    """Unfreeze all objects."""


def is_tracked(obj):
    """Returns true if the object is tracked by the garbage collector."""
    return not isinstance(obj, (int, float, complex, str, bytes, bool, type(None)))
