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
print("closed")
it.close()
it = g()
next(it)
try:
    it.throw(KeyError("thrown in"))
except KeyError as error:
    print(error)
