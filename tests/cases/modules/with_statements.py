# contextlib: managers made of generators, stacks, suppression.
from contextlib import *
@contextmanager
def tag(name):
    print('<', name)
    try:
        yield name.upper()
    except ValueError as error:
        print('caught', error)
    finally:
        print('>', name)
with tag('a') as t:
    print(t)
with tag('b'):
    raise ValueError('inside')
try:
    with tag('c'):
        raise KeyError('out')
except KeyError as error:
    print(repr(error))
@tag('deco')
def f(): print('body')
f(); f()
with suppress(ZeroDivisionError):
    1 / 0
with ExitStack() as stack:
    stack.enter_context(tag('x')); stack.callback(print, 'callback', sep=''); stack.push(lambda *e: print(e[0]))
try:
    with ExitStack() as stack:
        stack.callback(print, 'last')
        stack.push(lambda *e: True)
        raise ValueError('gone')
    print('suppressed')
except ValueError:
    print('not')
class C:
    def close(self): print('closed')
with closing(C()), nullcontext(5) as n:
    print(n)
@contextmanager
def never():
    if False: yield
try:
    with never(): pass
except RuntimeError as error:
    print(error)
@contextmanager
def twice():
    yield 1
    yield 2
try:
    with twice(): pass
except RuntimeError as error:
    print(error)
