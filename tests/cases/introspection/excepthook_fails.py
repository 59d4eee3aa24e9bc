# What a hook raises is shown before what it was called for.
import sys


def hook(kind, value, traceback):
    raise KeyError('in the hook')


sys.excepthook = hook
raise ValueError('uncaught')
