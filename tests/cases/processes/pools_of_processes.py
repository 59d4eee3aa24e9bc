# Pools: map and its relatives, errors from elsewhere, executors.
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.pool import ThreadPool


def square(number):
    return number * number


def remember(value):
    global remembered
    remembered = value


def recall(_):
    return remembered


def die():
    os._exit(1)


if __name__ == '__main__':
    with multiprocessing.Pool(2) as pool:
        print(pool.map(square, range(10)), pool.map(square, range(7), 2), pool.map(square, []))
        print(pool.starmap(pow, [(2, 3), (3, 2)]), pool.apply(divmod, (7, 3)), pool.apply(int, ('11',), {'base': 2}))
        print(list(pool.imap(square, range(5))), sorted(pool.imap_unordered(square, range(5), chunksize=2)))
        result, heard = pool.map_async(square, [3], callback=lambda it: None), []
        result.wait()
        print(result.get(timeout=10), result.ready(), result.successful())
        try:
            pool.apply(divmod, (1, 0))
        except ZeroDivisionError as error:
            print(error, type(error.__cause__).__name__, 'ZeroDivisionError' in str(error.__cause__))
        for wrong in (pool.join, lambda: multiprocessing.Pool(0)):
            try:
                wrong()
            except ValueError as error:
                print(error)
    try:
        pool.map(square, [1])
    except ValueError as error:
        print(error)
    pool = multiprocessing.Pool(2, initializer=remember, initargs=('known',), maxtasksperchild=1)
    print(pool.map(recall, range(4), chunksize=1))
    pool.close()
    pool.join()
    with ThreadPool(2) as pool:
        print(pool.map(lambda number: number + 1, range(5)))

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
