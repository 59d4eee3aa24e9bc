# Finalizers run once: when the object dies, when called, or at the end.
import gc
import weakref


class Thing:
    pass


def use():
    thing = Thing()
    weakref.finalize(thing, print, 'died', flush=True)


use()
gc.collect()
kept = Thing()
called = weakref.finalize(kept, print, 'called')
print(called.alive, called.peek()[2], called(), called.alive, called())
detached = weakref.finalize(kept, print, 'never')
print(detached.detach()[0] is kept, detached.alive)
weakref.finalize(kept, print, 'at exit, first made')
weakref.finalize(kept, print, 'at exit, last made')
