# A child draws other random numbers than its parent, and than its sisters.
import multiprocessing
import random


def draw(queue):
    queue.put(random.random())


if __name__ == '__main__':
    random.seed(1)
    queue = multiprocessing.SimpleQueue()
    children = [multiprocessing.Process(target=draw, args=(queue,)) for _ in range(3)]
    for child in children:
        child.start()
    drawn = {queue.get() for _ in children} | {random.random()}
    for child in children:
        child.join()
    print(len(drawn), 0.13436424411240122 in drawn)
