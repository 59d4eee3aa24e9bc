# sys.excepthook gets what nothing caught.
import sys


def hook(kind, value, traceback):
    print('hook', kind.__name__, value, traceback.tb_lineno)


print(sys.excepthook is sys.__excepthook__)
sys.excepthook = hook
raise ValueError('uncaught')
