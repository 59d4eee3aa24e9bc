# threading.local: each thread sees its own attributes, and begins as __init__ says.
import threading

plain = threading.local()
plain.x = 'main'


class Named(threading.local):
    kind = 'shared'

    def __init__(self, first):
        self.items = [first]


named = Named('first')
named.items.append('main')
seen = []


def look(number):
    seen.append((hasattr(plain, 'x'), named.items, named.kind))
    plain.x = number
    named.items.append(number)
    barrier.wait()
    seen.append((plain.x, named.items, vars(plain)))


for number in range(2):
    barrier = threading.Barrier(1)
    thread = threading.Thread(target=look, args=(number,))
    thread.start()
    thread.join()
for line in seen:
    print(line)
print(plain.x, named.items, vars(plain))
del plain.x
for wrong in (lambda: plain.x, lambda: delattr(plain, 'x'), lambda: threading.local(1)):
    try:
        wrong()
    except (AttributeError, TypeError) as error:
        print(type(error).__name__)
