# A producer and a consumer, with room for two items between them.
import asyncio


async def produce(queue):
    for item in range(5):
        await queue.put(item)
        print('put', item)
    await queue.put(None)


async def consume(queue):
    while (item := await queue.get()) is not None:
        print('got', item)


async def main():
    queue = asyncio.Queue(2)
    await asyncio.gather(produce(queue), consume(queue))
    try:
        queue.get_nowait()
    except asyncio.QueueEmpty:
        print('empty')


asyncio.run(main())
