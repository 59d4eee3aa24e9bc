# Queues without waiting; actions in the order of their times.
import queue
import sched

for kind in (queue.Queue, queue.LifoQueue, queue.PriorityQueue):
    it = kind(3)
    for item in (3, 1, 2):
        it.put(item)
    print(it.full(), [it.get() for _ in range(3)], it.empty())
for wrong in (queue.Queue().get_nowait, lambda: queue.Queue().get(timeout=0.01), queue.Queue().task_done):
    try:
        wrong()
    except (queue.Empty, ValueError) as error:
        print(type(error).__name__, error)
scheduler = sched.scheduler()
scheduler.enter(0.01, 1, print, ('later',))
scheduler.enter(0, 2, print, ('second',))
scheduler.enter(0, 1, print, ('now',))
scheduler.cancel(scheduler.enter(0, 1, print, ('never',)))
scheduler.run()
