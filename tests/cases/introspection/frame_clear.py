# A frame that runs can't be cleared; clearing a generator's frame closes it.
import sys

try:
    sys._getframe().clear()
except RuntimeError as error:
    print(error)


def numbers():
    try:
        yield 1
    finally:
        print('closed')


it = numbers()
next(it)
it.gi_frame.clear()
print(it.gi_frame)
