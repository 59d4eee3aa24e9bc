# An iterator of tee that is asked while it is asking.
import threading
from itertools import tee


class Nested:
    count = 0

    def __iter__(self):
        return self

    def __next__(self):
        Nested.count += 1
        if Nested.count == 1:
            return next(left)
        return Nested.count


left, right = tee(Nested())
try:
    next(left)
except RuntimeError as error:
    print(error)
print(next(left), next(right), next(left), next(right))

started, finish = threading.Event(), threading.Event()


class Waiting:
    def __iter__(self):
        return self

    def __next__(self):
        started.set()
        finish.wait()
        return 'waited'


left, right = tee(Waiting())
results = []
thread = threading.Thread(target=lambda: results.append(next(left)))
thread.start()
started.wait()
try:
    next(right)
except RuntimeError as error:
    print(error)
finish.set()
thread.join()
print(results, next(right))


def failing():
    yield 1
    raise KeyError('once')


left, right = tee(failing())
print(next(left))
for _ in range(2):
    try:
        print(next(left, 'the end'))
    except KeyError as error:
        print(repr(error))
print(list(right))
