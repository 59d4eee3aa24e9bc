# Executors of processes: results, errors, a worker that dies.
import os
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool


def square(number):
    return number * number


def die():
    os._exit(1)


if __name__ == '__main__':
    with ProcessPoolExecutor(2) as pool:
        print(list(pool.map(square, range(6))), list(pool.map(square, range(6), chunksize=4)))
        futures = [pool.submit(pow, 2, number) for number in range(5)]
        print(sorted(future.result() for future in as_completed(futures)))
        print(repr(pool.submit(int, 'x').exception()), pool.submit(os.getpid).result() == os.getpid())
    with ProcessPoolExecutor(1) as pool:
        try:
            pool.submit(die).result()
        except BrokenProcessPool as error:
            print(error)
