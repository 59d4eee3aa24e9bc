# sys.setprofile and sys.settrace: what is told, what they may do, and how they end.
import sys


def prof(frame, event, arg):
    out.append(
        (
            event,
            frame.f_code.co_name,
            getattr(arg, '__name__', arg) if event.startswith('c_') else type(arg).__name__,
        )
    )


out = []


def g(n):
    return sorted([n, 1], key=lambda v: -v)


def gen():
    yield 1
    yield 2


class K:
    def __init__(self, a):
        self.a = len(a)

    def m(self, *a, **k):
        return max(*a)


def f():
    g(3)
    list(gen())
    k = K('abc')
    k.m(1, 2, z=1)
    print('x', end='\n', file=sys.stdout)
    [].append(1)
    str(3)
    ','.join(['a'])
    int.bit_length(3)
    try:
        len(3)
    except TypeError:
        pass
    m = [1].append
    m(2)
    isinstance(*(1, int))
    {}.get(1, 2)


sys.setprofile(prof)
f()
sys.setprofile(None)
for o in out:
    print(o)
print(sys.getprofile())


def bad(*a):
    raise KeyError('prof')


sys.setprofile(bad)
try:
    f()
except KeyError as e:
    print('raised', e)
print(sys.getprofile())


# trace function that raises
def tbad(fr, ev, arg):
    if ev == 'line' and fr.f_lineno == f.__code__.co_firstlineno + 2:
        raise IndexError('t')
    return tbad


sys.settrace(tbad)
try:
    f()
except IndexError as e:
    print('raised', e, sys.gettrace())


# changing locals
def tloc(fr, ev, arg):
    if ev == 'line' and 'x' in fr.f_locals:
        fr.f_locals['x'] = 99
    return tloc


def h():
    x = 1
    y = x
    return y


sys.settrace(tloc)
r = h()
sys.settrace(None)
print(r)


# a trace function of a frame that runs
def tr(fr, ev, arg):
    log.append((fr.f_code.co_name, ev, fr.f_lineno - base))
    return tr


log = []


def start():
    fr = sys._getframe().f_back
    fr.f_trace = tr
    sys.settrace(tr)


def w():
    global base
    base = sys._getframe().f_lineno
    start()
    a = 1
    b = 2
    sys.settrace(None)


w()
print(log)
import threading

tl = []
threading.settrace(lambda f, e, a: tl.append((e, f.f_code.co_name)))
t = threading.Thread(target=h)
t.start()
t.join()
threading.settrace(None)
print(('call', 'h') in tl, sys.gettrace())


# recursion under tracing
def deep(n):
    return deep(n + 1)


sys.settrace(lambda *a: None)
try:
    deep(0)
except RecursionError as e:
    print('deep', e)
sys.settrace(None)
sys.setprofile(lambda *a: None)
try:
    deep(0)
except RecursionError as e:
    print('deep', e)
sys.setprofile(None)


def tself(fr, ev, a):
    sys.settrace(None)
    return None


sys.settrace(tself)
h()
print(sys.gettrace())
for i in range(3000):
    sys.settrace(tself)
    sys.settrace(None)


def lots():
    for i in range(3000):
        sys.settrace(tr)
        sys.settrace(None)


lots()
try:
    sys._getframe().f_lineno = 3
except ValueError as e:
    print(e)
try:
    sys._getframe().f_trace_lines = 3
except TypeError as e:
    print(e)


def ct():
    return h()


def tc(fr, ev, a):
    if ev == 'call' and fr.f_code.co_name == 'start2':
        seen.append(sys.call_tracing(ct, ()))
    else:
        names.append(fr.f_code.co_name)
    return None


def start2():
    pass


seen = []
names = []
sys.settrace(tc)
start2()
sys.settrace(None)
print(seen, names)
