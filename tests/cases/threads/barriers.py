# A barrier lets threads pass together; it breaks by timeouts, abort() and errors of its action.
import threading
import time

arrived, passed, rounds = [], [], []
barrier = threading.Barrier(3, action=lambda: rounds.append(len(arrived)), timeout=10)


def walk(number):
    for _ in range(2):
        arrived.append(number)
        place = barrier.wait()
        passed.append(place)


threads = [threading.Thread(target=walk, args=(number,)) for number in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(passed), rounds[0], barrier.n_waiting, barrier.parties, barrier.broken)
print(repr(barrier).split(': ')[1])


def attempt(barrier, timeout=None):
    try:
        return barrier.wait(timeout)
    except (threading.BrokenBarrierError, ZeroDivisionError) as error:
        return type(error).__name__


print(attempt(barrier, 0.001), barrier.broken, attempt(barrier), repr(barrier).split(': ')[1])
barrier.reset()
print(barrier.broken, barrier.n_waiting)
results = []
for end in (barrier.abort, barrier.reset):
    thread = threading.Thread(target=lambda: results.append(attempt(barrier)))
    thread.start()
    while not barrier.n_waiting:
        time.sleep(0.001)
    end()
    thread.join()
    print(results, barrier.broken)
    barrier.reset()
print(attempt(threading.Barrier(1, lambda: 1 / 0)), attempt(threading.Barrier(1)))
