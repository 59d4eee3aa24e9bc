# An exception goes up through the callers until one handles it.
def a(n):
    if n == 0:
        raise ValueError("deep")
    return b(n - 1)
def b(n):
    try:
        return a(n)
    finally:
        print("b leaves", n)
try:
    a(5)
except ValueError as error:
    tb, depth = error.__traceback__, 0
    while tb:
        depth, tb = depth + 1, tb.tb_next
    print(error, depth)
