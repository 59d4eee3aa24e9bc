# Who waits for an event goes on when it is set; a timer sets it later, unless it is cancelled.
import threading

event = threading.Event()
print(repr(event).split(': ')[1], event.is_set(), event.wait(0.001), event.wait(0))
passed = []


def wait(number):
    passed.append((number, event.wait(10)))


threads = [threading.Thread(target=wait, args=(number,)) for number in range(3)]
for thread in threads:
    thread.start()
timer = threading.Timer(0.01, event.set)
timer.start()
for thread in threads:
    thread.join()
print(sorted(passed), event.is_set(), repr(event).split(': ')[1])
event.clear()
print(event.is_set())

calls = []
timer = threading.Timer(0.01, calls.append, ['once'], {})
timer.start()
timer.join()
cancelled = threading.Timer(60, calls.append, args=('never',))
cancelled.start()
cancelled.cancel()
cancelled.join(10)
print(calls, cancelled.is_alive(), cancelled.finished.is_set(), timer.interval, timer.args, timer.kwargs)
