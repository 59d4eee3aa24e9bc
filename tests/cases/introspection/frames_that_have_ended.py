import sys
def f(a):
    b = a + 1
    fr = sys._getframe()
    assert fr is sys._getframe()
    def g(): return b
    return fr
fr = f(3)
print(sorted(fr.f_locals), fr.f_locals['a'], fr.f_locals['b'], fr.f_lineno, fr.f_back is sys._getframe())
def h(x):
    y = [x]
    raise ValueError(x)
try:
    h(5)
except ValueError as e:
    tb = e.__traceback__
    print(tb.tb_frame is sys._getframe(), tb.tb_next.tb_frame.f_locals, tb.tb_next.tb_frame.f_back is sys._getframe())
    tb.tb_next.tb_frame.clear()
    print(tb.tb_next.tb_frame.f_locals)
def gen(n):
    for i in range(n):
        yield sys._getframe()
g = gen(2)
a = next(g); 
print(a.f_locals, a is g.gi_frame, a.f_back)
b = next(g)
print(a is b, b.f_locals)
next(g, None)
print(a.f_locals, g.gi_frame)
class A:
    def __init__(self):
        self.f = sys._getframe()
        self = None
x = A()
print(x.f.f_locals, x.f.f_code.co_name)
class B:
    q = 1
    fr = sys._getframe()
    r = 2
print({k: v for k, v in B.fr.f_locals.items() if len(k) == 1})
def comp():
    try:
        [z/0 for z in [1,2] if z]
    except ZeroDivisionError as e: return e
print(comp().__traceback__.tb_frame.f_locals)
def deep(n):
    if n == 0: 1/0
    deep(n-1)
try: deep(5)
except ZeroDivisionError as e:
    t = e.__traceback__
    while t: print(t.tb_frame.f_locals.get('n'), end=' '); t = t.tb_next
print()
def r(n): r(n+1)
try: r(0)
except RecursionError as e:
    c=0; t = e.__traceback__
    while t: c+=1; t=t.tb_next
    print(c > 900)
