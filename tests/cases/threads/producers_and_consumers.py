# A bounded queue between two producers and two consumers: all that is put in comes out once.
import queue
import threading

items = queue.Queue(maxsize=3)
taken = []


def produce(first):
    for number in range(first, first + 10):
        items.put(number)


def consume():
    while (number := items.get()) is not None:
        taken.append(number)
        items.task_done()
    items.task_done()


producers = [threading.Thread(target=produce, args=(first,)) for first in (0, 100)]
consumers = [threading.Thread(target=consume) for _ in range(2)]
for thread in producers + consumers:
    thread.start()
for thread in producers:
    thread.join()
items.join()
for _ in consumers:
    items.put(None)
for thread in consumers:
    thread.join()
print(sorted(taken) == [*range(10), *range(100, 110)], items.qsize(), items.unfinished_tasks)
