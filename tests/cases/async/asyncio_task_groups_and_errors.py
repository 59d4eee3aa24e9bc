# An error cancels the group; gather may collect errors.
import asyncio


async def bad():
    raise ValueError('x')


async def good():
    await asyncio.sleep(0)
    return 'good'


async def main():
    print(await asyncio.gather(bad(), good(), return_exceptions=True))
    try:
        await asyncio.gather(bad(), good())
    except ValueError as error:
        print('raised', error)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(asyncio.sleep(100))
            group.create_task(bad())
    except* ValueError as group:
        print(group.exceptions)
    async with asyncio.TaskGroup() as group:
        task = group.create_task(good())
    print(task.result())
    done, pending = await asyncio.wait(
        [asyncio.create_task(asyncio.sleep(0.01, 'a')), asyncio.create_task(asyncio.sleep(5))],
        return_when=asyncio.FIRST_COMPLETED)
    print([it.result() for it in done], len(pending))


asyncio.run(main())
for wrong in (lambda: asyncio.run(5), asyncio.get_running_loop, lambda: asyncio.run(bad())):
    try:
        wrong()
    except (ValueError, RuntimeError) as error:
        print(type(error).__name__, error)
