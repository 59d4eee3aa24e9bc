# return, break and continue in finally replace what was going on.
def f():
    try:
        return "try"
    finally:
        return "finally"
print(f())
def g():
    for i in range(3):
        try:
            raise ValueError
        finally:
            if i < 2: continue
            break
    return i
print(g())
def h():
    try:
        try:
            1 / 0
        finally:
            print("inner")
    except ZeroDivisionError:
        print("outer")
    finally:
        print("last")
h()
def k():
    x = 1
    try:
        return x
    finally:
        x = 2
print(k())
