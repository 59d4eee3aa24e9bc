# Never more threads inside than the semaphore lets in; what semaphores refuse.
import threading
import time

semaphore = threading.BoundedSemaphore(2)
inside, most = 0, 0
lock = threading.Lock()


def enter():
    global inside, most
    with semaphore:
        with lock:
            inside += 1
            most = max(most, inside)
        time.sleep(0.002)
        with lock:
            inside -= 1


threads = [threading.Thread(target=enter) for _ in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(most <= 2, inside, repr(semaphore).split(': ')[1])
plain = threading.Semaphore(0)
print(plain.acquire(False), plain.acquire(timeout=0.001), plain.release(2), plain.acquire(), repr(plain).split(': ')[1])
for wrong in (semaphore.release, lambda: plain.release(0), lambda: threading.Semaphore(-1),
              lambda: plain.acquire(False, timeout=1)):
    try:
        wrong()
    except ValueError as error:
        print(error)
