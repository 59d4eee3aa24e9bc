"""Two threads take tasks from a queue; perf tells them apart by their numbers.

    perf record -F 999 -g -- target/release/glassnake -X perf_frames examples/workers.py
    perf report --stdio --sort tid --no-children -g caller
    perf report --stdio --children --sort symbol -g none

Look for `py::count_primes` and `py::count_words`, each below `py::work` and `py::Thread.run` on the native
stack of the thread that happened to get the task. One thread at a time runs Python, so that together they
take as long as one would.

An argument says how many tasks of each kind there are (10 by default).
"""

import queue
import sys
import threading

TEXT = "the quick brown fox jumps over the lazy dog".split()


def count_primes(limit):
    return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))


def count_words(times):
    words = {}
    for _ in range(times):
        for word in TEXT:
            words[word] = words.get(word, 0) + 1
    return words["the"]


def work(tasks, results):
    while (task := tasks.get()) is not None:
        function, argument = task
        results.put(function(argument))


def main(count):
    tasks, results = queue.Queue(), queue.Queue()
    workers = [threading.Thread(target=work, args=(tasks, results)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for task in (count_primes, 30_000), (count_words, 100_000):
        for _ in range(count):
            tasks.put(task)
    for _ in workers:
        tasks.put(None)
    for worker in workers:
        worker.join()
    print(sum(results.get() for _ in range(2 * count)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
