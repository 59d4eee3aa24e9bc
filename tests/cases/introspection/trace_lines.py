# sys.settrace: calls, lines, exceptions and returns, as offsets from the function's first line.
import sys
def tracer(frame, event, arg):
    if event == 'exception': arg = arg[0].__name__, str(arg[1])
    out.append((frame.f_lineno - base if frame.f_code is not mod else frame.f_lineno, event, frame.f_code.co_name, repr(arg)[:40]))
    return tracer
out = []; mod = None; base = 0
def show(f, *a):
    global base
    base = f.__code__.co_firstlineno
    out.clear()
    sys.settrace(tracer)
    try: f(*a)
    except Exception as e: pass
    sys.settrace(None)
    print(f.__name__, *out, sep='\n    ')
def a(x):
    y = x + 1
    if y > 2:
        y = 3
    else:
        y = 4
    return y
show(a, 1); show(a, 5)
def loop(n):
    t = 0
    for i in range(n):
        t += i
    while t > 0:
        t -= 5
    return t
show(loop, 3)
def oneline():
    for i in range(3): pass
    x = 3
    while x: x -= 1
    t = [i for i in range(3)]
    return t
show(oneline)
def exc():
    a = 1
    while a == 1:
        a = int('2')
        int('q')
show(exc)
def passes_on():
    int('q')
show(passes_on)
class CM:
    def __enter__(self): return 1
    def __exit__(self, *a):
        return True
def withs():
    with CM() as c:
        x = 1
        1/0
    y = 2
show(withs)
def gen():
    yield 1
    x = yield 2
    z = 3
def usegen():
    for v in gen():
        w = v
    g = gen()
    next(g)
    g.close()
show(usegen)
def calls():
    a(2)
    z = sorted([3, 1],
               key=lambda q: -q)
    def inner(k=2):
        return z
    class C:
        x = 1
        def m(self): pass
    C().m()
    return inner()
show(calls)
def mat(v):
    match v:
        case 1:
            return 'one'
        case [a, b] if a:
            return 'pair'
        case 3 | 4:
            return 'other'
show(mat, 1); show(mat, [1, 2]); show(mat, 4)
def boolop(a, b):
    if a and b:
        pass
    elif (a or
          b):
        c = 1
    return (a
            if b
            else 2)
show(boolop, 1, 1)
def nested():
    for i in range(2):
        for j in range(2):
            if j:
                continue
            if i:
                break
        else:
            k = 1
    return (1,
            2)
show(nested)
def closure(p):
    def q(): return p
    return q()
show(closure, 1)
def asserts(x):
    """doc"""
    global gg
    assert x, 'no'
    del x
show(asserts, 0)
