# Workers made by hand take jobs from a queue until each gets its sign to end.
import queue
import threading

jobs, results = queue.Queue(), queue.Queue()


def work():
    for number in iter(jobs.get, None):
        results.put((number, sum(range(number))))


workers = [threading.Thread(target=work, name=f'worker {n}') for n in range(4)]
for worker in workers:
    worker.start()
for number in range(20):
    jobs.put(number)
for _ in workers:
    jobs.put(None)
for worker in workers:
    worker.join()
print(sorted(results.get() for _ in range(20)))
print(any(worker.is_alive() for worker in workers), jobs.empty(), results.empty())
