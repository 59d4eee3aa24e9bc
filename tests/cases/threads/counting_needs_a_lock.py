# Increments from many threads: with a lock none is lost; RLocks are taken again by their owner.
import threading

total = 0
lock = threading.RLock()


def add(times):
    global total
    for _ in range(times):
        with lock:
            with lock:
                before = total
                total = before + 1


threads = [threading.Thread(target=add, args=(200,)) for _ in range(5)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(total)
