# Locks, semaphores, events, conditions, barriers and numbers that processes share.
import multiprocessing


def count(value, lock, array, place):
    for _ in range(20):
        with value.get_lock():
            value.value += 1
    with lock:
        array[place] = value.value > 0


def meet(barrier, event, places):
    event.wait()
    places.put(barrier.wait())


def sleep(condition, ready, woken):
    with condition:
        ready.release()
        condition.wait()
    woken.put(True)


def run(target, *args):
    children = [multiprocessing.Process(target=target, args=args) for _ in range(3)]
    for child in children:
        child.start()
    return children


if __name__ == '__main__':
    value, array, lock = multiprocessing.Value('i', 5), multiprocessing.Array('d', 3), multiprocessing.Lock()
    children = [multiprocessing.Process(target=count, args=(value, lock, array, place)) for place in range(3)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    print(value, value.value, array[:], len(array), array[-1])
    array[:2] = [7, 8.5]
    print(list(array), multiprocessing.Array('i', [1, 2])[:], multiprocessing.RawValue('d', 1.5))

    barrier, event, places = multiprocessing.Barrier(3), multiprocessing.Event(), multiprocessing.SimpleQueue()
    children = run(meet, barrier, event, places)
    print(event.is_set(), event.wait(0.001))
    event.set()
    print(sorted(places.get() for _ in children), event.is_set())
    condition, ready, woken = multiprocessing.Condition(), multiprocessing.Semaphore(0), multiprocessing.SimpleQueue()
    sleepers = run(sleep, condition, ready, woken)
    for _ in sleepers:
        ready.acquire()
    with condition:
        condition.notify(1)
    print(woken.get(), woken.empty())
    with condition:
        condition.notify_all()
        print(condition.wait(0.001))
    print(woken.get(), woken.get())
    for child in children + sleepers:
        child.join()

    rlock = multiprocessing.RLock()
    print(lock, lock.acquire(), lock, lock.acquire(timeout=0.001), lock.acquire(False), lock.release())
    print(rlock.acquire(), rlock.acquire(), rlock, rlock.release(), rlock.release(), rlock)
    for wrong in (lock.release, rlock.release, multiprocessing.BoundedSemaphore(2).release,
                  multiprocessing.Condition().wait, multiprocessing.Condition().notify):
        try:
            wrong()
        except (ValueError, AssertionError) as error:
            print(type(error).__name__, error)
