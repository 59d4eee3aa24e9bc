# Pools: map and its relatives, errors from elsewhere.
import multiprocessing
from multiprocessing.pool import ThreadPool


def square(number):
    return number * number


def remember(value):
    global remembered
    remembered = value


def recall(_):
    return remembered


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
