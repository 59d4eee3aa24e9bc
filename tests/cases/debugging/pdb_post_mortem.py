# Looking at where an exception came from; stopping in a program that runs.
import io
import os
import pdb
import sys


class Out(io.StringIO):
    real = sys.stdout

    def write(self, text):
        self.real.write(text.replace(os.path.dirname(os.path.abspath(__file__)), '$HERE'))


def debugger(commands):
    return pdb.Pdb(stdin=io.StringIO(commands), stdout=Out(), nosigint=True, readrc=False)


def divide(a, b):
    try:
        return a / b
    finally:
        print('divided')


def main(n):
    values = [n, 0]
    return divide(*values)


try:
    main(3)
except ZeroDivisionError as error:
    it = debugger('w\np a, b\nl\nu\np values\nll\nd\nd\na\nq\n')
    it.reset()
    it.interaction(None, error.__traceback__)
try:
    pdb.post_mortem()
except ValueError as error:
    print(error)


def stops():
    a = 1
    debugger('p a\na = 5\nn\nn\np b\nc\n').set_trace()
    b = a + 1
    return b * 10


print(stops())


def raises():
    debugger('n\nn\nn\nw\nc\n').set_trace()
    main(4)


try:
    raises()
except ZeroDivisionError as error:
    print('caught', error)


def hook(*args, **kwargs):
    print('hook', args, kwargs, sys._getframe().f_back.f_code.co_name)


def breaks():
    breakpoint()
    sys.breakpointhook = hook
    breakpoint(1, header='x')


sys.stdin = io.StringIO('w\np 1 + 1\nc\n')
real, sys.stdout = sys.stdout, io.StringIO()
try:
    breaks()
finally:
    text, sys.stdout = sys.stdout.getvalue(), real
print(text.replace(os.path.dirname(os.path.abspath(__file__)), '$HERE'))
