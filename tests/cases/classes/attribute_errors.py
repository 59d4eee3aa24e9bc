# Which attribute of what.
class A:
    __slots__ = ("x",)
class B: pass
def attempt(f):
    try:
        f()
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)
attempt(lambda: B().x)
attempt(lambda: B.x)
attempt(lambda: (5).foo)
attempt(lambda: "s".foo)
attempt(lambda: None.foo)
attempt(lambda: setattr(A(), "y", 1))
attempt(lambda: A().x)
attempt(lambda: setattr(5, "x", 1))
attempt(lambda: setattr(int, "x", 1))
attempt(lambda: delattr(B(), "q"))
attempt(lambda: print.x)
