# What an except clause catches.
class A(Exception): pass
class B(A): pass
def f(exc, *handlers):
    try:
        raise exc
    except handlers as error:
        return type(error).__name__
    except Exception as error:
        return "other " + type(error).__name__
print(f(A(), A), f(B(), A), f(A(), B), f(B(), (KeyError), B))
try:
    try:
        raise A
    except 5:
        pass
except TypeError as error:
    print(error)
try:
    raise KeyboardInterrupt
except Exception:
    print("never")
except BaseException as error:
    print(type(error).__name__)
for cls in (ZeroDivisionError, KeyError, FileNotFoundError, UnboundLocalError, RecursionError, StopIteration, UnicodeDecodeError):
    print(cls.__name__, [c.__name__ for c in cls.__mro__[1:-1]])
