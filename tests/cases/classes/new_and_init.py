# __new__ makes, __init__ fills.
class Once:
    it = None
    def __new__(cls, *args):
        if cls.it is None:
            print("new", args)
            cls.it = super().__new__(cls)
        return cls.it
    def __init__(self, *args): print("init", args)
print(Once(1) is Once(2))
class Upper(str):
    def __new__(cls, s): return super().__new__(cls, s.upper())
print(Upper("abc"), type(Upper("x")).__name__, Upper("a") + "b")
class Other:
    def __new__(cls): return 5
    def __init__(self): print("never")
print(Other())
class BadInit:
    def __init__(self): return 1
try:
    BadInit()
except TypeError as error:
    print(error)
class Plain: pass
try:
    Plain(1)
except TypeError as error:
    print(error)
