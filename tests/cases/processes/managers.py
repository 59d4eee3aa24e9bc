# A manager's dicts, lists and the like are the same in all processes.
import multiprocessing


def work(shared, numbers, space, lock, number):
    shared[number] = number * number
    numbers.append(number)
    with lock:
        space.total += number


if __name__ == '__main__':
    with multiprocessing.Manager() as manager:
        shared, numbers, space = manager.dict(a=1), manager.list([0]), manager.Namespace(total=0)
        lock, items = manager.Lock(), manager.Queue()
        with multiprocessing.Pool(2) as pool:
            pool.starmap(work, [(shared, numbers, space, lock, number) for number in range(5)])
            pool.map(items.put, ['x'])
        print(sorted(shared.items(), key=str), sorted(numbers), space.total, items.get(), items.empty())
        print(shared['a'], 'a' in shared, len(shared), shared.get('z'), shared.pop('a'), numbers[0], len(numbers))
        del shared[0]
        numbers[1:] = [7]
        numbers += [8, 9]
        print(numbers, list(numbers), numbers.index(8), shared.copy() == dict(shared))
        try:
            shared['none']
        except KeyError as error:
            print(repr(error))
        value = manager.Value('i', 3)
        value.value += 1
        print(value.value, manager.list('ab'), manager.dict([(1, 2)]))
