# sys.exception() is the one that is handled now.
import sys
print(sys.exception())
try:
    1 / 0
except ZeroDivisionError:
    print(repr(sys.exception()))
    try:
        {}["x"]
    except KeyError:
        print(repr(sys.exception()), sys.exc_info()[0].__name__)
    print(repr(sys.exception()))
print(sys.exception())
def gen():
    try:
        raise ValueError("in gen")
    except ValueError:
        yield sys.exception()
    yield sys.exception()
for e in gen():
    print(repr(e), sys.exception())
