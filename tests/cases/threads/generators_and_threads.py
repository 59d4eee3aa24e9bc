# One generator in two threads: who comes while it runs gets ValueError. With a lock all is well.
import threading

entered, leave = threading.Event(), threading.Event()


def numbers():
    for number in range(6):
        if number == 0:
            entered.set()
            leave.wait()
        yield number


shared, seen = numbers(), []
thread = threading.Thread(target=lambda: seen.append(next(shared)))
thread.start()
entered.wait()
try:
    next(shared)
except ValueError as error:
    print(error)
leave.set()
thread.join()
print(seen, next(shared))
lock = threading.Lock()


def take():
    while True:
        with lock:
            number = next(shared, None)
        if number is None:
            return
        seen.append(number)


threads = [threading.Thread(target=take) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(seen))
