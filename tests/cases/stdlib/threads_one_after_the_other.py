# What threads do that do not wait for each other.
import threading

results = []
threads = [threading.Thread(target=results.append, args=(number,)) for number in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(results, threads[0].is_alive(), threading.current_thread().name, threading.active_count())
lock = threading.Lock()
with lock:
    print(lock.locked(), lock.acquire(blocking=False))
local = threading.local()
local.x = 1
thread = threading.Thread(target=lambda: print(hasattr(local, 'x'), threading.current_thread().name), name='T')
thread.start()
thread.join()
event = threading.Event()
print(event.wait(0.001), event.is_set())
event.set()
print(event.wait())
try:
    thread.start()
except RuntimeError as error:
    print(error)
