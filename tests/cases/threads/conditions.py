# A table with one place, guarded by a condition; wait_for; what a condition refuses.
import threading

condition = threading.Condition()
table, eaten = [], []


def cook():
    for dish in ('soup', 'fish', 'cake'):
        with condition:
            condition.wait_for(lambda: not table)
            table.append(dish)
            condition.notify_all()


def eat():
    for _ in range(3):
        with condition:
            while not table:
                condition.wait()
            eaten.append(table.pop())
            condition.notify_all()


threads = [threading.Thread(target=eat), threading.Thread(target=cook)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(eaten)
with condition:
    print(condition.wait(0.001), condition.wait_for(lambda: [], timeout=0.001), condition.wait_for(lambda: 'yes'))
    # Waiting gives an RLock back however often it was taken.
    with condition:
        print(condition.wait(0.001), repr(condition).startswith('<Condition(<locked _thread.RLock object owner='))
for wrong in (condition.wait, condition.notify, condition.notify_all, threading.Condition(threading.Lock()).wait):
    try:
        wrong()
    except RuntimeError as error:
        print(error)
# notify(n) wakes so many.
woken = []


def sleep(number):
    with condition:
        ready.release()
        condition.wait()
        woken.append(number)


ready = threading.Semaphore(0)
threads = [threading.Thread(target=sleep, args=(number,)) for number in range(3)]
for thread in threads:
    thread.start()
    ready.acquire()
with condition:
    condition.notify(2)
threads[0].join()
threads[1].join()
print(sorted(woken), threads[2].is_alive())
with condition:
    condition.notify()
threads[2].join()
print(sorted(woken))
