# sys._getframe shows the caller's variables as they are when they are asked for.
import sys


def f(a):
    b = a + 1
    frame = sys._getframe()
    print(frame.f_locals['b'], frame.f_lineno, frame.f_code.co_name)
    c = 3
    print(sorted(frame.f_locals))
    return frame


kept = f(1)
print(kept.f_locals['b'], kept.f_globals is globals(), kept.f_back.f_code.co_name)
print(sys._getframe().f_locals is globals())
try:
    sys._getframe(100)
except ValueError as error:
    print(error)
