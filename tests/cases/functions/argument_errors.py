# What is wrong with a call, in CPython's words.
def f(a, b, c=3, *, k): pass
def g(a, /, b): pass
def h(): pass
def attempt(call):
    try:
        call()
    except TypeError as error:
        print(error)
attempt(lambda: f())
attempt(lambda: f(1))
attempt(lambda: f(1, 2))
attempt(lambda: f(1, 2, 3, 4, k=1))
attempt(lambda: f(1, 2, k=1, z=2))
attempt(lambda: f(1, 2, a=1, k=1))
attempt(lambda: g(a=1, b=2))
attempt(lambda: g(1))
attempt(lambda: h(1))
attempt(lambda: h(1, 2))
attempt(lambda: h(x=1))
attempt(lambda: f(*[1, 2], **{"k": 1, "c": 2, "c2": 3}))
attempt(lambda: h(*5))
attempt(lambda: h(**5))
attempt(lambda: f(k=1, **{"k": 2}))
attempt(lambda: None())
attempt(lambda: (5)())
