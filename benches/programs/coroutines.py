"""Coroutines under a loop of their own: await through several levels, send, throw."""


class Pause:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        return (yield self.value)


async def leaf(n):
    return await Pause(n) + 1


async def branch(n):
    return await leaf(n) + await leaf(n + 1)


async def worker(turns, results):
    total = 0
    for i in range(turns):
        total += await branch(i)
    results.append(total)


def run(coroutines):
    waiting = [(coroutine, None) for coroutine in coroutines]
    while waiting:
        next_waiting = []
        for coroutine, value in waiting:
            try:
                next_waiting.append((coroutine, coroutine.send(value)))
            except StopIteration:
                pass
        waiting = next_waiting


def averager():
    total = count = 0
    while True:
        value = yield total // (count or 1)
        total += value
        count += 1


def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)


results = []
run([worker(600, results) for _ in range(250)])
average = averager()
next(average)
last = 0
for i in range(900_000):
    last = average.send(i)
print(sum(results), last, sum(tree(15)))
