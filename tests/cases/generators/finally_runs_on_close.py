# Closing runs `finally`; so does leaving a loop with an exception.
def g():
    try:
        yield 1
        yield 2
    finally:
        print("cleanup")
it = g()
for x in it:
    print(x)
    break
it.close()
try:
    for x in g():
        raise ValueError("in the loop")
except ValueError as error:
    print(error)
