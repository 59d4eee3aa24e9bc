# Kinds of queues; what raises at once, after a time, or never.
import queue
import threading
import time

for kind in (queue.Queue, queue.LifoQueue, queue.PriorityQueue):
    it = kind(3)
    for item in (3, 1, 2):
        it.put(item)
    print(kind.__name__, it.full(), [it.get() for _ in range(3)], it.empty())

full = queue.Queue(1)
full.put('only')
empty = queue.SimpleQueue()
for attempt in (lambda: full.put(2, block=False), lambda: full.put(2, timeout=0.01), lambda: full.put(2, timeout=-1),
                lambda: full.put_nowait(2), lambda: empty.get_nowait(), lambda: empty.get(timeout=0.01),
                lambda: empty.get(timeout=-1), lambda: queue.Queue().get(False), full.task_done, full.task_done):
    try:
        print(attempt())
    except (queue.Empty, queue.Full, ValueError) as error:
        print(type(error).__module__, type(error).__name__, error)


def later(put):
    time.sleep(0.01)
    put('came late')


for it in (queue.Queue(), queue.SimpleQueue()):
    threading.Thread(target=later, args=(it.put,)).start()
    print(it.get(timeout=10), it.qsize(), it.empty())
waiting = threading.Thread(target=full.put, args=('second',))
waiting.start()
print(full.get(), full.get())
waiting.join()
