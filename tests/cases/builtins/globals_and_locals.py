# Namespaces as dicts.
def f(a, b=2):
    c = 3
    return locals()
print(f(1), sorted(k for k in f(1)))
globals()["made"] = 5
print(made, __name__, "f" in globals())
class C:
    x = 1
    names = sorted(n for n in locals() if not n.startswith("__"))
print(C.names)
def shadow():
    len = lambda x: "shadowed"
    return len("abc")
print(shadow(), len("abc"))
