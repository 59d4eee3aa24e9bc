# Decorators are applied from the bottom up.
def tag(name):
    print("make", name)
    def wrap(f):
        print("wrap", name, f.__name__)
        def inner(*args):
            return f"<{name}>{f(*args)}</{name}>"
        return inner
    return wrap
@tag("b")
@tag("i")
def text(s): return s
print(text("x"))
@(lambda c: c.__name__)
class Named: pass
print(Named)
