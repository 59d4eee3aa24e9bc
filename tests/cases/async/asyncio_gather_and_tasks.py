# Coroutines by turns: gather, tasks, sleep.
import asyncio


async def work(name, delay):
    print('start', name)
    await asyncio.sleep(delay)
    print('end', name)
    return name * 2


async def main():
    print(await asyncio.gather(work(1, .3), work(2, .15), work(3, 0)))
    task = asyncio.create_task(work(4, 0), name='four')
    print(task.get_name(), task.done(), await task, task.done(), task.result())
    return 'done'


print(asyncio.run(main()))
