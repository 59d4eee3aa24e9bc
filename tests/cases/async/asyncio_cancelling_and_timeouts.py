# Tasks are cancelled where they wait.
import asyncio


async def background():
    try:
        await asyncio.sleep(100)
    finally:
        print('cleanup')


async def main():
    task = asyncio.create_task(background())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print('cancelled', task.cancelled())
    for limited in (asyncio.wait_for(asyncio.sleep(1), 0.01), asyncio.wait_for(asyncio.sleep(0, 'in time'), 1)):
        try:
            print(await limited)
        except TimeoutError:
            print('TimeoutError')
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(1)
    except TimeoutError:
        print('TimeoutError')
    asyncio.create_task(background())
    await asyncio.sleep(0)


asyncio.run(main())
