# __call__, __bool__, __int__, __float__, __index__, __str__, __format__.
class N:
    def __call__(self, *a, **k): return a, k
    def __bool__(self): return False
    def __int__(self): return 7
    def __float__(self): return 7.5
    def __index__(self): return 2
    def __str__(self): return "str"
    def __repr__(self): return "repr"
    def __format__(self, spec): return f"format<{spec}>"
    def __len__(self): return 3
    def __bytes__(self): return b"bytes"
n = N()
print(n(1, x=2), bool(n), int(n), float(n), [10, 20, 30][n], str(n), repr(n))
print(f"{n} {n!r} {n!s:>5} {n:abc}", "%s %r %d" % (n, n, n), [n], hex(n), bytes(n), len(n))
class BadBool:
    def __bool__(self): return 5
class BadStr:
    def __str__(self): return 5
class BadLen:
    def __len__(self): return -1
for f in (lambda: bool(BadBool()), lambda: str(BadStr()), lambda: len(BadLen())):
    try:
        f()
    except (TypeError, ValueError) as error:
        print(error)
