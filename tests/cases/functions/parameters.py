# Every kind of parameter.
def f(a, b=2, /, c=3, *args, d, e=5, **kw):
    print(a, b, c, args, d, e, sorted(kw.items()))
f(1, d=4)
f(1, 20, 30, 40, 50, d=4, e=6, z=7)
f(1, c=9, d=4, a="keyword of the same name", b=8)
def only(*, k): return k
print(only(k=1))
def star(*a): return a
def stars(**k): return k
print(star(), star(1, 2), stars(), stars(x=1))
