# An exception in a comprehension leaves the outer variable alone.
x = "kept"
try:
    [1 // x for x in (1, 0)]
except ZeroDivisionError as error:
    print(error, x)
def f():
    y = "kept too"
    try:
        {y: 1 // y for y in (1, 0)}
    except ZeroDivisionError:
        return y
print(f())
