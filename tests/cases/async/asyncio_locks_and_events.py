# Waiting for each other.
import asyncio


async def locked(lock, name):
    async with lock:
        print('in', name)
        await asyncio.sleep(0)
        print('out', name)


async def waiter(event, name):
    await event.wait()
    print('event', name)


async def main():
    lock, event, semaphore = asyncio.Lock(), asyncio.Event(), asyncio.Semaphore(2)
    await asyncio.gather(*[locked(lock, name) for name in range(3)])
    waiters = [asyncio.create_task(waiter(event, name)) for name in range(2)]
    await asyncio.sleep(0)
    event.set()
    await asyncio.gather(*waiters)
    await asyncio.gather(*[locked(semaphore, name) for name in range(4)])
    condition, found = asyncio.Condition(), []

    async def wait():
        async with condition:
            await condition.wait_for(lambda: found)
            print('found', found)

    task = asyncio.create_task(wait())
    await asyncio.sleep(0)
    async with condition:
        found.append(1)
        condition.notify_all()
    await task


asyncio.run(main())
